. $PSScriptRoot/Cases.ps1
$keys = $env:TEST_KEYS
$secret = [Net.NetworkCredential]::new('', 'correct horse').SecurePassword

function Show-Files { @{ files = @(Get-ChildItem -Name -Path $args[0] | Sort-Object) } }

Case make {
    $made = New-QsJwtCertificate -Prefix ./lab_ -KeySize 2048 -Days 60 -CommonName Lab
    @{
        type = $made.PSObject.TypeNames[0]; key = $made.PrivateKeyPath; public = $made.PublicKeyPath; certificate = $made.CertificatePath; pfx = $made.PfxPath
        subject = $made.Certificate.Subject; days = $made.Certificate.DaysLeft; size = $made.Certificate.KeySize; view = ($made | Out-String)
    }
    Show-Files lab_*
}
Case make-again { New-QsJwtCertificate -Prefix ./lab_ -KeySize 2048 }
Case make-by-force {
    $before = (Get-QsJwtCertificate ./lab_publickey.cer).SerialNumber
    $made = New-QsJwtCertificate -Prefix ./lab_ -KeySize 2048 -Force
    $made.Certificate.SerialNumber -ne $before
}
Case make-what-if {
    New-QsJwtCertificate -Prefix ./never_ -WhatIf
    Show-Files never_*
}
Case make-here {
    Push-Location (New-Item -ItemType Directory here)
    try { $null = New-QsJwtCertificate -KeySize 2048; Show-Files * } finally { Pop-Location }
}
Case make-pfx {
    $made = New-QsJwtCertificate ./pfx_ -KeySize 2048 -Pfx -Passphrase $secret
    (New-QsJwt LAB a -PrivateKeyPath $made.PfxPath -Passphrase $secret).User
    (New-QsJwt LAB b -PrivateKeyPath $made.PrivateKeyPath -Passphrase $secret).User
}
Case renew {
    $made = New-QsJwtCertificate -PrivateKeyPath "$keys/rsa2048.pkcs8.pem" -Prefix ./renewed_ -Days 10
    @{ same = $made.PrivateKeyPath -eq "$keys/rsa2048.pkcs8.pem" }
    ($made | Get-QsJwtCertificate -PrivateKeyPath "$keys/rsa2048.pkcs8.pem").PrivateKeyMatches
    ($made | Get-QsJwtCertificate -PrivateKeyPath "$keys/other2048.pem").PrivateKeyMatches
}
Case inspect {
    $certificate = Get-QsJwtCertificate "$keys/rsa2048.cer"
    @{
        type = $certificate.PSObject.TypeNames[0]; names = @($certificate.PSObject.Properties.Name)
        subject = $certificate.Subject; kind = "$($certificate.NotAfter.Kind)"; after = $certificate.NotAfter.ToString('o'); before = $certificate.NotBefore.ToString('o')
        days = $certificate.DaysLeft; whole = $certificate.DaysLeft -is [int] -or $certificate.DaysLeft -is [long]; size = $certificate.KeySize; algorithm = $certificate.SignatureAlgorithm
        serial = $certificate.SerialNumber; sha1 = $certificate.Thumbprint; sha256 = $certificate.ThumbprintSha256; pem = $certificate.OneLinePem
    }
}
Case make-in-a-folder {
    Push-Location (New-Item -ItemType Directory -Force ./outer/inner)
    try {
        $null = New-QsJwtCertificate -Prefix . -KeySize 2048
        $null = New-QsJwtCertificate -Prefix .. -KeySize 2048
        $null = New-QsJwtCertificate -Prefix '' -KeySize 2048 -Force
        $null = New-PSDrive -Name work -PSProvider FileSystem -Root (New-Item -ItemType Directory -Force ../driven)
        $null = New-QsJwtCertificate -Prefix work: -KeySize 2048
        Show-Files *
        Show-Files ../*
    }
    finally { Pop-Location }
}
Case inspect-many {
    'Env:/PATH', 'nodrive:/x', 'Nope::x', "$keys/nowhere.cer", "$keys/rsa2048.cer" | Get-QsJwtCertificate | ForEach-Object Subject
    Get-Item "$keys/rsa2048.cer" | Select-Object PSPath | Get-QsJwtCertificate | ForEach-Object Subject
    Copy-Item "$keys/rsa2048.cer" ./here.cer
    Get-QsJwtCertificate FileSystem::here.cer | ForEach-Object Subject
}
Case inspect-text { (Get-QsJwtCertificate -Certificate (Get-Content "$keys/rsa2048.cer")).Thumbprint }
Case inspect-pipe {
    Get-Item "$keys/rsa2048.cer", "$keys/rsa4096.cer" | Get-QsJwtCertificate | ForEach-Object KeySize
    "$keys/rsa3072.cer" | Get-QsJwtCertificate | ForEach-Object KeySize
}
Case inspect-one-bad { "$keys/rsa2048.cer", "$keys/empty.pem", './nowhere.cer', "$keys/rsa4096.cer" | Get-QsJwtCertificate | ForEach-Object KeySize }
Case inspect-literal {
    Copy-Item "$keys/rsa2048.cer" './a[1].cer'
    (Get-QsJwtCertificate './a[1].cer').KeySize
    (Get-Item -LiteralPath './a[1].cer' | Get-QsJwtCertificate).KeySize
}
Case inspect-expired { (Get-QsJwtCertificate "$keys/rsa2048.expired.cer").DaysLeft -lt 0 }
Case provider {
    New-QsJwtIdentityProviderBody -CertificatePath "$keys/rsa2048.cer" -Issuer lab -KeyId "key 'O' 1" -TenantId t1, t2 -Description "Asa \`"x`""
    New-QsJwtIdentityProviderBody -Certificate (Get-Content "$keys/rsa2048.cer") -Issuer lab -KeyId k -AsObject | ForEach-Object { $_.options.staticKeys[0].kid }
}
Case provider-pipe { [pscustomobject] @{ CertificatePath = "$keys/rsa2048.cer" } | New-QsJwtIdentityProviderBody -Issuer lab -KeyId k }
Case provider-no-issuer { New-QsJwtIdentityProviderBody "$keys/rsa2048.cer" -Issuer '' -KeyId k }
Case provider-profile { New-QsJwtIdentityProviderBody -ProfileName cloud }
Case proxy {
    New-QsJwtVirtualProxyBody "$keys/rsa2048.cer" -Prefix jwt -UserIdClaim uid -UserDirectoryClaim udir -AllowedHost a.example.com, b.example.com -Description d -SessionCookieHeaderName X-Lab
    (New-QsJwtVirtualProxyBody "$keys/rsa2048.cer" -Prefix jwt -AsObject).prefix
}
Case profiles {
    Get-QsJwtProfile | ForEach-Object { @{ type = $_.PSObject.TypeNames[0]; name = $_.Name; platform = $_.Platform; options = $_.Options } }
}
Case profiles-by-name { (Get-QsJwtProfile lab).Platform; @(Get-QsJwtProfile -Name c*, lab).Name; @(Get-QsJwtProfile x*).Count; Get-QsJwtProfile nobody, lab | ForEach-Object Name }
Case profile-token {
    (New-QsJwt -ProfileName lab -UserId anna).Payload
    ('bo', [pscustomobject] @{ UserId = 'cy'; Groups = 'a;b' } | New-QsJwt -Profile lab -Expires 60).Payload
    ([pscustomobject] @{ UserEmail = 'di@example.com'; UserName = 'Di'; EmailVerified = 'true' } | New-QsJwt -Profile cloud).Payload
}
Case profile-own-wins { (New-QsJwt -ProfileName lab -UserDirectory OTHER -UserId anna -PrivateKeyPath "$keys/other2048.pem").Payload.userDirectory }
Case profile-unknown { New-QsJwt -ProfileName nobody -UserId anna }
Case profile-cloud-text { 'anna' | New-QsJwt -ProfileName cloud }
Complete-Cases
