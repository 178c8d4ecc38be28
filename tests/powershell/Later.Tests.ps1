# As it is shipped, the module has what a script's first token needs as it is, and the rest as a text
# that is parsed when something else is called first. A checkout has a function a file.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $isWhole = -not ([IO.File]::ReadAllText("$ModulePath/QsJwt.psm1") -match 'function Import-Later')
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function Invoke-Fresh {
        # What a script gives in a runspace of its own that has just imported a module, and whether
        # the rest of it is unparsed then.
        param([string] $Script, [string] $Module = $ModulePath)

        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("param(`$ModulePath, `$Key, `$Certificate) Import-Module `$ModulePath; $Script").AddArgument($Module).AddArgument($Key).AddArgument($Certificate)
            $given = $shell.Invoke()
            $shell.Commands.Clear()
            $unparsed = $shell.AddScript('if (Get-Module QsJwt) { & (Get-Module QsJwt) { "${function:Get-GroupName}" -match "Import-Later" } }').Invoke()[0]
            @{ Given = $given; Unparsed = $unparsed; Errors = @($shell.Streams.Error | ForEach-Object { "$_" }) }
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
        @{ Of = 'a user with a backslash and quotes'; Script = "New-QsJwt LAB anna -UserName 'a \`"b\' -PrivateKeyPath `$Key" }
        @{ Of = 'QSEoW for 15 minutes'; Script = "New-QsJwt LAB anna -PrivateKeyPath `$Key -Expires '15m'" }
        @{ Of = 'Qlik Cloud'; Script = 'New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $Key' }
        @{ Of = 'OAuth'; Script = 'New-QsJwt -Url https://acme.eu.qlikcloud.com -ClientId abc -PrivateKeyPath $Key' }
    ) {
        $found = Invoke-Fresh $Script
        $found.Errors | Should -BeNullOrEmpty
        @($found.Given.Token) | Should -Match '^[\w-]+\.[\w-]+\.[\w-]+$'
        $found.Unparsed | Should -BeTrue
    }

    It 'ends its engine without the rest' {
        $found = Invoke-Fresh '$null = New-QsJwt LAB anna -PrivateKeyPath $Key; $module = Get-Module QsJwt; & $module { Disconnect-Engine }'
        $found.Errors | Should -BeNullOrEmpty
        $found.Unparsed | Should -BeTrue
    }

    It 'parses it for whatever else is called: <Script>' -ForEach @(
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
        $found.Unparsed | Should -BeFalse
    }

    It 'goes on when its files are gone' {
        # As after an update in a long session.
        Copy-Item $ModulePath "$TestDrive/QsJwt" -Recurse
        $found = Invoke-Fresh "Remove-Item '$TestDrive/QsJwt' -Recurse -Force; `$jwt = New-QsJwt LAB anna -PrivateKeyPath `$Key -Groups a; Remove-Module QsJwt; `$jwt.Payload.group; `$jwt | Out-String" "$TestDrive/QsJwt"
        $found.Errors | Should -BeNullOrEmpty
        $found.Given[0] | Should -Be 'a'
        $found.Given[1] | Should -Match 'ExpiresAt \(UTC\)' -Because 'a token shows no part of itself'
    }
}
