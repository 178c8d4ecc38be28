# The sources of the module as PowerShell's own parser sees them: what PSScriptAnalyzer asks of a
# module, held to here as well, for it is not everywhere.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    # once for all that is asked of them
    $functions = foreach ($file in Get-ChildItem "$Checkout/powershell/QsJwt" -Recurse -File -Include *.ps1) {
        $tree = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
        foreach ($function in $tree.EndBlock.Statements | Where-Object { $_ -is [Management.Automation.Language.FunctionDefinitionAst] }) {
            $attributes = if ($function.Body.ParamBlock) { $function.Body.ParamBlock.Attributes }
            [pscustomobject] @{
                Name = $function.Name; File = $file.BaseName
                Asks = [bool] (($attributes | Where-Object { "$($_.TypeName.Name)" -eq 'CmdletBinding' }).NamedArguments | Where-Object ArgumentName -EQ SupportsShouldProcess)
                Calls = [bool] ($function.Extent.Text -match '\.ShouldProcess\(')
                Suppressed = "$($attributes | Where-Object { $_.TypeName.Name -like '*SuppressMessage*' })"
            }
        }
    }
}

Describe 'Every function of the module' {
    It 'is there to be looked at' { $functions.Count | Should -BeGreaterThan 100 }

    It 'has a file of its own' { $functions | Where-Object { $_.File -ne $_.Name } | ForEach-Object Name | Should -BeNullOrEmpty }

    It 'asks before it changes something, or has a verb that changes nothing' {
        $functions | Where-Object { $_.Name -match '^(New|Set|Remove|Start|Stop|Restart|Reset|Update)-' -and -not $_.Asks -and
            $_.Suppressed -notlike '*PSUseShouldProcessForStateChangingFunctions*Justification*' } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'says that it asks where it does, and asks where it says so' {
        $functions | Where-Object { $_.Asks -ne $_.Calls } | ForEach-Object Name | Should -BeNullOrEmpty
    }
}

Describe 'The output' {
    BeforeAll {
        $made = Join-Path $TestDrive made_
        $token = New-QsJwt LAB a -PrivateKeyPath $Key
        $before = $env:QS_JWT_CONFIG
        $env:QS_JWT_CONFIG = Join-Path $TestDrive profiles.toml
        '[lab]', 'platform = "qseow"' | Set-Content $env:QS_JWT_CONFIG
    }
    AfterAll { $env:QS_JWT_CONFIG = $before }

    It 'has a type that <Cmdlet> names: <Call>' -ForEach @(
        @{ Cmdlet = 'New-QsJwt'; Call = { $token } }
        @{ Cmdlet = 'New-QsJwt'; Call = { New-QsJwt LAB a -PrivateKeyPath $Key -AsString } }
        @{ Cmdlet = 'New-QsJwt'; Call = { New-QsJwt LAB a -PrivateKeyPath $Key -AsSecureString } }
        @{ Cmdlet = 'ConvertFrom-QsJwt'; Call = { ConvertFrom-QsJwt $token -CertificatePath $Certificate } }
        @{ Cmdlet = 'Test-QsJwt'; Call = { Test-QsJwt $token -CertificatePath $Certificate } }
        @{ Cmdlet = 'Test-QsJwt'; Call = { Test-QsJwt $token -CertificatePath $Certificate -Detailed } }
        @{ Cmdlet = 'New-QsJwtCertificate'; Call = { New-QsJwtCertificate $made -KeySize 2048 } }
        @{ Cmdlet = 'Get-QsJwtCertificate'; Call = { Get-QsJwtCertificate $Certificate } }
        @{ Cmdlet = 'Get-QsJwtProfile'; Call = { Get-QsJwtProfile } }
        @{ Cmdlet = 'New-QsJwtIdentityProviderBody'; Call = { New-QsJwtIdentityProviderBody $Certificate -Issuer i -KeyId k } }
        @{ Cmdlet = 'New-QsJwtVirtualProxyBody'; Call = { New-QsJwtVirtualProxyBody $Certificate -Prefix jwt } }
        @{ Cmdlet = 'Get-QsJwtOAuthKey'; Call = { Get-QsJwtOAuthKey $Certificate } }
        @{ Cmdlet = 'Get-QsJwtEngine'; Call = { Get-QsJwtEngine } }
    ) {
        $named = (Get-Command $Cmdlet).OutputType.Name
        $given = & $Call
        $given.PSObject.TypeNames | Where-Object { $_ -in $named } | Should -Not -BeNullOrEmpty
    }
}
