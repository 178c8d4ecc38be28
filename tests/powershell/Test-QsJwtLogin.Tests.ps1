BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $qlik = Start-Qlik
    $proxy = "$($qlik.Url)/jwt"
    $trust = @{ CaCertificatePath = $qlik.CaCertificatePath }
    $lab = @{ Issuer = 'lab'; UserName = 'Anna'; UserEmail = 'anna@example.com'; EmailVerified = $true; PrivateKeyPath = $Key }
}
AfterAll {
    Pop-Location
    Stop-Qlik $qlik
}

Describe 'Test-QsJwtLogin in Qlik Cloud' {
    It 'reports that the token was taken' {
        $login = New-QsJwt -KeyId key-1 @lab | Test-QsJwtLogin -Url $qlik.Url -Cloud @trust
        $login.PSObject.TypeNames[0] | Should -Be 'QsJwt.LoginResult'
        $login.Success, $login.StatusCode | Should -Be $true, 200
        $login.QlikCode | Should -Be $null
    }

    It 'spends the token' {
        $token = New-QsJwt -KeyId key-1 @lab
        (Test-QsJwtLogin $qlik.Url $token -Cloud @trust).Success | Should -BeTrue
        $again = Test-QsJwtLogin $qlik.Url $token -Cloud @trust
        $again.Success | Should -BeFalse
        $again.StatusCode | Should -BeIn 400, 401
        $again.QlikCode | Should -Not -BeNullOrEmpty
        $again.Cause | Should -Not -BeNullOrEmpty
    }

    It 'explains a refusal in the terms of PowerShell' {
        $login = Test-QsJwtLogin $qlik.Url (New-QsJwt -KeyId other @lab) -Cloud -Issuer lab -KeyId key-1 @trust
        $login.Success | Should -BeFalse
        $login.Findings.Rule | Should -Contain 'KeyId'
        "$($login.Cause)" | Should -BeLike '*-KeyId*'
        "$($login.Cause)" | Should -Not -BeLike '*--*'
    }
}

Describe 'Test-QsJwtLogin in client-managed Qlik Sense' {
    BeforeAll { $token = New-QsJwt LAB anna -PrivateKeyPath $Key }

    It 'reports who logged in, for a token that is <_>' -ForEach 'an object', 'text' {
        $given = if ($_ -eq 'text') { "$token" } else { $token }
        $login = $given | Test-QsJwtLogin $proxy -Qseow @trust
        $login.Success, $login.StatusCode, $login.UserDirectory, $login.UserId | Should -Be $true, 200, 'LAB', 'anna'
        $login | Out-String | Should -Not -BeLike '*eyJ*'
    }

    It 'goes on after what is no token, and says which one it was' {
        $problem = $null
        $found = 'x', (New-QsJwt LAB bo -PrivateKeyPath $Key) | Test-QsJwtLogin $proxy -Qseow @trust -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.UserId | Should -Be 'bo'
        $problem.FullyQualifiedErrorId | Should -Be 'TokenMalformed,Test-QsJwtLogin'
        $problem.TargetObject | Should -Be 1
    }

    It 'explains why a token was refused' {
        $old = New-QsJwt LAB anna -PrivateKeyPath $Key -Backdate 2h -Expires 1h -WarningAction Ignore
        $login = $old | Test-QsJwtLogin $proxy -Qseow -CertificatePath $Certificate @trust
        $login.Success, $login.StatusCode | Should -Be $false, 401
        $login.Findings.Rule | Should -Contain 'Expired'
        (New-QsJwt LAB anna -PrivateKeyPath "$Keys/other2048.pem" | Test-QsJwtLogin $proxy -Qseow @trust).Success | Should -BeFalse
    }

    It 'gives a session that goes on' {
        $login = $token | Test-QsJwtLogin $proxy -Qseow @trust
        $login.WebSession.GetType().Name | Should -Be 'WebRequestSession'
        $login.WebSession.Cookies.GetCookies($qlik.Url) | Should -Not -BeNullOrEmpty
    }

    It 'writes the cookies to a file, not over another' {
        $token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./never.txt -WhatIf
        './never.txt' | Should -Not -Exist
        ($token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./cookies.txt).CookieFile | Should -BeLike '*cookies.txt'
        { $token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./cookies.txt } | Should -Throw -ErrorId 'FileExists,Test-QsJwtLogin'
    }

    It 'contacts nobody with -WhatIf: <Name>' -ForEach @(
        @{ Name = 'Qlik Cloud'; Given = { @{ Url = $qlik.Url; Cloud = $true } } }
        @{ Name = 'a virtual proxy'; Given = { @{ Url = $proxy; Qseow = $true } } }
        @{ Name = 'a cookie file'; Given = { @{ Url = $proxy; Qseow = $true; CookieFile = './never.txt' } } }
    ) {
        $to = & $Given
        $null = Get-QlikRequest $qlik
        Test-QsJwtLogin -Jwt $token @to @trust -WhatIf | Should -BeNullOrEmpty
        $token, $token | Test-QsJwtLogin @to @trust -WhatIf | Should -BeNullOrEmpty
        & { $WhatIfPreference = $true; Test-QsJwtLogin -Jwt $token @to @trust } | Should -BeNullOrEmpty
        Get-QlikRequest $qlik | Should -BeNullOrEmpty
        if ($Name -eq 'a virtual proxy') { $null = New-QsJwt LAB other -PrivateKeyPath $Key | Test-QsJwtLogin @to @trust; Get-QlikRequest $qlik | Should -Not -BeNullOrEmpty }
    }

    It 'asks which platform the address is of' {
        { Test-QsJwtLogin $proxy $token } | Should -Throw -ErrorId 'MissingOption,Test-QsJwtLogin'
        { Test-QsJwtLogin $proxy $token -Cloud -Qseow } | Should -Throw -ErrorId 'ConflictingOptions,Test-QsJwtLogin'
    }

    It 'sends a token unchecked only if it is told to, and warns of it' {
        $login = $token | Test-QsJwtLogin $proxy -Qseow -SkipCertificateCheck -WarningVariable warnings -WarningAction SilentlyContinue
        $login.Success | Should -BeTrue
        $warnings | Should -Not -BeNullOrEmpty
    }

    It 'is an error where no answer was had: <Code>' -ForEach @(
        @{ Code = 'TlsNotTrusted'; Category = 'SecurityError'; Given = { @{ Url = $proxy } } }
        @{ Code = 'ConnectionFailed'; Category = 'ConnectionError'; Given = { @{ Url = 'https://localhost:9/jwt'; Timeout = 10 } } }
    ) {
        $to = & $Given
        $refusal = { $token | Test-QsJwtLogin -Qseow @to -ErrorAction Stop } | Should -Throw -ErrorId "$Code,Test-QsJwtLogin" -PassThru
        $refusal.CategoryInfo.Category | Should -Be $Category
    }

    It 'asks for a token and an address' {
        (({ Test-QsJwtLogin $proxy -Qseow @trust -ErrorAction Stop } | Should -Throw -PassThru).CategoryInfo).Category | Should -Be 'InvalidArgument'
        (({ $token | Test-QsJwtLogin 'x y' -Qseow -ErrorAction Stop } | Should -Throw -PassThru).CategoryInfo).Category | Should -Be 'InvalidArgument'
    }
}
