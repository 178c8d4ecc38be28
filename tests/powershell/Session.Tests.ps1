BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $qlik = Start-Qlik
    $proxy = "$($qlik.Url)/jwt"
    $trust = @{ CaCertificatePath = $qlik.CaCertificatePath }
    $anna = @{ UserDirectory = 'LAB'; UserId = 'anna'; PrivateKeyPath = $Key }
    $lab = @{ Issuer = 'lab'; KeyId = 'key-1'; UserName = 'Anna'; UserEmail = 'anna@example.com'; EmailVerified = $true; PrivateKeyPath = $Key }
    $client = @{ ClientId = '0a1b2c3d'; PrivateKeyPath = $Key }
    # Windows PowerShell has no such parameter: there, the test's own certificate is let pass.
    $skip = @{}
    if ($PSVersionTable.PSVersion.Major -ge 6) { $skip['SkipCertificateCheck'] = $true }
    $json = @{ ContentType = 'application/json'; Method = 'Post'; Body = '{"name": "reports"}' }
    function Show-TableAndList {
        # The session as it is listed, as a table and as text. Its WebSession shows its headers
        # wherever that is displayed, Format-Custom included.
        param($Session)
        ($Session | Out-String), ($Session | Format-List | Out-String), ($Session | Format-List * -Force | Out-String), ($Session | Format-Table * | Out-String), ($Session | Format-Wide | Out-String), "$Session" -join "`n"
    }
}
AfterAll {
    Pop-Location
    Stop-Qlik $qlik
}

Describe 'Connect-QsJwtSession to client-managed Qlik Sense' {
    BeforeAll { $session = Connect-QsJwtSession $proxy @anna @trust }
    AfterAll { Disconnect-QsJwtSession $session }

    It 'gives a hashtable that holds WebSession only, and says the rest as properties' {
        $session.GetType().Name | Should -Be 'Hashtable'
        $session.Keys | Should -Be 'WebSession'
        $session.PSObject.TypeNames[0] | Should -Be 'QsJwt.Session'
        $session.Url, $session.Platform, $session.User, $session.ExpiresAt | Should -Be $proxy, 'qseow', 'LAB\anna', $null
        $session.Xrfkey | Should -Match '^[0-9a-zA-Z]{16}$'
    }

    It 'goes on with a call, in one session' {
        [void] (Get-QlikRequest $qlik)
        $about = Invoke-RestMethod @session @skip -Uri $session.Uri('/qrs/about')
        $about.buildVersion | Should -Not -BeNullOrEmpty
        $call = @((Get-QlikRequest $qlik))[-1]
        $call.headers.PSObject.Properties.Name | Should -Not -Contain 'authorization'
    }

    It 'goes on with a POST, and with headers of the caller''s' {
        $tag = Invoke-RestMethod @session @skip @json -Uri $session.Uri('qrs/tag?privileges=true') -Headers @{ 'X-Own' = 'yes' }
        $tag.modifiedByUserName | Should -Be 'anna'
        @((Get-QlikRequest $qlik))[-1].headers.'x-own' | Should -Be 'yes'
    }

    It 'makes addresses below its own only' {
        $session.Uri('/qrs/app/full').AbsoluteUri | Should -Be "$proxy/qrs/app/full?Xrfkey=$($session.Xrfkey)"
        $session.Uri('qrs/app?filter=a').AbsoluteUri | Should -Be "$proxy/qrs/app?filter=a&Xrfkey=$($session.Xrfkey)"
        $session.Uri("$proxy/qrs/about?xrfkey=0123456789abcdef").AbsoluteUri | Should -Be "$proxy/qrs/about?xrfkey=0123456789abcdef"
        $session.Uri($proxy).AbsoluteUri | Should -Be "$($proxy)?Xrfkey=$($session.Xrfkey)"
        $session.Uri("$proxy/?a=/../b#c").AbsoluteUri | Should -BeLike "$proxy/[?]a=/../b*"
        { $session.Uri('https://other.example/qrs/about') } | Should -Throw '*is not below*'
        { $session.Uri($proxy + 'other/qrs') } | Should -Throw '*is not below*'
        { $session.Uri('/../other/qrs') } | Should -Throw '*is not below*'
        { $session.Uri('/qrs/../../other') } | Should -Throw '*is not below*'
        $session.Uri('\qrs\about').AbsoluteUri | Should -BeLike "$proxy/qrs/about?*"
        $session.Uri('//other.example/x').AbsoluteUri | Should -BeLike "$proxy/other.example/x?*"
        $session.Uri("/qrs/app?filter=name eq 'O''Brien'").AbsoluteUri | Should -BeLike "$proxy/qrs/app?filter=name%20eq%20'O''Brien'&Xrfkey=*"
    }

    It 'shows no cookie and no header in its table and list' {
        $shown = Show-TableAndList $session
        foreach ($value in @($session.WebSession.Cookies.GetCookies($proxy).Value) + $session.WebSession.Headers['qlik-csrf-token']) {
            $value | Should -Not -BeNullOrEmpty
            $shown.Contains($value) | Should -BeFalse
        }
    }

    It 'splats into a function with the parameters of Windows PowerShell' {
        function Invoke-Old {
            [CmdletBinding()]
            param([Microsoft.PowerShell.Commands.WebRequestMethod] $Method, [switch] $UseBasicParsing, [uri] $Uri, [Microsoft.PowerShell.Commands.WebRequestSession] $WebSession, [string] $SessionVariable, [pscredential] $Credential, [switch] $UseDefaultCredentials, [string] $CertificateThumbprint, [Security.Cryptography.X509Certificates.X509Certificate] $Certificate, [string] $UserAgent, [switch] $DisableKeepAlive, [int] $TimeoutSec, [Collections.IDictionary] $Headers, [int] $MaximumRedirection, [uri] $Proxy, [pscredential] $ProxyCredential, [switch] $ProxyUseDefaultCredentials, [object] $Body, [string] $ContentType, [string] $TransferEncoding, [string] $InFile, [string] $OutFile, [switch] $PassThru)
            $WebSession
        }
        Invoke-Old @session -Uri $session.Uri('/qrs/about') -Headers @{} | Should -Be $session.WebSession
    }

    It 'takes a token that was made before: <_>' -ForEach 'an object', 'text' {
        $token = New-QsJwt LAB bo -PrivateKeyPath $Key
        $given = if ($_ -eq 'text') { "$token" } else { $token }
        $other = $given | Connect-QsJwtSession $proxy @trust
        $other.User | Should -Be 'LAB\bo'
        Disconnect-QsJwtSession $other
    }

    It 'is an error where it is refused, with the causes' {
        $refusal = { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId anna -PrivateKeyPath "$Keys/other2048.pem" @trust } | Should -Throw -ErrorId 'LoginRefused,Connect-QsJwtSession' -PassThru
        "$refusal" | Should -BeLike "$proxy refused the login: status 401*"
        $refusal.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $refusal.TargetObject | Should -Be 'LAB\anna'
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeLike '*--*'
    }

    It 'names the user in an error whatever the token is' {
        $token = New-QsJwt LAB bo -PrivateKeyPath "$Keys/other2048.pem"
        ({ Connect-QsJwtSession $proxy "$token" @trust } | Should -Throw -ErrorId 'LoginRefused,*' -PassThru).TargetObject | Should -Be 'LAB\bo'
        $named = New-QsJwt LAB bo -UserIdClaim uid -UserDirectoryClaim dir -PrivateKeyPath "$Keys/other2048.pem"
        ({ Connect-QsJwtSession $proxy $named -UserIdClaim uid -UserDirectoryClaim dir @trust } | Should -Throw -ErrorId 'LoginRefused,*' -PassThru).TargetObject | Should -Be 'LAB\bo'
    }

    It 'passes on what is wrong with the token' {
        { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId anna -PrivateKeyPath ./none.pem @trust } | Should -Throw -ErrorId 'FileMissing,Connect-QsJwtSession'
        { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId anna @trust } | Should -Throw -ErrorId 'NoKeySource,Connect-QsJwtSession'
        { Connect-QsJwtSession @anna } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession'
        { Connect-QsJwtSession $proxy -UserId anna } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession'
    }

    It 'contacts nobody with -WhatIf' {
        [void] (Get-QlikRequest $qlik)
        Connect-QsJwtSession $proxy @anna @trust -WhatIf | Should -BeNullOrEmpty
        Disconnect-QsJwtSession $session -WhatIf
        @((Get-QlikRequest $qlik)) | Should -BeNullOrEmpty
    }

    It 'says with -WhatIf where it would log in, and what is missing, and contacts nobody: <Name>' -ForEach @(
        @{ Name = 'an address that is given'; Call = { Connect-QsJwtSession $proxy @anna -WhatIf } }
        @{ Name = 'a profile''s address'; Call = { Connect-QsJwtSession -ProfileName lab -UserId cy -WhatIf } }
        @{ Name = 'a profile''s address, for a token'; Call = { Test-QsJwtLogin -ProfileName lab -Jwt x.y.z -WhatIf } }
        @{ Name = 'no address'; Call = { Connect-QsJwtSession @anna -WhatIf }; Code = 'MissingOption'; Says = '*needs -Url' }
        @{ Name = 'no user'; Call = { Connect-QsJwtSession $proxy -UserDirectory LAB -PrivateKeyPath $Key -WhatIf }; Code = 'MissingOption'; Says = '*needs -UserId' }
        @{ Name = 'no key id'; Call = { Connect-QsJwtSession $proxy -Issuer lab -PrivateKeyPath $Key -WhatIf }; Code = 'MissingOption'; Says = '*needs -KeyId' }
        @{ Name = 'no key'; Call = { Connect-QsJwtSession $proxy -UserId 'LAB\anna' -WhatIf }; Code = 'NoKeySource'; Says = 'no private key*' }
        @{ Name = 'what is not for the platform'; Call = { Connect-QsJwtSession $proxy @anna -Scope x -WhatIf }; Code = 'ConflictingOptions'; Says = '-Scope: *' }
        @{ Name = 'no such profile'; Call = { Connect-QsJwtSession -ProfileName none -UserId cy -WhatIf }; Code = 'UnknownProfile'; Says = '-ProfileName: *' }
        @{ Name = 'no address to try a token at'; Call = { Test-QsJwtLogin -Jwt x.y.z -Qseow -WhatIf }; Code = 'MissingOption'; Says = '*needs -Url' }
        @{ Name = 'no token to try'; Call = { Test-QsJwtLogin $proxy -Qseow -WhatIf -ErrorAction Stop }; Code = 'MissingOption'; Says = '*needs -Jwt or -JwtPath' }
    ) {
        $before, $env:QS_JWT_CONFIG = $env:QS_JWT_CONFIG, (Join-Path $TestDrive what-if.toml)
        "[lab]`nplatform = ""qseow""`nuserdir = ""LAB""`nurl = ""$proxy""`ncert_privatekey_file = '$Key'" | Set-Content $env:QS_JWT_CONFIG
        [void] (Get-QlikRequest $qlik)
        try {
            if ($Code) { { & $Call } | Should -Throw $Says -ErrorId "$Code,*" }
            else {
                # Only a transcript has what -WhatIf says.
                [void] (Start-Transcript "$TestDrive/what-if.txt")
                try { & $Call | Should -BeNullOrEmpty } finally { [void] (Stop-Transcript) }
                [IO.File]::ReadAllText("$TestDrive/what-if.txt") | Should -BeLike "*""Log in"" * ""$proxy""*"
            }
        }
        finally { $env:QS_JWT_CONFIG = $before }
        @((Get-QlikRequest $qlik)) | Should -BeNullOrEmpty
    }

    It 'takes the user as New-QsJwt does: <Name>' -ForEach @(
        @{ Name = 'digits that begin with zeros'; Given = { @{ UserDirectory = 'LAB'; UserId = '007' } }; User = 'LAB\007' }
        @{ Name = 'DIRECTORY\ID'; Given = { @{ UserId = 'LAB\anna' } }; User = 'LAB\anna' }
        @{ Name = 'other names of the parameters'; Given = { @{ UserDir = 'LAB'; SamAccountName = "o'brien"; Name = 'x'; Mail = 'a@example.com'; Group = 'a', @{ name = 'b' }; Claim = @{ c = 1 }; Lifetime = '5m' } }; User = "LAB\o'brien" }
        @{ Name = 'when the token ends'; Given = { @{ UserDirectory = 'LAB'; UserId = 'anna'; ExpiresAt = [DateTimeOffset]::Now.AddMinutes(5); AllowLongLifetime = $true } }; User = 'LAB\anna' }
    ) {
        $named = & $Given
        $other = Connect-QsJwtSession $proxy @named -Key $Key @trust
        try { $other.User | Should -Be $User } finally { Disconnect-QsJwtSession $other }
    }

    It 'keeps a user id as it is typed' {
        $other = Connect-QsJwtSession $proxy -UserDirectory LAB -UserId 007 -PrivateKeyPath $Key @trust
        try { $other.User | Should -Be 'LAB\007' } finally { Disconnect-QsJwtSession $other }
        { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId @{ x = 1 } -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'MissingUserId,Connect-QsJwtSession'
    }

    It 'says how a token in a file is given, for it takes no path of one' {
        $refusal = { Connect-QsJwtSession $proxy ./anna.jwt @trust } | Should -Throw -ErrorId 'TokenMalformed,Connect-QsJwtSession' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'give the text of a token*(Get-Content FILE -Raw)'
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeLike '*-JwtPath*'
    }

    It 'refuses what it has no use for: <Name>' -ForEach @(
        @{ Name = 'Groups'; Given = { @{ Jwt = 'x.y.z'; Groups = 'a' } } }
        @{ Name = 'UserId'; Given = { @{ Jwt = 'x.y.z'; UserId = 'a' } } }
        @{ Name = 'Issuer'; Given = { @{ UserDirectory = 'LAB'; UserId = 'anna'; Issuer = 'lab' } } ; Named = 'UserDirectory', 'UserId' }
        @{ Name = 'Scope'; Given = { @{ UserDirectory = 'LAB'; UserId = 'anna'; Scope = 'user_default' } } }
        @{ Name = 'Subject'; Given = { @{ UserDirectory = 'LAB'; UserId = 'anna'; Subject = 'x' } } }
        @{ Name = 'UserId'; Given = { @{ ClientId = '0a1b2c3d'; UserId = 'anna' } } }
        @{ Name = 'Impersonate'; Given = { @{ Issuer = 'lab'; KeyId = 'key-1'; Impersonate = 'email:a@example.com' } } }
    ) {
        [void] (Get-QlikRequest $qlik)
        $more = & $Given
        $refusal = { Connect-QsJwtSession $proxy @more @trust } | Should -Throw -ErrorId 'ConflictingOptions,Connect-QsJwtSession' -PassThru
        "$refusal" | Should -Match "-($(@($Name) + $Named -ne $null -join '|'))( |:)"
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        @((Get-QlikRequest $qlik)) | Should -BeNullOrEmpty
    }

    It 'names the claims as the virtual proxy has them' {
        { Connect-QsJwtSession $proxy @anna @trust -UserIdClaim uid } | Should -Throw -ErrorId 'LoginRefused,Connect-QsJwtSession'
    }

    It 'takes a profile' {
        $before = $env:QS_JWT_CONFIG
        $env:QS_JWT_CONFIG = Join-Path $TestDrive profiles.toml
        "[lab]`nplatform = ""qseow""`nuserdir = ""LAB""`nurl = ""$proxy""`ncert_privatekey_file = '$Key'" | Set-Content $env:QS_JWT_CONFIG
        try {
            $other = Connect-QsJwtSession -ProfileName lab -UserId cy @trust
            $other.User, $other.Url | Should -Be 'LAB\cy', $proxy
            Disconnect-QsJwtSession $other
        }
        finally { Remove-Item $env:QS_JWT_CONFIG; $env:QS_JWT_CONFIG = $before }
    }
}

Describe 'Disconnect-QsJwtSession' {
    It 'gives back one of the five sessions that a user has' {
        $sessions = foreach ($number in 1..5) { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId dan -PrivateKeyPath $Key @trust }
        { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId dan -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'LoginRefused,*'
        $sessions | Disconnect-QsJwtSession
        $last = Connect-QsJwtSession $proxy -UserDirectory LAB -UserId dan -PrivateKeyPath $Key @trust
        { Invoke-RestMethod @($sessions[0]) @skip -Uri $last.Uri('/qrs/about') } | Should -Throw
        $sessions[0].WebSession.Headers.Count, $sessions[0].WebSession.Cookies.Count | Should -Be 0, 0
        Disconnect-QsJwtSession $last
    }

    It 'warns that nothing is ended in Qlik Cloud' {
        $session = Connect-QsJwtSession $qlik.Url @client @trust
        [void] (Get-QlikRequest $qlik)
        Disconnect-QsJwtSession $session -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike 'Nothing was ended*'
        @((Get-QlikRequest $qlik)) | Should -BeNullOrEmpty
        $session.WebSession.Headers.Count | Should -Be 0
    }

    It 'refuses what is no session: <Given>' -ForEach @{ Given = '@{}'; Found = '[hashtable]' }, @{ Given = '$null'; Found = 'nothing' }, @{ Given = '"text"'; Found = '[string]' } {
        $refusal = { Disconnect-QsJwtSession (Invoke-Expression $Given) -ErrorAction Stop } | Should -Throw -ErrorId 'WrongType,Disconnect-QsJwtSession' -PassThru
        "$refusal" | Should -Be "-Session: expected a session, found $Found"
    }

    It 'ends the others where one cannot be ended: <_>' -ForEach 'piped', 'as a list' {
        $away = Start-Qlik
        $lost = Connect-QsJwtSession "$($away.Url)/jwt" @anna -CaCertificatePath $away.CaCertificatePath
        Stop-Qlik $away
        $left = Connect-QsJwtSession $proxy @anna @trust
        $problem = $null
        $how = @{ CaCertificatePath = $qlik.CaCertificatePath; Timeout = '5s'; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'problem' }
        if ($_ -eq 'piped') { $lost, @{}, $left | Disconnect-QsJwtSession @how } else { Disconnect-QsJwtSession $lost, @{}, $left @how }
        $problem.FullyQualifiedErrorId | Should -Be 'ConnectionFailed,Disconnect-QsJwtSession', 'WrongType,Disconnect-QsJwtSession'
        $problem[0].TargetObject | Should -Be 'LAB\anna'
        $left.WebSession.Cookies.Count, $lost.WebSession.Cookies.Count | Should -Be 0, 1
    }
}

Describe 'Connect-QsJwtSession to Qlik Cloud' {
    It 'goes on with a call and a POST' {
        # The key as text: of the file, a warning says who else may read it.
        $text = @{} + $lab
        $text.Remove('PrivateKeyPath')
        $session = Connect-QsJwtSession $qlik.Url @text -PrivateKey (Get-Content $Key -Raw) @trust -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $session.Platform, $session.User, $session.Xrfkey | Should -Be 'qscloud', 'anna@example.com', $null
        (Invoke-RestMethod @session @skip -Uri $session.Uri('/api/v1/users/me')).email | Should -Be 'anna@example.com'
        (Invoke-RestMethod @session @skip @json -Uri $session.Uri('/api/v1/spaces')).ownerId | Should -Not -BeNullOrEmpty
        (Show-TableAndList $session).Contains($session.WebSession.Headers['qlik-csrf-token']) | Should -BeFalse
    }

    It 'names what is missing' {
        (({ Connect-QsJwtSession $qlik.Url -Issuer lab -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession' -PassThru).Exception.Message) | Should -BeLike '*-KeyId*'
        (({ Connect-QsJwtSession $qlik.Url -KeyId key-1 -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession' -PassThru).Exception.Message) | Should -BeLike '*-Issuer*'
        $refusal = { Connect-QsJwtSession $qlik.Url -Issuer lab -KeyId key-1 -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession' -PassThru
        "$refusal" | Should -BeLike 'Connect-QsJwtSession needs *-UserEmail*'
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { Connect-QsJwtSession $qlik.Url -Issuer lab -KeyId key-1 -ExpiresAt (Get-Date).AddHours(3) -UserName a -UserEmail a@example.com -PrivateKeyPath $Key @trust } | Should -Throw -ErrorId 'QlikWouldRefuse,Connect-QsJwtSession'
    }

    It 'takes a token once' {
        $token = New-QsJwt @lab
        ($token | Connect-QsJwtSession $qlik.Url @trust).User | Should -Be 'anna@example.com'
        { $token | Connect-QsJwtSession $qlik.Url @trust } | Should -Throw -ErrorId 'LoginRefused,*'
    }
}

Describe 'OAuth in Qlik Cloud' {
    It 'gives a session with an access token, which its table and list do not show' {
        $session = Connect-QsJwtSession "$($qlik.Url)/" @client @trust
        $session.Platform, $session.User, $session.Url | Should -Be 'qscloud-oauth', '0a1b2c3d', $qlik.Url
        $session.ExpiresAt | Should -BeGreaterThan ([datetime]::UtcNow)
        $session.Keys | Should -Be 'WebSession'
        [void] (Invoke-RestMethod @session @skip -Uri $session.Uri('/api/v1/users/me'))
        (Invoke-RestMethod @session @skip @json -Uri $session.Uri('/api/v1/spaces')).ownerId | Should -Not -BeNullOrEmpty
        (Show-TableAndList $session).Contains($session.WebSession.Headers['Authorization'].Substring(7)) | Should -BeFalse
        # Which is all that the help promises.
        (Get-Help Connect-QsJwtSession).description.Text -join ' ' | Should -Match '(?s)WebSession shows its headers.*Format-Custom'
    }

    It 'asks as a profile has it' {
        $before, $env:QS_JWT_CONFIG = $env:QS_JWT_CONFIG, (Join-Path $TestDrive oauth.toml)
        "[tenant]`nplatform = ""qscloud-oauth""`nurl = ""$($qlik.Url)""`nclient_id = ""0a1b2c3d""`ncert_privatekey_file = '$Key'" | Set-Content $env:QS_JWT_CONFIG
        try {
            $session = Connect-QsJwtSession -ProfileName tenant @trust -ExpiresAt (Get-Date).AddMinutes(2)
            $session.Url, $session.User, $session.Platform | Should -Be $qlik.Url, '0a1b2c3d', 'qscloud-oauth'
        }
        finally { $env:QS_JWT_CONFIG = $before }
        { Connect-QsJwtSession $qlik.Url @client @trust -ExpiresAt (Get-Date).AddHours(-1) } | Should -Throw -ErrorId 'InvalidDuration,Connect-QsJwtSession'
    }

    It 'acts as a user' {
        $session = Connect-QsJwtSession $qlik.Url @client @trust -Impersonate email:anna@example.com -Scope user_default
        $session.User | Should -Be 'anna@example.com'
        (Invoke-RestMethod @session @skip -Uri $session.Uri('/api/v1/users/me')).subject | Should -Be 'anna'
    }

    It 'takes an assertion that New-QsJwt made' {
        $assertion = New-QsJwt -Url $qlik.Url @client
        $assertion.Platform, $assertion.User | Should -Be 'qscloud-oauth', '0a1b2c3d'
        $assertion.UserId | Should -BeNullOrEmpty
        $assertion.ExpiresAt - $assertion.IssuedAt | Should -BeLessOrEqual ([timespan]::FromMinutes(5))
        $claims = Get-Part $assertion
        $claims.aud, $claims.iss, $claims.sub | Should -Be "$($qlik.Url)/oauth/token", '0a1b2c3d', '0a1b2c3d'
        (Test-QsJwt $assertion -CertificatePath $Certificate -Detailed).Platform | Should -Be 'qscloud-oauth'
        $session = Connect-QsJwtSession $qlik.Url $assertion @trust
        $session.Platform | Should -Be 'qscloud-oauth'
    }

    It 'is an error where Qlik gives no access token, and over a connection that is not checked' {
        $refusal = { Connect-QsJwtSession $qlik.Url -ClientId 0a1b2c3d -PrivateKeyPath "$Keys/other2048.pem" @trust } | Should -Throw -ErrorId 'AccessTokenRefused,Connect-QsJwtSession' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { Connect-QsJwtSession $qlik.Url @client -SkipCertificateCheck } | Should -Throw -ErrorId 'ConflictingOptions,Connect-QsJwtSession'
        { Connect-QsJwtSession @client } | Should -Throw -ErrorId 'MissingOption,Connect-QsJwtSession'
    }

    It 'gives the key to register, as the assertion names it' {
        $jwk = Get-QsJwtOAuthKey $Certificate | ConvertFrom-Json
        $jwk.kty, $jwk.use, $jwk.alg | Should -Be 'RSA', 'sig', 'RS256'
        $jwk.PSObject.Properties.Name | Should -Not -Contain 'd'
        $jwk.kid | Should -Be (Get-Part (New-QsJwt -Url $qlik.Url @client) 0).kid
        (Get-QsJwtOAuthKey -Certificate (Get-Content $Certificate) -KeyId k1 -Algorithm RS512 -AsObject).kid | Should -Be 'k1'
        { Get-QsJwtOAuthKey ./none.cer -ErrorAction Stop } | Should -Throw -ErrorId 'FileMissing,Get-QsJwtOAuthKey'
    }

    It 'has no room for a user in an assertion: <Name>' -ForEach @(
        @{ Name = 'Groups'; Given = @{ Groups = 'a' } }
        @{ Name = 'UserName'; Given = @{ UserName = 'a' } }
        @{ Name = 'CreateCertificate'; Given = @{ CreateCertificate = $true; PrivateKeyPath = $null } }
    ) {
        $all = $client + @{}
        foreach ($parameter in $Given.Keys) { $all[$parameter] = $Given[$parameter] }
        if (-not $all.PrivateKeyPath) { $all.Remove('PrivateKeyPath') }
        $refusal = { New-QsJwt -Url $qlik.Url @all } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike "-${Name}:*"
    }
}

Describe 'A server that answers with line breaks' {
    BeforeAll { $hostile = Start-Qlik }
    AfterAll { Stop-Qlik $hostile }

    It 'gives no session: <What>' -ForEach @(
        @{ What = 'in a cookie'; Path = '/login'; Code = 'InvalidResponse'; Given = 'lab'
            Answer = "Set-Cookie: eas.sid=abc`r`n`turl = evil.example; Path=/`r`nContent-Length: 2`r`n`r`n{}"
        }
        @{ What = 'in the CSRF token'; Path = '/csrf'; Code = 'InvalidResponse'; Given = 'anna'
            Answer = "qlik-csrf-token: abc`r`n`turl = evil.example`r`nContent-Length: 2`r`n`r`n{}"
        }
        @{ What = 'in the access token'; Path = '/oauth/token'; Code = 'InvalidResponse'; Given = 'client'
            Answer = "Content-Length: 72`r`n`r`n" + '{"access_token": "abc\nurl = evil.example", "token_type": "Bearer"}'.PadRight(72)
        }
    ) {
        [void] (Get-QlikRequest $hostile -Answer @{ path = $Path; answer = "HTTP/1.1 200 OK`r`n$Answer" })
        $url = if ($Given -eq 'anna') { "$($hostile.Url)/jwt" } else { $hostile.Url }
        $all = (Get-Variable $Given -ValueOnly) + @{ CaCertificatePath = $hostile.CaCertificatePath }
        $made = @{}
        $refusal = { $made.Session = Connect-QsJwtSession $url @all } | Should -Throw -ErrorId "$Code,Connect-QsJwtSession" -PassThru
        $made.Session | Should -BeNullOrEmpty
        "$refusal $($refusal.ErrorDetails)" | Should -Not -BeLike '*evil*'
    }
}

Describe 'A session whose token a certificate''s key signs' -Skip:$OnWine {
    BeforeAll { $own = [Security.Cryptography.X509Certificates.X509Certificate2]::new("$Keys/rsa2048.nopassphrase.pfx") }

    It 'is one of QSEoW' {
        $session = Connect-QsJwtSession $proxy -UserDirectory LAB -UserId anna -Certificate $own @trust
        $session.User | Should -Be 'LAB\anna'
        Disconnect-QsJwtSession $session
    }

    It 'is one of Qlik Cloud' {
        $text = @{} + $lab
        $text.Remove('PrivateKeyPath')
        (Connect-QsJwtSession $qlik.Url @text -Certificate $own @trust).Platform | Should -Be 'qscloud'
    }

    It 'is one of OAuth, of the client and as a user' {
        $session = Connect-QsJwtSession $qlik.Url -ClientId 0a1b2c3d -Certificate $own @trust
        $session.Platform, $session.User, $session.Url | Should -Be 'qscloud-oauth', '0a1b2c3d', $qlik.Url
        $session = Connect-QsJwtSession $qlik.Url -ClientId 0a1b2c3d -Certificate $own -Impersonate email:anna@example.com @trust
        (Invoke-RestMethod @session @skip -Uri $session.Uri('/api/v1/users/me')).subject | Should -Be 'anna'
    }

    It 'needs its private key, and no other' {
        $bare = [Security.Cryptography.X509Certificates.X509Certificate2]::new($Certificate)
        { Connect-QsJwtSession $proxy -UserDirectory LAB -UserId anna -Certificate $bare @trust } | Should -Throw -ErrorId 'PrivateKeyMissing,Connect-QsJwtSession'
        { Connect-QsJwtSession $proxy @anna -Certificate $own @trust } | Should -Throw -ErrorId 'ConflictingOptions,Connect-QsJwtSession'
        { Connect-QsJwtSession $qlik.Url @client -Certificate $own @trust } | Should -Throw -ErrorId 'ConflictingOptions,Connect-QsJwtSession'
    }
}
