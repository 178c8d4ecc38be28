# What only Windows has, for the module.
BeforeDiscovery {
    . "$PSScriptRoot/../powershell/common.ps1"
}

BeforeAll {
    . "$PSScriptRoot/../powershell/common.ps1"
    # A with a ring, whatever encoding this file is read in
    $Name = "$([char] 0xC5)sa"
}

Describe 'The module on Windows' -Skip:(-not $OnWindows) {
    It 'works in a folder with a blank, umlauts and brackets' {
        $folder = [IO.Path]::Combine($TestDrive, "Schl$([char] 0xFC)ssel und [1]")
        [void] [IO.Directory]::CreateDirectory($folder)
        $copy = [IO.Path]::Combine($folder, 'key.pem')
        [IO.File]::Copy($Key, $copy)
        $token = New-QsJwt -UserDirectory LAB -UserId $Name -PrivateKeyPath $copy
        $token.Payload.userId | Should -BeExactly $Name
    }

    It 'changes no name in code page <_>' -ForEach 437, 1252, 65001 {
        $before = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [Text.Encoding]::GetEncoding($_)
            $token = New-QsJwt -UserDirectory LAB -UserId $Name -PrivateKeyPath $Key
        }
        finally { [Console]::OutputEncoding = $before }
        (Get-Part "$token").userId | Should -BeExactly $Name
        $token.Payload.userId | Should -BeExactly $Name
    }

    It 'works in a job' {
        $job = Start-Job -ArgumentList $ModulePath, $Key, $env:QS_JWT_ENGINE, $Name -ScriptBlock {
            param($ModulePath, $Key, $Engine, $Name)
            $env:QS_JWT_ENGINE = $Engine
            Import-Module $ModulePath
            "$(New-QsJwt -UserDirectory LAB -UserId $Name -PrivateKeyPath $Key)"
        }
        $token = $job | Wait-Job -Timeout 100 | Receive-Job
        Remove-Job $job -Force
        (Get-Part $token).userId | Should -BeExactly $Name
    }

    It 'reads a profile under the folder of the user' {
        $before = $env:QS_JWT_CONFIG
        try {
            $env:QS_JWT_CONFIG = $TestDrive
            [IO.File]::WriteAllText([IO.Path]::Combine($TestDrive, 'profiles.toml'), "[lab]`nplatform = `"qseow`"`ncert_privatekey_file = '$Key'`n")
            $token = New-QsJwt -UserDirectory LAB -UserId anna -ProfileName lab
        }
        finally { $env:QS_JWT_CONFIG = $before }
        (Get-Part "$token").userDirectory | Should -BeExactly 'LAB'
    }

    It 'lets nobody but the user, SYSTEM and Administrators read a key' {
        $target = [IO.Path]::Combine($TestDrive, 'token.jwt')
        $ordinary = [IO.Path]::Combine($TestDrive, 'ordinary.txt')
        [IO.File]::WriteAllText($ordinary, 'x')
        [void] (New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $Key -OutFile $target)
        $sid = [Security.Principal.SecurityIdentifier]
        $who = (Get-Acl $target).GetAccessRules($true, $true, $sid).IdentityReference.Value
        $allowed = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value, 'S-1-5-18', 'S-1-5-32-544'
        $who | Where-Object { $_ -notin $allowed } | Should -BeNullOrEmpty
        $who | Should -Contain $allowed[0]
        if ($OnWine) { (Get-Acl $ordinary).GetAccessRules($true, $true, $sid).IdentityReference.Value | Should -Contain 'S-1-1-0' }
    }

    It 'names a path as it was typed in the error for <Word>' -ForEach @(
        @{ Word = 'a missing key'; Path = '.\no such\key.pem' }
        @{ Word = 'a missing key with slashes'; Path = './no such/key.pem' }
        @{ Word = 'a missing key on a drive'; Path = 'C:\no such\key.pem' }
    ) {
        { New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $Path -ErrorAction Stop } | Should -Throw "*$([WildcardPattern]::Escape([IO.Path]::GetFileName([IO.Path]::GetDirectoryName($Path))))*key.pem*"
    }

    It 'names another stream of a file as no file' {
        { New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $Key -OutFile ([IO.Path]::Combine($TestDrive, 'a.jwt:x')) -ErrorAction Stop } | Should -Throw
    }
}
