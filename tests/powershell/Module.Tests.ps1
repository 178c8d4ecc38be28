BeforeDiscovery {
    # The engine's command or commands behind each cmdlet.
    $behind = [ordered] @{
        'New-QsJwt' = 'create-qseow', 'create-qscloud', 'create-qscloud-oauth'
        'ConvertFrom-QsJwt' = , 'decode'
        'Test-QsJwt' = , 'verify'
        'New-QsJwtCertificate' = , 'create-cert'
        'Get-QsJwtCertificate' = , 'inspect-cert'
        'New-QsJwtIdentityProviderBody' = , 'qscloud-idp'
        'New-QsJwtVirtualProxyBody' = , 'qseow-virtual-proxy'
        'Test-QsJwtLogin' = 'login-qscloud', 'login-qseow'
        'Get-QsJwtOAuthKey' = , 'qscloud-oauth-key'
        'Connect-QsJwtSession' = 'login-qseow', 'login-qscloud', 'login-qscloud-oauth'
        'Disconnect-QsJwtSession' = , 'logout-qseow'
        'Get-QsJwtProfile' = , 'profiles'
        'Get-QsJwtEngine' = @()
        'Install-QsJwtEngine' = @()
        'Uninstall-QsJwtEngine' = @()
    }
    $cmdlets = $behind.Keys | ForEach-Object { @{ Cmdlet = $_; Commands = $behind[$_] } }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $engine = & $Python "$PSScriptRoot/definitions.py" | ConvertFrom-Json
    $manifest = Import-PowerShellDataFile "$ModulePath/QsJwt.psd1"
    Import-WholeModule
    $settings, $errors = & (Get-Module QsJwt) { $script:Settings, $script:Errors }
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    function Compare-Name { # what stands on one side only: nothing where both have the same
        param($Found, $Expected)
        Compare-Object @($Expected | Sort-Object -Unique) @($Found | Sort-Object -Unique) | ForEach-Object { "$($_.SideIndicator -replace '=>', 'unexpected' -replace '<=', 'missing'): $($_.InputObject)" }
    }
    function Get-Parameter { param($Cmdlet) (Get-Command $Cmdlet).Parameters.Values | Where-Object Name -NotIn $common }

    # Commands without a cmdlet: they are for the command line, or the module itself uses them.
    $noCmdlet = 'batch', 'serve', 'install-bash-completion', 'install-powershell-module'
    # Options that no cmdlet carries over: a cmdlet gives objects, has -Verbose and -Debug, and
    # takes claims as objects.
    $notCarried = 'output', 'minimal_output', 'loglevel', 'claim', 'claims_file', 'signing', 'sign_command', 'sign_timeout'
    # The public half of a key that a program has: only with sign_command.
    $ofSignCommand = @{ 'New-QsJwt' = , 'cert_publickey_file'; 'New-QsJwtCertificate' = 'cert_publickey', 'cert_publickey_file' }
    # Parameters without an option of the engine's own: what they do, the module does.
    $ownParameters = @{
        'New-QsJwt' = 'InputObject', 'AsString', 'AsSecureString'
        'Test-QsJwt' = , 'Detailed'
        'New-QsJwtIdentityProviderBody' = , 'AsObject'
        'New-QsJwtVirtualProxyBody' = , 'AsObject'
        'Test-QsJwtLogin' = 'Cloud', 'Qseow'
        'Get-QsJwtProfile' = , 'Name'
        'Get-QsJwtOAuthKey' = , 'AsObject'
        'Disconnect-QsJwtSession' = , 'Session'
        # The token's, which New-QsJwt makes.
        'Connect-QsJwtSession' = 'UserDirectory', 'UserId', 'Issuer', 'UserName', 'UserEmail', 'EmailVerified', 'Groups', 'Subject', 'Claims', 'Audience', 'GroupsClaim', 'AllowLongLifetime', 'Certificate'
    }
    # Options that a cmdlet has no use for: scope and user go with the request of
    # Connect-QsJwtSession; what a session was made with is at hand, and it is held in memory.
    $unused = @{
        'New-QsJwt' = 'scope', 'impersonate'
        'Disconnect-QsJwtSession' = 'url', 'cookie_file', 'cookies', 'profile'
        'Connect-QsJwtSession' = 'cookie_file', 'output_file', 'force', 'jwt_file', 'cert_publickey_file', 'cert_publickey',
            'expected_issuer', 'expected_keyid', 'expected_audience'
    }
    # Options that ConvertFrom-QsJwt takes from verify, which it asks where they are given.
    $fromVerify = 'expected_issuer', 'expected_keyid', 'platform', 'leeway'
    # Error codes of the module's own.
    $ownCodes = 'EngineNotFound', 'EngineIncompatible', 'EngineStopped', 'RequestTooLarge', 'MissingUserId', 'InvalidUser', 'InvalidPath', 'ClaimsUnreadable', 'PrivateKeyMissing', 'PrivateKeyDenied', 'ProviderTooOld', 'SigningCancelled', 'SigningFailed', 'ProtocolError', 'EngineSourceUnusable', 'PythonNotFound', 'EngineInstallFailed', 'EngineNotInstalled', 'LoginRefused'
    # The types of the parameters for each kind of option; every other is text.
    $types = @{
        flag = , 'SwitchParameter'; integer = , 'Int32'; size = , 'Int32'; texts = 'String[]', 'PSObject[]'
        duration = , 'PSObject'; object = , 'PSObject'; time = , 'PSObject'
        secret = 'Object', 'PSObject', 'PSObject[]', 'SecureString'
        # Text would be a file object's bare name, in Windows PowerShell.
        path = 'PSObject', 'PSObject[]'; prefix = , 'PSObject'
    }
    # What becomes of a value on its way.
    $kinds = @{ Path = 'path', 'prefix'; Secret = , 'secret'; Duration = , 'duration'; Flag = , 'flag'; Time = , 'time'; Text = , 'text'; Texts = , 'texts' }
}

Describe 'The manifest' {
    It 'exports the cmdlets, by name, and nothing else' {
        Compare-Name $manifest.FunctionsToExport $behind.Keys | Should -BeNullOrEmpty
        Compare-Name (Get-Command -Module QsJwt).Name $manifest.FunctionsToExport | Should -BeNullOrEmpty
        @($manifest.CmdletsToExport) + @($manifest.VariablesToExport) + @($manifest.AliasesToExport) | Should -BeNullOrEmpty
    } -ForEach @{ behind = $behind }

    It 'says what the module runs on' {
        $manifest.PowerShellVersion | Should -Be '5.1'
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        (Test-ModuleManifest "$ModulePath/QsJwt.psd1").Name | Should -Be 'QsJwt'
    }

    It 'has the version of the engine' {
        $manifest.ModuleVersion | Should -Be $engine.version
    }
}

Describe 'Commands and cmdlets' {
    It 'has a cmdlet for each command' -ForEach @{ behind = $behind } {
        $served = $behind.Values | ForEach-Object { $_ }
        Compare-Name (@($served) + $noCmdlet) $engine.commands.PSObject.Properties.Name | Should -BeNullOrEmpty
        $served | Where-Object { $_ -in $noCmdlet } | Should -BeNullOrEmpty
    }

    It 'knows which cmdlets run a command' -ForEach @{ behind = $behind } {
        Compare-Name $settings.Cmdlets.Keys (@($behind.Values | ForEach-Object { $_ }) + 'finish') | Should -BeNullOrEmpty
        foreach ($command in $settings.Cmdlets.Keys) {
            $settings.Cmdlets[$command] | Where-Object { $_ -notin $behind.Keys } | Should -BeNullOrEmpty
            foreach ($cmdlet in $behind.Keys | Where-Object { $command -in $behind[$_] }) { $cmdlet | Should -BeIn $settings.Cmdlets[$command] }
        }
    }

    It 'has words of its own for each sentence of the engine: <Cmdlet>' -ForEach $cmdlets {
        $runs = "\bqs-jwt ($($engine.commands.PSObject.Properties.Name -join '|'))\b"
        $known = @($settings.Options.Values | ForEach-Object { $_.Values })
        $ofEngine = $engine.sentences | Where-Object { $_ -match '\{(option|command):' }
        $ofEngine.Count | Should -BeGreaterThan 100
        foreach ($sentence in $ofEngine) {
            $said = & (Get-Module QsJwt) { Expand-Template -Template $args[0] -Values @{} -Cmdlet $args[1] } $sentence $Cmdlet
            $said -replace '\{value:\w+\}' | Should -Not -MatchExactly '\{|-\w+ (env:|file:|stdin)' -Because $sentence
            foreach ($flag in [regex]::Matches($said, '(?<![\w-])--([a-z][a-z-]+)')) { $flag.Groups[1].Value.Replace('-', '_') | Should -Not -BeIn $known -Because $sentence }
            foreach ($run in [regex]::Matches($said, $runs)) { $run.Groups[1].Value | Should -BeIn $noCmdlet -Because $sentence }
        }
    }

    It 'puts what a sentence is about in last, and looks at it no more' {
        $said = & (Get-Module QsJwt) { Expand-Template -Template '{option:jwt_file}: no {value:path}, {value:none}; {option:groups=A B}, {option:cert_create=true}, {option:useremail_verified=false}' -Values @{ path = '{option:jwt} --userid {value:path}' } -Cmdlet Test-QsJwt }
        $said | Should -BeExactly '-JwtPath: no {option:jwt} --userid {value:path}, {value:none}; -Groups A, B, -CreateCertificate, -EmailVerified:$false'
    }

    It 'uses a verb that PowerShell knows: <Cmdlet>' -ForEach $cmdlets {
        (Get-Command $Cmdlet).Verb | Should -BeIn (Get-Verb).Verb
    }

    It 'carries each option over: <Cmdlet>' -ForEach ($cmdlets | Where-Object Cmdlet -NotIn 'Get-QsJwtProfile', 'Get-QsJwtEngine', 'Install-QsJwtEngine', 'Uninstall-QsJwtEngine') {
        $options = $settings.Options[$Cmdlet]
        $names = (Get-Parameter $Cmdlet).Name
        $options.Keys | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
        Compare-Name @($names | Where-Object { -not $options.Contains($_) }) @($ownParameters[$Cmdlet] | Where-Object { $_ }) | Should -BeNullOrEmpty
        $defined = $Commands | ForEach-Object { $engine.commands.$_.PSObject.Properties.Name } | Where-Object { $_ -notin $notCarried -and $_ -notin $ofSignCommand[$Cmdlet] }
        $defined = $defined | Where-Object { $_ -notin $unused[$Cmdlet] }
        if ($Cmdlet -eq 'ConvertFrom-QsJwt') { $defined = @($defined) + $fromVerify }
        Compare-Name $options.Values $defined | Should -BeNullOrEmpty
    }

    It 'gives each parameter the type of its option, and its value the way: <Cmdlet>' -ForEach ($cmdlets | Where-Object Cmdlet -NotIn 'Get-QsJwtProfile', 'Get-QsJwtEngine', 'Install-QsJwtEngine', 'Uninstall-QsJwtEngine') {
        foreach ($parameter in Get-Parameter $Cmdlet) {
            $option = $settings.Options[$Cmdlet][$parameter.Name]
            $kind = $Commands | ForEach-Object { $engine.commands.$_.$option } | Where-Object { $_ } | Select-Object -First 1
            if (-not $option -or -not $kind) { continue }
            $way = $kinds.Keys | Where-Object { $kind -in $kinds[$_] }
            $settings.Kinds.Keys | Where-Object { $option -in $settings.Kinds[$_] } | Should -Be $way -Because "$option is of the kind $kind"
            if ($parameter.Name -eq 'UserId') { continue }
            $fitting = if ($types.Contains($kind)) { $types[$kind] } else { 'String', 'PSObject' }
            $parameter.ParameterType.Name | Should -BeIn $fitting -Because "-$($parameter.Name) is of the kind $kind"
        }
    }

    It 'takes a script block wherever an object''s property will do: <Cmdlet>' -ForEach $cmdlets {
        foreach ($parameter in Get-Parameter $Cmdlet | Where-Object { $_.Attributes.ValueFromPipelineByPropertyName -contains $true }) {
            # No other type takes one; [object] does not.
            $parameter.ParameterType.Name | Should -BeIn 'PSObject', 'PSObject[]' -Because "-$($parameter.Name) is bound by property"
        }
    }

    It 'takes file objects for the paths that only the module needs' {
        $parameters = (Get-Command Install-QsJwtEngine).Parameters
        foreach ($name in 'Source', 'Python') { $parameters[$name].ParameterType.Name | Should -BeIn $types.path -Because "-$name is a path" }
    }

    It 'takes from each user whatever the engine lets a user have' {
        # A certificate, whose private key signs, is the module's own.
        Compare-Name $settings.InputOptions['New-QsJwt'] ($engine.of_user + 'cert_publickey') | Should -BeNullOrEmpty
        $create = $engine.commands.'create-qseow', $engine.commands.'create-qscloud'
        $texts = $engine.of_user | Where-Object { $_ -ne 'userid' -and ($create.$_ -eq 'text') }
        $options = $settings.Options['New-QsJwt']
        Compare-Name $settings.UserTexts.Values $texts | Should -BeNullOrEmpty
        foreach ($parameter in $settings.UserTexts.Keys) { $settings.UserTexts[$parameter] | Should -BeExactly $options[$parameter] }
        # How long a token is valid is said for all users, or of each.
        $parameters = @($options.Keys | Where-Object { $options[$_] -in $settings.InputOptions['New-QsJwt'] }) + 'Expires'
        $ofUser = (Get-Command New-QsJwt).ScriptBlock.Ast.FindAll({
                $args[0] -is [Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq 'Invoke-TokenRequest'
            }, $true).CommandElements | Where-Object { $_ -is [Management.Automation.Language.HashtableAst] }
        # A switch for all users; each one's own is looked for in the object.
        Compare-Name $ofUser.KeyValuePairs.Item1.Value ($parameters | Where-Object { $_ -ne 'EmailVerified' }) | Should -BeNullOrEmpty
        foreach ($parameter in $parameters | Where-Object { $_ -ne 'EmailVerified' }) {
            (Get-Command New-QsJwt).Parameters[$parameter].Attributes.ValueFromPipelineByPropertyName | Should -Contain $true -Because "-$parameter is each user's own"
        }
    }

    It 'asks each login for options that it has' {
        foreach ($platform in $settings.LoginOptions.Keys) {
            $settings.LoginOptions[$platform] | Where-Object { $_ -notin $engine.commands."login-$platform".PSObject.Properties.Name } | Should -BeNullOrEmpty
        }
        $sent = @($settings.LoginOptions.Values | ForEach-Object { $_ }) + 'profile'
        Compare-Name $settings.Options['Connect-QsJwtSession'].Values $sent | Should -BeNullOrEmpty
    }

    It 'has the token''s parameters as New-QsJwt has them' {
        $made = (Get-Command New-QsJwt).Parameters
        foreach ($name in $ownParameters['Connect-QsJwtSession']) { $made.Keys | Should -Contain $name }
        $login = (Get-Command Connect-QsJwtSession).Parameters
        foreach ($name in $login.Keys | Where-Object { $made.ContainsKey($_) }) {
            $login[$name].ParameterType | Should -Be $made[$name].ParameterType -Because "-$name"
            $login[$name].Aliases | Should -Be $made[$name].Aliases -Because "-$name"
        }
        # All but what makes a key that nobody knows yet, and says what comes out.
        $made.Keys | Where-Object { $_ -notin $login.Keys } | Sort-Object | Should -Be 'AsSecureString', 'AsString', 'CertificateDays', 'CertificatePrefix', 'CreateCertificate', 'Force', 'InputObject', 'KeySize', 'OutFile'
    }

    It 'knows what an assertion has no room for' {
        $assertion = $engine.commands.'create-qscloud-oauth'.PSObject.Properties.Name
        # Of a login's own options, these two are for other platforms.
        Compare-Name (@($settings.Options['New-QsJwt'].Values | Where-Object { $_ -notin $assertion }) + 'web_integration_id', 'insecure') $settings.ForeignOptions['qscloud-oauth'] | Should -BeNullOrEmpty
    }

    It 'asks before it writes, and never by a question of its own: <_>' -ForEach 'New-QsJwt', 'New-QsJwtCertificate', 'Test-QsJwtLogin', 'Connect-QsJwtSession', 'Disconnect-QsJwtSession' {
        $binding = (Get-Command $_).ScriptBlock.Ast.Body.ParamBlock.Attributes | Where-Object { $_.TypeName.Name -eq 'CmdletBinding' }
        $binding.NamedArguments.ArgumentName | Should -Contain 'SupportsShouldProcess'
        ($binding.NamedArguments | Where-Object ArgumentName -EQ ConfirmImpact).Argument.Value | Should -BeIn 'Low', 'Medium'
    }
}

Describe 'Errors' {
    It 'have a category each' {
        Compare-Name $errors.Categories.Keys (@($engine.codes) + $ownCodes) | Should -BeNullOrEmpty
        $engine.codes | Where-Object { $_ -in $ownCodes } | Should -BeNullOrEmpty
        ($errors.Hints.Keys -replace ',.*') | Where-Object { $_ -notin $errors.Categories.Keys -and $_ -ne 'InvalidTime' } | Should -BeNullOrEmpty
        $errors.Categories.Values | Where-Object { $_ -notin [enum]::GetNames([Management.Automation.ErrorCategory]) } | Should -BeNullOrEmpty
    }

    It 'of the module''s own are in the README' {
        $listed = [regex]::Matches((Get-Content "$Checkout/powershell/README.md" -Raw), '(?m)^\| `(\w+)` \|') | ForEach-Object { $_.Groups[1].Value }
        Compare-Name $listed $ownCodes | Should -BeNullOrEmpty
    }
}

Describe 'Completion' {
    BeforeAll {
        $before = $env:QS_JWT_CONFIG
        $env:QS_JWT_CONFIG = Join-Path $TestDrive profiles.toml
        '[lab]', 'platform = "qseow"', '[other]', 'platform = "qscloud"' | Set-Content $env:QS_JWT_CONFIG
    }
    AfterAll { $env:QS_JWT_CONFIG = $before }

    It 'completes "<Line>"' -ForEach @(
        @{ Line = 'New-QsJwt -Algorithm '; Found = 'RS256', 'RS384', 'RS512', 'ES384' }
        @{ Line = 'New-QsJwt -Algorithm rs3'; Found = , 'RS384' }
        @{ Line = "New-QsJwt -Algorithm 'RS5"; Found = , "'RS512'" }
        @{ Line = 'New-QsJwt -Algorithm "RS5"'; Found = , "'RS512'" }
        @{ Line = "New-QsJwt -KeySize '"; Found = "'2048'", "'3072'", "'4096'" }
        @{ Line = 'New-QsJwt -Expires 1'; Found = '15m', '1h', '1d' }
        @{ Line = 'New-QsJwt -Lifetime 36'; Found = , '365d' }
        @{ Line = "New-QsJwt -Backdate '5"; Found = , "'5m'" }
        @{ Line = 'New-QsJwtCertificate -KeySize 3'; Found = , '3072' }
        @{ Line = 'New-QsJwtCertificate -KeyType '; Found = , 'ec-p384' }
        @{ Line = "New-QsJwtCertificate -PfxEncryption '"; Found = "'aes256'", "'legacy'" }
        @{ Line = 'Test-QsJwt -Platform qs'; Found = 'qseow', 'qscloud', 'qscloud-oauth' }
        @{ Line = 'ConvertFrom-QsJwt -Platform n'; Found = , 'none' }
        @{ Line = "Test-QsJwt -Leeway '"; Found = "'30s'", "'1m'", "'5m'" }
        @{ Line = 'Test-QsJwtLogin -Timeout 3'; Found = , '30s' }
        @{ Line = 'Connect-QsJwtSession -Algorithm E'; Found = , 'ES384' }
        @{ Line = 'Disconnect-QsJwtSession -Timeout 1'; Found = '10s', '1m' }
        @{ Line = 'Get-QsJwtOAuthKey -Algorithm '; Found = 'RS256', 'RS512', 'ES384' }
        @{ Line = 'New-QsJwtIdentityProviderBody -ClockTolerance 5'; Found = , '5s' }
        @{ Line = 'New-QsJwt -ProfileName l'; Found = , 'lab' }
        @{ Line = "Connect-QsJwtSession -ProfileName 'o"; Found = , "'other'" }
    ) {
        (TabExpansion2 $Line).CompletionMatches.CompletionText | Should -Be $Found
    }

    It 'offers the values that the engine defines: <Cmdlet>' -ForEach ($cmdlets | Where-Object Cmdlet -NotLike '*Engine') {
        if ($Cmdlet -eq 'Connect-QsJwtSession') { $Commands += 'create-qseow', 'create-qscloud' }
        if ($Cmdlet -eq 'ConvertFrom-QsJwt') { $Commands = 'decode', 'verify' }
        foreach ($parameter in Get-Parameter $Cmdlet) {
            $option = if ($settings.Options.Contains($Cmdlet)) { $settings.Options[$Cmdlet][$parameter.Name] }
            if (-not $option) { continue }
            $defined = @($Commands | ForEach-Object { $engine.choices.$_.$option } | Where-Object { $_ } | Select-Object -Unique)
            $offers = if ($settings.Choices.Contains($Cmdlet)) { $settings.Choices[$Cmdlet][$option] }
            Compare-Name $offers $defined | Should -BeNullOrEmpty -Because "-$($parameter.Name) takes these"
            $completes = @($parameter.Attributes | Where-Object { $_ -is [ArgumentCompleter] }).Count
            $completes | Should -Be ([int] ($defined.Count -gt 0 -or $option -eq 'profile' -or $option -in $settings.Kinds.Duration)) -Because "-$($parameter.Name) has such values or none"
        }
        (Get-Command $Cmdlet).ScriptBlock.Ast.FindAll({ "$($args[0].TypeName.Name)" -eq 'ValidateSet' }, $true) | Should -BeNullOrEmpty
    }

    It 'offers lengths of time that the engine takes' {
        foreach ($option in $settings.Kinds.Duration) {
            $settings.Durations[$option] | Should -Not -BeNullOrEmpty -Because $option
            $settings.Durations[$option] | Where-Object { $_ -notmatch '^\d+[smhd]$' } | Should -BeNullOrEmpty
        }
    }

    It 'works where the names have a prefix' {
        Import-Module $ModulePath -Prefix Lab -Force
        try { (TabExpansion2 "New-LabQsJwt -Algorithm 'RS5").CompletionMatches.CompletionText | Should -Be "'RS512'" }
        finally { Import-Module $ModulePath -Force }
    }

    It 'completes the members of what <Cmdlet> gives' -ForEach @(
        @{ Cmdlet = 'New-QsJwt'; Call = { New-QsJwt LAB a -PrivateKeyPath $Key } }
        @{ Cmdlet = 'ConvertFrom-QsJwt'; Call = { ConvertFrom-QsJwt (New-QsJwt LAB a -PrivateKeyPath $Key) -CertificatePath $Certificate } }
        @{ Cmdlet = 'Test-QsJwt'; Call = { Test-QsJwt (New-QsJwt LAB a -PrivateKeyPath $Key) -CertificatePath $Certificate -Detailed } }
        @{ Cmdlet = 'Get-QsJwtCertificate'; Call = { Get-QsJwtCertificate $Certificate } }
        @{ Cmdlet = 'New-QsJwtCertificate'; Call = { New-QsJwtCertificate "$TestDrive/c_" -KeySize 2048 } }
        @{ Cmdlet = 'Get-QsJwtProfile'; Call = { Get-QsJwtProfile lab } }
        @{ Cmdlet = 'Get-QsJwtEngine'; Call = { Get-QsJwtEngine } }
        @{ Cmdlet = 'Test-QsJwtLogin'; Call = {
                $qlik = Start-Qlik
                try { New-QsJwt LAB anna -PrivateKeyPath $Key | Test-QsJwtLogin "$($qlik.Url)/jwt" -Qseow -CaCertificatePath $qlik.CaCertificatePath } finally { Stop-Qlik $qlik }
            }
        }
    ) {
        $given = & $Call
        $offered = (TabExpansion2 "($Cmdlet x).").CompletionMatches.CompletionText
        $given.PSObject.Properties.Name | Where-Object { $_ -notin $offered } | Should -BeNullOrEmpty
        # And none that the object lacks.
        $declared = (Get-Command $Cmdlet).OutputType.Type | Where-Object { $_.Name -like 'QsJwt*' }
        $declared.GetProperties().Name | Where-Object { $_ -notin $given.PSObject.Properties.Name } | Should -BeNullOrEmpty
    }

    It 'knows the members before anything was made' {
        $shell = [powershell]::Create()
        try {
            $found = $shell.AddScript('param($module) Import-Module $module; (TabExpansion2 "(New-QsJwt LAB anna).").CompletionMatches.CompletionText').AddArgument($ModulePath).Invoke()
            foreach ($member in 'Token', 'AuthorizationHeader', 'ExpiresAt', 'Payload', 'UserId') { $found | Should -Contain $member }
        }
        finally { $shell.Runspace.Close(); $shell.Dispose() }
    }
}

Describe 'Help' {
    It 'describes every parameter, with examples: <Cmdlet>' -ForEach $cmdlets {
        $help = Get-Help $Cmdlet -Full
        "$($help.Synopsis)".Trim() | Should -Not -BeLike "$Cmdlet*"
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $described = $help.parameters.parameter | Where-Object { "$($_.description.Text)".Trim() } | ForEach-Object name
        (Get-Parameter $Cmdlet).Name | Where-Object { $_ -notin $described } | Should -BeNullOrEmpty
    }

    It 'says what Windows PowerShell needs: <Name>' -ForEach @(
        . "$PSScriptRoot/common.ps1"
        Get-ChildItem "$Checkout/powershell/QsJwt/Public/*.ps1", "$Checkout/powershell/QsJwt/en-US/*.txt", "$Checkout/powershell/README.md", "$Checkout/README.md" | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
    ) {
        $text = [IO.File]::ReadAllText($Path)
        if ($Name -notlike '*.ps1') { $paragraphs = $text }
        else { $paragraphs = $text -replace '(?s)#>.*' }
        $paragraphs = $paragraphs -split '\r?\n\s*\r?\n'
        # Files that it would write, or read, as something else than UTF-8.
        $lines = $text -split '\r?\n' -match '\b(Set-Content|Add-Content|Out-File|Export-Csv|Import-Csv)\b +[^\s,|]*\w+\.\w+'
        $lines | Where-Object { $_ -notmatch '-Encoding' } | Should -BeNullOrEmpty
        $lines | Where-Object { $_ -match 'Export-Csv' -and $_ -notmatch '-NoTypeInformation' } | Should -BeNullOrEmpty
        # What it does not have.
        $paragraphs | Where-Object { $_ -match 'Invoke-RestMethod' -and $_ -match '-Token\b|-Authentication\b|-SkipCertificateCheck\b' -and $_ -notmatch 'PowerShell 7' } | Should -BeNullOrEmpty
        # What it may not do by itself, where calls are shown.
        if ($text -match '(?m)^\s*Invoke-RestMethod \S*(https|@)') { $text | Should -BeLike '*Tls12*' }
    }

    It 'recommends what shows no secret, and names every cmdlet' -ForEach @{ behind = $behind } {
        $about = Get-Help about_QsJwt | Out-String
        foreach ($word in @('-PrivateKeyPath', 'SecureString', '-AsSecureString', 'script block') + $behind.Keys) { $about.Contains($word) | Should -BeTrue -Because $word }
    }
}

Describe 'What writes or sends' {
    It 'asks first, and never by itself: <_>' -ForEach @(
        . "$PSScriptRoot/common.ps1"
        Get-Command -Module QsJwt -CommandType Function | Where-Object { $_.Name -match '^(Connect|Disconnect|Install|Uninstall)-' } | ForEach-Object Name
        'New-QsJwt', 'New-QsJwtCertificate', 'Test-QsJwtLogin'
    ) {
        $command = Get-Command $_
        $command.Parameters.Keys | Should -Contain 'WhatIf'
        $binding = $command.ScriptBlock.Attributes | Where-Object { $_ -is [Management.Automation.CmdletBindingAttribute] }
        "$($binding.ConfirmImpact)" | Should -BeIn 'Low', 'Medium'
        $command.Definition | Should -BeLike '*ShouldProcess(*'
    }

    It 'is known by its parameters' {
        Get-Command -Module QsJwt -CommandType Function | Where-Object { 'OutFile' -in $_.Parameters.Keys -or 'CookieFile' -in $_.Parameters.Keys -or 'Force' -in $_.Parameters.Keys } |
            Where-Object { 'WhatIf' -notin $_.Parameters.Keys } | ForEach-Object Name | Should -BeNullOrEmpty
    }
}
