BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $before = $env:QS_JWT_CONFIG
    $env:QS_JWT_CONFIG = Join-Path $TestDrive profiles.toml
    @"
[lab]
platform = "qseow"
userdir = "LAB"
cert_privatekey_file = '$Key'
[cloud]
platform = "qscloud"
issuer = "i"
keyid = "k"
cert_privatekey_file = '$Key'
cert_publickey_file = '$Certificate'
"@ | Set-Content $env:QS_JWT_CONFIG
}
AfterAll { $env:QS_JWT_CONFIG = $before }

Describe 'Get-QsJwtProfile' {
    It 'lists the profiles' {
        $lab, $cloud = Get-QsJwtProfile
        $lab.PSObject.TypeNames[0] | Should -Be 'QsJwt.Profile'
        $lab.Name, $lab.Platform, $lab.Options.userdir | Should -Be 'lab', 'qseow', 'LAB'
        $cloud.Name, $cloud.Platform | Should -Be 'cloud', 'qscloud'
    }

    It 'finds them by name and by pattern' {
        (Get-QsJwtProfile lab).Platform | Should -Be 'qseow'
        (Get-QsJwtProfile -Name c*, lab).Name | Should -Be 'cloud', 'lab'
        Get-QsJwtProfile x* | Should -BeNullOrEmpty
    }

    It 'says of a name that there is no such profile, and goes on' {
        $problem = $null
        (Get-QsJwtProfile nobody, lab -ErrorAction SilentlyContinue -ErrorVariable problem).Name | Should -Be 'lab'
        $problem.FullyQualifiedErrorId, $problem.TargetObject | Should -Be 'UnknownProfile,Get-QsJwtProfile', 'nobody'
    }
}

Describe 'A profile' {
    It 'holds for all that is not given' {
        $claims = Get-Part (New-QsJwt -ProfileName lab -UserId anna)
        $claims.userId, $claims.userDirectory | Should -Be 'anna', 'LAB'
        (New-QsJwt -ProfileName lab -UserDirectory OTHER -UserId anna -PrivateKeyPath "$Keys/other2048.pem").Payload.userDirectory | Should -Be 'OTHER'
    }

    It 'holds for users from the pipeline' {
        $bo, $cy = 'bo', [pscustomobject] @{ UserId = 'cy'; Groups = 'a;b' } | New-QsJwt -ProfileName lab -Expires 60 | ForEach-Object { Get-Part $_ }
        $bo.userId, ($bo.exp - $bo.iat), $cy.userId | Should -Be 'bo', 60, 'cy'
        $cy.group | Should -Be 'a', 'b'
        $di = Get-Part ([pscustomobject] @{ UserEmail = 'di@example.com'; UserName = 'Di'; EmailVerified = 'true' } | New-QsJwt -ProfileName cloud)
        $di.email, $di.email_verified, $di.iss | Should -Be 'di@example.com', $true, 'i'
    }

    It 'serves other cmdlets' {
        (New-QsJwtIdentityProviderBody -ProfileName cloud | ConvertFrom-Json).options.issuer | Should -Be 'i'
    }

    It 'of Qlik Cloud has no user id' {
        $problem = $null
        'anna' | New-QsJwt -ProfileName cloud -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidUser,New-QsJwt'
    }

    It 'that is not there ends the call' {
        $refusal = { New-QsJwt -ProfileName nobody -UserId anna } | Should -Throw -ErrorId 'UnknownProfile,New-QsJwt' -PassThru
        $refusal.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
}
