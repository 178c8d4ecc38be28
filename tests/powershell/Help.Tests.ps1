# The examples of Get-Help run as they stand, those of a cmdlet in one folder.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # What an example shows, where that is more than an object with this and that.
    $shows = @{
        'ConvertFrom-QsJwt 2' = 'anna'
        'New-QsJwtIdentityProviderBody 2' = '"issuer":"lab"'
        'Test-QsJwt 1' = 'True'
        'Test-QsJwtLogin 1' = 'Success +: True'
        'Test-QsJwtLogin 2' = '^$'
    }
    # What it asks Qlik Sense.
    $login, $logout = '/jwt/qrs/about /jwt/qps/user /jwt/qps/csrftoken', '/jwt/qps/csrftoken /jwt/qps/user'
    $asks = @{
        'Connect-QsJwtSession 1' = "$login $logout"
        'Connect-QsJwtSession 2' = '/oauth/token'
        'Connect-QsJwtSession 3' = "$login $logout"
        'Disconnect-QsJwtSession 1' = $logout
        'Test-QsJwtLogin 1' = '/login/jwt-session /api/v1/csrf-token'
        'Test-QsJwtLogin 2' = $login
    }
    # How many files for keys it makes.
    $makes = @{ 'New-QsJwt 4' = 3; 'New-QsJwtCertificate 1' = 3; 'New-QsJwtCertificate 2' = 2; 'New-QsJwtIdentityProviderBody 2' = 3 }
    $cmdlets = foreach ($command in Get-Command -Module QsJwt) {
        $count = [regex]::Matches($command.Definition, '(?m)^ +\.EXAMPLE').Count
        $examples = foreach ($number in 1..$count) {
            $name = "$($command.Name) $number"
            @{ Name = $name; Number = $number; Shows = $shows[$name]; Asks = "$($asks[$name])"; Makes = [int] $makes[$name] }
        }
        @{ Cmdlet = $command.Name; Examples = $examples }
    }
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    # Whatever an example is about is stood in for, and the site and the tenant are on this computer.
    function Invoke-RestMethod { 'an answer' }
    function Get-Clipboard { "$jwt" }
    $apiKey = 'an API key'
    $clientCertificate = 'a certificate'
    $qlik = Start-Qlik -For qlik.example.com, tenant.eu.qlikcloud.com -In $TestDrive
    $own = @{ XDG_DATA_HOME = "$TestDrive/programs"; LOCALAPPDATA = "$TestDrive/programs"; QS_JWT_CONFIG = "$TestDrive/profiles.toml" }
    foreach ($variable in $qlik.Variables.PSObject.Properties) { $own[$variable.Name] = $variable.Value }
    $before = @{}
    foreach ($name in $own.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $own[$name])
    }
    Set-Content $env:QS_JWT_CONFIG '[lab]', 'platform = "qseow"', 'userdir = "LAB"'
    if (-not $OnWindows) { /bin/chmod 600 $env:QS_JWT_CONFIG }
    Import-Module $ModulePath -Force
}
AfterAll {
    Stop-Qlik $qlik
    foreach ($name in $own.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Import-Module $ModulePath -Force
}

Describe 'The examples of <Cmdlet>' -ForEach $cmdlets {
    BeforeAll {
        Push-Location (New-Item -ItemType Directory "$TestDrive/$Cmdlet")
        Copy-Item $Key ./privatekey.pem
        Copy-Item $Certificate ./publickey.cer
        Copy-Item "$Keys/rsa2048.nopassphrase.pfx" ./lab.pfx
        Set-Content users.csv 'userDirectory,userId,name,email,groups', 'LAB,anna,Anna Berg,anna@example.com,a;b', 'LAB,bo,Bo,,'
        $null = New-Item -ItemType File -Force ./wheels/qs_jwt-0.1.0-py3-none-any.whl, "$TestDrive/programs/qs-jwt/engine/made-by-Install-QsJwtEngine.txt"
        if ($Cmdlet -eq 'Disconnect-QsJwtSession') {
            $sessions = $session = Connect-QsJwtSession https://qlik.example.com/jwt -UserDirectory LAB -UserId bo -PrivateKeyPath ./privatekey.pem
        }
        $help = (Get-Help $Cmdlet -Full).examples.example
    }
    AfterAll { Pop-Location }

    It '<Name>' -ForEach $Examples {
        $code = @($help)[$Number - 1].code
        if ($OnWine -and $code -match 'Get-PfxCertificate') {
            Set-ItResult -Skipped -Because 'under Wine .NET cannot use a key'
            return
        }
        $jwt = if ($code -match '-Cloud|-KeyId') { New-QsJwt -Issuer lab -KeyId key-1 -UserName 'Anna Berg' -UserEmail anna@example.com -EmailVerified -PrivateKeyPath ./privatekey.pem }
        else { New-QsJwt LAB anna -PrivateKeyPath ./privatekey.pem }
        $there = @(Get-ChildItem -Filter '*_*key.*').Count
        $null = Get-QlikRequest $qlik
        $shown = & ([scriptblock]::Create($code)) | Out-String
        $shown | Should -Not -MatchExactly 'eyJ[\w-]+\.eyJ'
        if ($null -ne $Shows) { $shown | Should -Match $Shows }
        @(Get-QlikRequest $qlik | ForEach-Object path) -join ' ' | Should -Be $Asks
        @(Get-ChildItem -Filter '*_*key.*').Count - $there | Should -Be $Makes
    }
}

Describe 'The names of files in the help' {
    It 'are those that are made' {
        $named = foreach ($command in Get-Command -Module QsJwt) { [regex]::Matches($command.Definition, '<prefix>(\w+\.\w+)') | ForEach-Object { $_.Groups[1].Value } }
        @($named).Count | Should -BeGreaterThan 3
        $made = & $Python -c 'from qs_jwt.keys.certificates import FILE_NAMES; print(*FILE_NAMES.values(), sep=chr(10))'
        foreach ($file in $named) { $made | Should -Contain $file }
    }
}

Describe 'What the help says of the engine and of values' {
    It 'has each place where an engine is looked for' {
        $text = Get-Content "$ModulePath/en-US/about_QsJwt.help.txt" -Raw
        $places = & (Get-Module QsJwt) { $script:EngineSearches.Count }
        [regex]::Matches($text, '(?m)^    (\d)\. ') | ForEach-Object { [int] $_.Groups[1].Value } | Should -Be (1..$places)
    }

    It 'names each value that a parameter takes' {
        $settings = & (Get-Module QsJwt) { $script:Settings }
        foreach ($cmdlet in $settings.Choices.Keys) {
            foreach ($option in $settings.Choices[$cmdlet].Keys) {
                $parameter = $settings.Options[$cmdlet].Keys | Where-Object { $settings.Options[$cmdlet][$_] -eq $option }
                $help = (Get-Help $cmdlet -Parameter $parameter).description.Text -join ' '
                # A session's are New-QsJwt's.
                if ($help -match 'as in New-QsJwt') { continue }
                foreach ($value in $settings.Choices[$cmdlet][$option]) { $help | Should -Match "\b$value\b" -Because "$cmdlet -$parameter takes it" }
            }
        }
    }
}
