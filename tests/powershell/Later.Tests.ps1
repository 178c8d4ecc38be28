# As it is shipped, the module reads at its import what a script's first token needs, and the rest
# when something else is called first. A checkout has a function a file and reads them all.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $isWhole = -not [IO.File]::Exists("$ModulePath/QsJwt.Later.ps1")
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function Invoke-Fresh {
        # What a script gives in a runspace of its own that has just imported a module, and whether
        # the rest of it is unread then.
        param([string] $Script, [string] $Module = $ModulePath)

        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("param(`$ModulePath, `$Key, `$Certificate) Import-Module `$ModulePath; $Script").AddArgument($Module).AddArgument($Key).AddArgument($Certificate)
            $given = $shell.Invoke()
            $shell.Commands.Clear()
            $unread = $shell.AddScript('& (Get-Module QsJwt) { "${function:Get-GroupName}" -match "Import-Later" }').Invoke()[0]
            @{ Given = $given; Unread = $unread; Errors = @($shell.Streams.Error | ForEach-Object { "$_" }) }
        }
        finally {
            $shell.Runspace.Close()
            $shell.Dispose()
        }
    }
}

Describe 'The module as it is shipped' -Skip:$isWhole {
    It 'makes a token of <Of> without the rest' -ForEach @(
        @{ Of = 'QSEoW'; Script = 'New-QsJwt LAB anna -PrivateKeyPath $Key' }
        @{ Of = 'QSEoW for 15 minutes'; Script = "New-QsJwt LAB anna -PrivateKeyPath `$Key -Expires '15m'" }
        @{ Of = 'Qlik Cloud'; Script = 'New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $Key' }
        @{ Of = 'OAuth'; Script = 'New-QsJwt -Url https://acme.eu.qlikcloud.com -ClientId abc -PrivateKeyPath $Key' }
    ) {
        $found = Invoke-Fresh $Script
        $found.Errors | Should -BeNullOrEmpty
        @($found.Given.Token) | Should -Match '^[\w-]+\.[\w-]+\.[\w-]+$'
        $found.Unread | Should -BeTrue
    }

    It 'ends its engine without the rest' {
        $found = Invoke-Fresh '$null = New-QsJwt LAB anna -PrivateKeyPath $Key; $module = Get-Module QsJwt; & $module { Disconnect-Engine }'
        $found.Errors | Should -BeNullOrEmpty
        $found.Unread | Should -BeTrue
    }

    It 'reads it for whatever else is called: <Script>' -ForEach @(
        @{ Script = "('anna', 'bo' | New-QsJwt LAB -PrivateKeyPath `$Key).UserId -join '+'"; Gives = 'anna+bo' }
        @{ Script = "(New-QsJwt LAB anna -PrivateKeyPath `$Key -Groups 'a', 'b').Payload.group -join '+'"; Gives = 'a+b' }
        @{ Script = "(New-QsJwt LAB anna -PrivateKeyPath `$Key -Claims @{ floor = 7 }).Payload.floor"; Gives = 7 }
        @{ Script = '(Get-QsJwtCertificate $Certificate).GetType().Name'; Gives = 'PSCustomObject' }
        @{ Script = "try { New-QsJwt LAB anna } catch { `$_.FullyQualifiedErrorId }"; Gives = 'NoKeySource,New-QsJwt' }
        @{ Script = "& (Get-Module QsJwt) { ConvertTo-JsonText -Value @{ a = @(1, `$null, @()) } }"; Gives = '{"a":[1,null,[]]}' }
    ) {
        $found = Invoke-Fresh $Script
        $found.Errors | Should -BeNullOrEmpty
        @($found.Given) | Should -Be $Gives
        $found.Unread | Should -BeFalse
    }

    It 'says so where the rest is gone' {
        Copy-Item $ModulePath "$TestDrive/QsJwt" -Recurse
        Remove-Item "$TestDrive/QsJwt/QsJwt.Later.ps1"
        $found = Invoke-Fresh 'New-QsJwt LAB anna -PrivateKeyPath $Key -Groups a' "$TestDrive/QsJwt"
        $found.Given | Should -BeNullOrEmpty
        $found.Errors[0] | Should -Match 'QsJwt\.Later\.ps1'
    }
}
