BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
}
AfterAll { Pop-Location }

Describe 'New-QsJwtCertificate' {
    It 'makes a key, its public half and a certificate' {
        $made = New-QsJwtCertificate -Prefix ./lab_ -KeySize 2048 -Days 60 -CommonName Lab
        $made.PSObject.TypeNames[0] | Should -Be 'QsJwt.CertificateFiles'
        Get-ChildItem lab_* -Name | Sort-Object | Should -Be 'lab_privatekey.pem', 'lab_publickey.cer', 'lab_publickey.pem'
        $made.PrivateKeyPath, $made.CertificatePath, $made.PublicKeyPath | Split-Path -Leaf | Should -Be 'lab_privatekey.pem', 'lab_publickey.cer', 'lab_publickey.pem'
        $made.PrivateKeyPath, $made.CertificatePath, $made.PublicKeyPath | Test-Path | Should -Be $true, $true, $true
        $made.PfxPath | Should -BeNullOrEmpty
        $made.Certificate.Subject | Should -BeLike '*Lab*'
        $made.Certificate.DaysLeft | Should -BeIn 59, 60
        $made.Certificate.KeySize | Should -Be 2048
        $made | Out-String | Should -Not -BeLike '*BEGIN*'
    }

    It 'makes a key that only its owner may read' -Skip:($env:OS -eq 'Windows_NT') {
        $made = New-QsJwtCertificate -Prefix ./private_ -KeySize 2048
        (Get-Item $made.PrivateKeyPath).UnixMode | Should -Be '-rw-------'
    }

    It 'replaces files only if it is told to' {
        $first = New-QsJwtCertificate -Prefix ./twice_ -KeySize 2048
        $refusal = { New-QsJwtCertificate -Prefix ./twice_ -KeySize 2048 } | Should -Throw -ErrorId 'FileExists,New-QsJwtCertificate' -PassThru
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        "$refusal" | Should -BeLike '-Prefix: *'
        $refusal.ErrorDetails.RecommendedAction | Should -Match '^sign tokens with the key that is there \(-PrivateKeyPath ''.*twice_privatekey\.pem''\), or name other files with -Prefix; -Force replaces a key whose certificate Qlik may have$'
        (New-QsJwtCertificate -Prefix ./twice_ -KeySize 2048 -Force).Certificate.SerialNumber | Should -Not -Be $first.Certificate.SerialNumber
    }

    It 'makes nothing with -WhatIf' {
        New-QsJwtCertificate -Prefix ./never_ -WhatIf
        Get-ChildItem never_* | Should -BeNullOrEmpty
    }

    It 'makes files in the folder that is named: <Prefix>' -ForEach @(
        @{ Prefix = $null; Folder = '.' }
        @{ Prefix = '.'; Folder = '.' }
        @{ Prefix = '..'; Folder = '..' }
        @{ Prefix = ''; Folder = '.' }
        @{ Prefix = 'work:'; Folder = '../driven' }
    ) {
        $place = New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())/outer/inner"
        Push-Location $place
        $null = New-PSDrive -Name work -PSProvider FileSystem -Root (New-Item -ItemType Directory ../driven)
        try {
            $named = if ($null -eq $Prefix) { @{} } else { @{ Prefix = $Prefix } }
            $null = New-QsJwtCertificate @named -KeySize 2048
            Get-ChildItem $Folder -File -Name | Sort-Object | Should -Be 'privatekey.pem', 'publickey.cer', 'publickey.pem'
        }
        finally {
            Pop-Location
            Remove-PSDrive work
        }
    }

    It 'makes a PFX and an encrypted key, which sign' {
        $made = New-QsJwtCertificate ./pfx_ -KeySize 2048 -Pfx -Passphrase $Passphrase
        foreach ($path in $made.PfxPath, $made.PrivateKeyPath) {
            New-QsJwt LAB a -PrivateKeyPath $path -Passphrase $Passphrase | Test-QsJwt -CertificatePath $made.CertificatePath | Should -BeTrue
        }
    }

    It 'makes a PFX that .NET opens, with its key: <Encryption>' -ForEach @(
        @{ Encryption = 'aes256'; Weak = $false }
        @{ Encryption = 'legacy'; Weak = $true }
    ) {
        $words = @{ KeySize = 2048; Pfx = $true; Passphrase = $Passphrase; PfxEncryption = $Encryption }
        $made = New-QsJwtCertificate -Prefix "./${Encryption}_" @words -WarningVariable said -WarningAction SilentlyContinue
        "$said" -like '*3DES and SHA-1*' | Should -Be $Weak
        $opened = [Security.Cryptography.X509Certificates.X509Certificate2]::new($made.PfxPath, $Passphrase)
        $opened.HasPrivateKey | Should -BeTrue
        $opened.Thumbprint | Should -Be $made.Certificate.Thumbprint
        if (-not $OnWine) { New-QsJwt LAB a -Certificate $opened | Test-QsJwt -CertificatePath $made.CertificatePath | Should -BeTrue }
        { [Security.Cryptography.X509Certificates.X509Certificate2]::new($made.PfxPath, 'another') } | Should -Throw
    }

    It 'takes -PfxEncryption with -Pfx only' {
        { New-QsJwtCertificate -Prefix ./alone_ -PfxEncryption legacy } | Should -Throw -ErrorId '*,New-QsJwtCertificate'
        Get-ChildItem alone_* | Should -BeNullOrEmpty
    }

    It 'makes a P-384 key, which .NET sees and OAuth takes' {
        $made = New-QsJwtCertificate -Prefix ./ec_ -KeyType ec-p384 -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike '*OAuth only*'
        $made.Certificate.KeyType, $made.Certificate.KeySize | Should -Be 'EC', 384
        $seen = [Security.Cryptography.X509Certificates.X509Certificate2]::new($made.CertificatePath)
        $seen.PublicKey.Oid.Value | Should -Be '1.2.840.10045.2.1'
        $seen.SignatureAlgorithm.FriendlyName | Should -Be 'sha384ECDSA'
        $token = New-QsJwt -Url https://tenant.example -ClientId 0a1b -PrivateKeyPath $made.PrivateKeyPath
        (Get-Part "$token" 0).alg | Should -Be 'ES384'
        { New-QsJwt LAB anna -PrivateKeyPath $made.PrivateKeyPath -ErrorAction Stop } | Should -Throw -ErrorId 'KeyNotRsa,New-QsJwt'
        { New-QsJwtCertificate -Prefix ./both_ -KeyType ec-p384 -KeySize 2048 } | Should -Throw -ErrorId '*,New-QsJwtCertificate'
        Get-ChildItem both_* | Should -BeNullOrEmpty
    }

    It 'renews a certificate for the key that is there' {
        $made = New-QsJwtCertificate -PrivateKeyPath $Key -Prefix ./renewed_ -Days 10
        $made.PrivateKeyPath | Should -Be (Get-Item $Key).FullName
        ($made | Get-QsJwtCertificate -PrivateKeyPath $Key).PrivateKeyMatches | Should -BeTrue
        $made = New-QsJwtCertificate -PrivateKey (Get-Content $Key) -Prefix ./again_
        $made.PrivateKeyPath | Should -BeNullOrEmpty
        ($made | Get-QsJwtCertificate -PrivateKeyPath $Key).PrivateKeyMatches | Should -BeTrue
        ($made | Get-QsJwtCertificate -PrivateKeyPath "$Keys/other2048.pem").PrivateKeyMatches | Should -BeFalse
    }
}

Describe 'Get-QsJwtCertificate' {
    It 'shows what .NET sees in the certificate' {
        $found = Get-QsJwtCertificate $Certificate
        $seen = [Security.Cryptography.X509Certificates.X509Certificate2]::new($Certificate)
        $found.PSObject.TypeNames[0] | Should -Be 'QsJwt.Certificate'
        $found.Thumbprint, $found.SerialNumber | Should -Be $seen.Thumbprint, $seen.SerialNumber
        $found.NotBefore, $found.NotAfter | Should -Be $seen.NotBefore.ToUniversalTime(), $seen.NotAfter.ToUniversalTime()
        $found.NotAfter.Kind | Should -Be 'Utc'
        $hash = [Security.Cryptography.SHA256]::Create().ComputeHash($seen.RawData)
        $found.ThumbprintSha256 | Should -Be ([BitConverter]::ToString($hash) -replace '-')
        $found.DaysLeft -is [int] -or $found.DaysLeft -is [long] | Should -BeTrue
        $found.KeySize | Should -Be 2048
        $found.OneLinePem | Should -BeLike '*BEGIN CERTIFICATE*'
        $found.OneLinePem.Contains("`n") | Should -BeFalse
        (Get-QsJwtCertificate -Certificate (Get-Content $Certificate)).Thumbprint | Should -Be $seen.Thumbprint
    }

    It 'takes files and paths from the pipeline' {
        (Get-Item "$Keys/rsa2048.cer", "$Keys/rsa4096.cer" | Get-QsJwtCertificate).KeySize | Should -Be 2048, 4096
        ("$Keys/rsa3072.cer" | Get-QsJwtCertificate).KeySize | Should -Be 3072
        (Get-Item $Certificate | Select-Object PSPath | Get-QsJwtCertificate).KeySize | Should -Be 2048
    }

    It 'takes a name with brackets' {
        Copy-Item $Certificate './a[1].cer'
        (Get-QsJwtCertificate './a[1].cer').KeySize | Should -Be 2048
        (Get-Item -LiteralPath './a[1].cer' | Get-QsJwtCertificate).KeySize | Should -Be 2048
        (Get-QsJwtCertificate 'FileSystem::a[1].cer').KeySize | Should -Be 2048
    }

    It 'goes on after a file that holds none' {
        $problem = $null
        $found = "$Keys/rsa2048.cer", "$Keys/empty.pem", './nowhere.cer', "$Keys/rsa4096.cer" | Get-QsJwtCertificate -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.KeySize | Should -Be 2048, 4096
        $problem.FullyQualifiedErrorId | Should -Be 'CertificateInvalid,Get-QsJwtCertificate', 'FileMissing,Get-QsJwtCertificate'
        $problem[1].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        "$($problem[1])" | Should -BeLike '-Path: *'
        $problem[1].TargetObject | Should -Be './nowhere.cer'
    }

    It 'is an error''s target by its path, and never as an object: <_>' -ForEach 'New-QsJwtIdentityProviderBody', 'New-QsJwtVirtualProxyBody', 'Get-QsJwtOAuthKey' {
        $needs = @{ 'New-QsJwtIdentityProviderBody' = @{ Issuer = 'lab'; KeyId = 'k' }; 'New-QsJwtVirtualProxyBody' = @{ Prefix = 'jwt' } }[$_]
        if (-not $needs) { $needs = @{} }
        $object = [Security.Cryptography.X509Certificates.X509Certificate2]::new("$Keys/ec-p256.cer")
        $problem = $null
        $null = (Get-Item "$Keys/ec-p256.cer"), $object | & $_ @needs -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -Be "KeyNotRsa,$_", "KeyNotRsa,$_"
        $problem[0].TargetObject | Should -BeOfType [string]
        $problem[0].TargetObject | Should -BeLike '*ec-p256.cer'
        $problem[1].TargetObject | Should -BeNullOrEmpty
    }

    It 'will do as Get-QsJwtCertificate gives it' {
        $known = Get-QsJwtCertificate $Certificate
        $token = New-QsJwt LAB anna -PrivateKeyPath $Key
        Test-QsJwt $token -Certificate $known | Should -BeTrue
        Test-QsJwt $token -Certificate (Get-QsJwtCertificate "$Keys/other2048.cer") | Should -BeFalse
        (Get-QsJwtOAuthKey -Certificate $known) | Should -BeExactly (Get-QsJwtOAuthKey $Certificate)
    }

    It 'says what a passphrase is where a PFX file lacks one' {
        $refusal = { New-QsJwtCertificate "$TestDrive/pfx_" -KeySize 2048 -Pfx } | Should -Throw -ErrorId 'MissingOption,New-QsJwtCertificate' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -Be 'give -Passphrase, a SecureString'
    }

    It 'goes on after a path that is none' {
        $problem = $null
        $found = 'Env:/PATH', 'nodrive:/x', 'Nope::x', $Certificate | Get-QsJwtCertificate -ErrorAction SilentlyContinue -ErrorVariable problem
        $found.KeySize | Should -Be 2048
        $written = @($problem | Where-Object FullyQualifiedErrorId -Like '*,Get-QsJwtCertificate')
        $written.FullyQualifiedErrorId | Should -Be (, 'InvalidPath,Get-QsJwtCertificate' * 3)
    }

    It 'warns of an expired one' {
        (Get-QsJwtCertificate "$Keys/rsa2048.expired.cer" -WarningVariable warnings -WarningAction SilentlyContinue).DaysLeft | Should -BeLessThan 0
        $warnings | Should -Not -BeNullOrEmpty
    }

    It 'warns of an expired one wherever a token is looked into with it' {
        $found = ConvertFrom-QsJwt (New-QsJwt LAB anna -PrivateKeyPath $Key) -CertificatePath "$Keys/rsa2048.expired.cer" -WarningVariable warnings -WarningAction SilentlyContinue
        $found.Valid | Should -BeTrue
        $found.Findings.Rule | Should -Be 'CertificateExpired'
        "$warnings" | Should -BeLike 'the token is valid, but the certificate expired on 2021-01-01*New-QsJwtCertificate*'
    }
}

Describe 'New-QsJwtIdentityProviderBody' {
    It 'makes what Qlik Cloud takes' {
        $body = New-QsJwtIdentityProviderBody -CertificatePath $Certificate -Issuer lab -KeyId "key 'O' 1" -TenantId t1, t2 -Description 'A "x" \' | ConvertFrom-Json
        $body.tenantIds | Should -Be 't1', 't2'
        $body.description, $body.options.issuer, $body.options.staticKeys[0].kid, $body.interactive, $body.provider | Should -Be 'A "x" \', 'lab', "key 'O' 1", $false, 'external'
    }

    It 'makes an object, and takes certificates as text and from the pipeline' {
        (New-QsJwtIdentityProviderBody -Certificate (Get-Content $Certificate) -Issuer lab -KeyId k -AsObject).options.staticKeys[0].kid | Should -Be 'k'
        ([pscustomobject] @{ CertificatePath = $Certificate } | New-QsJwtIdentityProviderBody -Issuer lab -KeyId k | ConvertFrom-Json).options.issuer | Should -Be 'lab'
    }

    It 'is ASCII, whatever the text' {
        $body = New-QsJwtIdentityProviderBody $Certificate -Issuer lab -KeyId k -Description "M$([char] 0xFC)ller"
        $body | Should -Not -Match '[^\x00-\x7f]'
        ($body | ConvertFrom-Json).description | Should -Be "M$([char] 0xFC)ller"
    }

    It 'lets clocks differ' {
        foreach ($tolerance in '2m', 120, [timespan]::FromMinutes(2)) {
            $body = New-QsJwtIdentityProviderBody $Certificate -Issuer lab -KeyId k -ClockTolerance $tolerance -AsObject
            $body.clockToleranceSec | Should -Be 120
        }
        { New-QsJwtIdentityProviderBody $Certificate -Issuer lab -KeyId k -ClockTolerance 1.5s } | Should -Throw -ErrorId 'InvalidDuration,New-QsJwtIdentityProviderBody'
    }

    It 'asks for an issuer' {
        $refusal = { New-QsJwtIdentityProviderBody $Certificate -Issuer '' -KeyId k } | Should -Throw -ErrorId 'EmptyValue,New-QsJwtIdentityProviderBody' -PassThru
        "$refusal" | Should -BeLike '-Issuer: *'
    }
}

Describe 'New-QsJwtVirtualProxyBody' {
    It 'makes what the repository takes' {
        $body = New-QsJwtVirtualProxyBody $Certificate -Prefix jwt -UserIdClaim uid -UserDirectoryClaim udir -AllowedHost a.example.com, b.example.com -Description d -SessionCookieHeaderName X-Lab | ConvertFrom-Json
        $body.authenticationMethod, $body.jwtAttributeUserId, $body.jwtAttributeUserDirectory, $body.sessionCookieHeaderName | Should -Be 4, 'uid', 'udir', 'X-Lab'
        $body.websocketCrossOriginWhiteList | Should -Be 'a.example.com', 'b.example.com'
        (New-QsJwtVirtualProxyBody $Certificate -Prefix jwt -AsObject).prefix | Should -Be 'jwt'
    }
}
