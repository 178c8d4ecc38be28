BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $user = "$([char] 0xc5)sa `"x`""
    $token = New-QsJwt LAB $user -PrivateKeyPath $Key -Groups a, b -Audience hyper
    $cloud = New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $Key
    $expired = New-QsJwt LAB a -PrivateKeyPath $Key -Backdate 2h -Expires 1h -WarningAction Ignore
    $secure = New-QsJwt LAB a -PrivateKeyPath $Key -AsSecureString
    $other = "$Keys/other2048.cer"
    $by = @{ CertificatePath = $Certificate }
    # What is no token of anybody's.
    $nonsense = '', $null, '..', 'x', (Get-Item $Key), "a$([char] 0)", "a$([char] 0xd800)", ('x' * 1200000), '{}'

    function New-Forged {
        # A token with these claims, whose signature is none.
        param([string] $Payload)
        $parts = '{"alg":"RS256","typ":"JWT"}', $Payload | ForEach-Object { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($_)).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        "$($parts[0]).$($parts[1]).c2lnbmF0dXJl"
    }
}
AfterAll { Pop-Location }

Describe 'ConvertFrom-QsJwt' {
    It 'shows what a token says, and warns that nothing was checked' {
        $decoded = ConvertFrom-QsJwt $token -WarningVariable warnings -WarningAction SilentlyContinue
        $decoded.PSObject.TypeNames[0] | Should -Be 'QsJwt.DecodedToken'
        $decoded.Header.alg, $decoded.Header.typ | Should -Be 'RS256', 'JWT'
        $decoded.Payload.userId | Should -BeExactly $user
        $decoded.Payload.group | Should -Be 'a', 'b'
        $decoded.Payload.exp | Should -BeOfType [long]
        $decoded.IssuedAt.Kind | Should -Be 'Utc'
        $decoded.ExpiresAt | Should -BeGreaterThan $decoded.IssuedAt
        $decoded.NotBefore | Should -BeNullOrEmpty
        $decoded.SignatureChecked | Should -BeFalse
        $decoded.Valid | Should -Be $null
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -BeLike '*NOT checked*-CertificatePath*'
    }

    It 'checks the signature by a certificate' {
        $decoded = ConvertFrom-QsJwt $token @by -WarningVariable warnings
        $decoded.SignatureChecked, $decoded.Valid | Should -Be $true, $true
        $decoded.Findings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'checks the signature by a public key' {
        $decoded = $cloud | ConvertFrom-QsJwt -PublicKeyPath "$Keys/rsa2048.public.pem"
        $decoded.Valid, $decoded.Header.kid | Should -Be $true, 'key-1'
        $decoded.NotBefore | Should -Be $decoded.IssuedAt
    }

    It 'says of another key that it did not sign' {
        $decoded = ConvertFrom-QsJwt $token -CertificatePath $other
        $decoded.SignatureChecked, $decoded.Valid | Should -Be $true, $false
        $decoded.Findings | Should -Not -BeNullOrEmpty
    }

    It 'takes a token as <Name>' -ForEach @(
        @{ Name = 'text'; Given = { $token.Token } }
        @{ Name = 'the value of a header'; Given = { "Bearer $token" } }
        @{ Name = 'an object'; Given = { $token } }
        @{ Name = 'a SecureString'; Given = { $secure } }
    ) {
        (ConvertFrom-QsJwt (& $Given) -Certificate (Get-Content $Certificate -Raw)).Valid | Should -BeTrue
    }

    It 'takes a file' {
        $token.Token | Set-Content ./token.jwt
        (ConvertFrom-QsJwt -JwtPath ./token.jwt @by).Valid | Should -BeTrue
    }

    It 'holds a token to what is expected of it' {
        (ConvertFrom-QsJwt $token @by -Audience hyper).Valid | Should -BeTrue
        (ConvertFrom-QsJwt $token @by -Audience other).Findings.Rule | Should -Be 'Audience'
        (ConvertFrom-QsJwt $cloud @by -Issuer lab -KeyId key-1 -Platform qscloud -Leeway 30s).Valid | Should -BeTrue
        (ConvertFrom-QsJwt $cloud @by -Issuer other).Findings | Should -Not -BeNullOrEmpty
    }

    It 'keeps names that differ only in case' {
        $payload = (ConvertFrom-QsJwt (New-Forged '{"a":1,"A":2,"":3}') -WarningAction Ignore).Payload
        $payload['a'], $payload['A'], $payload[''] | Should -Be 1, 2, 3
    }

    It 'takes claims for claims, whatever they are called' {
        $payload = (ConvertFrom-QsJwt (New-Forged '{"PSObject":1,"Count":2,"InnerText":"x","__type":"t","x y":[[],{}]}') -WarningAction Ignore).Payload
        ConvertTo-Json -InputObject $payload -Compress | Should -BeExactly '{"PSObject":1,"Count":2,"InnerText":"x","__type":"t","x y":[[],{}]}'
    }

    It 'turns neither text into times nor times into nonsense' {
        $decoded = ConvertFrom-QsJwt (New-Forged '{"iso":"2024-01-01T00:00:00Z","ms":"/Date(1)/","n":12345678901234567890,"iat":1.5,"exp":1e300,"nbf":"x"}') -WarningAction Ignore
        $decoded.Payload.iso, $decoded.Payload.ms, "$($decoded.Payload.n)" | Should -BeExactly '2024-01-01T00:00:00Z', '/Date(1)/', '12345678901234567890'
        $decoded.Payload.iat, $decoded.Payload.exp, $decoded.Payload.nbf | Should -Be 1.5, 1e300, 'x'
        $decoded.NotBefore | Should -Be $null
        $decoded.ExpiresAt | Should -Be $null
    }

    It 'reads what is deep, and refuses what is deeper than a reader goes' {
        $level = (ConvertFrom-QsJwt (New-Forged ('{"a":' * 90 + '1' + '}' * 90)) -WarningAction Ignore).Payload
        foreach ($depth in 1..90) { $level = $level.a }
        $level | Should -Be 1
    }

    It 'refuses what is no token, one at a time, and names none' {
        $problem = $null
        ($nonsense + $token | ConvertFrom-QsJwt -WarningAction Ignore -ErrorAction SilentlyContinue -ErrorVariable problem).Payload.userId | Should -BeExactly $user
        $written = @($problem | Where-Object FullyQualifiedErrorId -Like '*,ConvertFrom-QsJwt')
        $written.Count | Should -Be $nonsense.Count
        $written | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } | Should -Contain 'TokenMalformed'
        $written[7].FullyQualifiedErrorId | Should -Be 'RequestTooLarge,ConvertFrom-QsJwt'
        $written | ForEach-Object { "$($_.TargetObject)" -match 'eyJ|xxx' } | Should -Not -Contain $true
    }

    It 'says which of many tokens an error or a warning is about' {
        $problem = $null
        $null = $token, 'x', $expired | ConvertFrom-QsJwt @by -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction SilentlyContinue -WarningVariable warnings
        "$problem" | Should -BeLike '* (token 2)'
        $problem.TargetObject | Should -Be 2
        "$warnings" | Should -BeLike 'token 3 is NOT valid: expired *'
        $null = ConvertFrom-QsJwt x -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -Not -BeLike '*(token *'
        $null = Test-QsJwt $expired, $token -CertificatePath "$Keys/rsa2048.expired.cer" -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -BeLike 'token 2 is valid, but *'
        [IO.File]::WriteAllText("$TestDrive/here.jwt", "$token")
        $null = Test-QsJwt -JwtPath ./here.jwt, ./not-here.jwt @by -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike '-JwtPath: *not-here.jwt* (token 2)'
    }

    It 'ends the call where the certificate is not there' {
        { ConvertFrom-QsJwt $token -CertificatePath ./nowhere.cer } | Should -Throw -ErrorId 'FileMissing,ConvertFrom-QsJwt'
    }

    It 'shows no part of the token' {
        ConvertFrom-QsJwt $token -WarningAction Ignore | Out-String | Should -Not -BeLike '*eyJ*'
    }
}

Describe 'Test-QsJwt' {
    It 'is $true or $false' {
        Test-QsJwt $token @by | Should -BeTrue
        Test-QsJwt $token -CertificatePath $other | Should -BeFalse
        $token, $expired, 'x', "Bearer $token" | Test-QsJwt @by | Should -Be $true, $false, $false, $true
    }

    It 'warns of what may soon be wrong, and says with -Verbose why it is $false' {
        Test-QsJwt $token -CertificatePath "$Keys/rsa2048.expired.cer" -WarningVariable warnings -WarningAction SilentlyContinue | Should -Be $true
        "$warnings" | Should -BeLike 'the token is valid, but the certificate expired on *; *'
        $said = @(Test-QsJwt $expired @by -Verbose -WarningVariable warnings 4>&1)
        $said[-1] | Should -Be $false
        "$($said[0])" | Should -BeLike '*expired*'
        @($warnings).Count | Should -Be 0
    }

    It 'is $false for what is no token, without an error' {
        $problem = $null
        $nonsense | Test-QsJwt @by -ErrorVariable problem -ErrorAction SilentlyContinue | Should -Be (, $false * $nonsense.Count)
        $problem | Where-Object FullyQualifiedErrorId -Like '*,Test-QsJwt' | Should -BeNullOrEmpty
    }

    It 'takes the tokens of a table' {
        [pscustomobject] @{ User = 'a'; Token = $token } | Test-QsJwt @by | Should -BeTrue
        [pscustomobject] @{ Token = $secure } | Test-QsJwt @by | Should -BeTrue
        Test-QsJwt @{ Token = "$token" } @by | Should -BeTrue
    }

    It 'reads half pairs that somebody else wrote' {
        foreach ($payload in '{"s":"\ud800"}', '{"s":"\uffff","\udc00":1}') {
            Test-QsJwt (New-Forged $payload) @by | Should -BeFalse
            (Test-QsJwt (New-Forged $payload) @by -Detailed).Valid | Should -BeFalse
            $null = ConvertFrom-QsJwt (New-Forged $payload) -WarningAction Ignore -ErrorAction SilentlyContinue
        }
        Test-QsJwt $token @by | Should -BeTrue
    }

    It 'reports what is wrong, and what would be right' {
        $report = Test-QsJwt $expired @by -Detailed
        $report.PSObject.TypeNames[0], $report.Findings[0].PSObject.TypeNames[0] | Should -Be 'QsJwt.VerificationReport', 'QsJwt.Finding'
        $report.Valid, $report.Platform, $report.SignatureChecked, $report.Payload.userId | Should -Be $false, 'qseow', $true, 'a'
        $report.Findings.Rule | Should -Contain 'Expired'
        foreach ($finding in $report.Findings) {
            $finding.Found, $finding.Expected, $finding.Hint | Should -Not -Contain $null
            $finding.Hint | Should -Not -BeLike '*--*'
        }
    }

    It 'reports on nonsense as well' {
        $reports = '', 'x', 7, ('x' * 1200000) | Test-QsJwt @by -Detailed
        $reports.Valid | Should -Be $false, $false, $false, $false
        foreach ($report in $reports) { $report.Findings | Should -Not -BeNullOrEmpty }
    }

    It 'expects <Name>' -ForEach @(
        @{ Name = 'the issuer and key id'; More = @{ Issuer = 'lab'; KeyId = 'key-1' }; Valid = $true }
        @{ Name = 'another key id'; More = @{ Issuer = 'lab'; KeyId = 'key-2' }; Valid = $false }
        @{ Name = 'another platform'; More = @{ Platform = 'qseow' }; Valid = $false }
    ) {
        Test-QsJwt $cloud @by @More | Should -Be $Valid
    }

    It 'expects names of claims and an audience' {
        Test-QsJwt $token @by -UserIdClaim uid | Should -BeFalse
        Test-QsJwt $token @by -Audience hyper | Should -BeTrue
    }

    It 'judges by <Name>' -ForEach @(
        @{ Name = 'a leeway'; More = { @{ Leeway = [timespan]::FromHours(2) } } }
        @{ Name = 'a time in UTC'; More = { @{ At = [datetime]::UtcNow.AddMinutes(-90) } } }
        @{ Name = 'a local time'; More = { @{ At = [datetime]::Now.AddMinutes(-90) } } }
    ) {
        $more = & $More
        Test-QsJwt $expired @by @more | Should -BeTrue
    }

    It 'asks for a key, or to be told that none is wanted' {
        $refusal = { Test-QsJwt $token } | Should -Throw -ErrorId 'MissingOption,Test-QsJwt' -PassThru
        "$refusal $($refusal.ErrorDetails.RecommendedAction)" | Should -BeLike '*-CertificatePath*'
        Test-QsJwt $token -SkipSignature -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeTrue
        "$warnings" | Should -BeLike '*NOT checked*'
    }

    It 'gives an error and no answer where it could not check: <Name>' -ForEach @(
        @{ Name = 'no such file'; Path = './nowhere.cer'; Code = 'FileMissing' }
        @{ Name = 'no certificate in it'; Path = 'empty.pem'; Code = 'CertificateInvalid' }
        @{ Name = 'no engine'; Path = 'engine'; Code = 'EngineNotFound' }
        @{ Name = 'no file with a token'; Path = 'token'; Code = 'FileMissing' }
    ) {
        $from = switch ($Path) { 'empty.pem' { "$Keys/empty.pem" } 'engine' { $Certificate } 'token' { $Certificate } default { $Path } }
        $before = $env:QS_JWT_ENGINE
        $problem = $null
        try {
            if ($Name -eq 'no engine') {
                $env:QS_JWT_ENGINE = './nowhere/qs-jwt'
                Import-Module $ModulePath -Force
            }
            $given = if ($Path -eq 'token') { @{ JwtPath = './nowhere.jwt' } } else { @{ Jwt = "$token" } }
            Test-QsJwt @given -CertificatePath $from -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -Be "$Code,Test-QsJwt"
            if ($Path -ne 'token') {
                "$token", 'no token', "$token" | Test-QsJwt -CertificatePath $from -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
                $problem.FullyQualifiedErrorId | Should -Be "$Code,Test-QsJwt"
            }
        }
        finally {
            $env:QS_JWT_ENGINE = $before
            if ($Name -eq 'no engine') { Import-Module $ModulePath -Force }
        }
    }

    It 'is false for what is no token, with no error' {
        Test-QsJwt 'no token' -CertificatePath $Certificate -ErrorAction Stop | Should -BeFalse
    }

    It 'keeps up with New-QsJwt' -Tag Slow {
        $valid = 1..200 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | Test-QsJwt @by | Where-Object { $_ }
        @($valid).Count | Should -Be 200
    }
}
