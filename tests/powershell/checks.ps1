. $PSScriptRoot/Cases.ps1
$keys = $env:TEST_KEYS
$key = "$keys/rsa2048.pkcs8.pem"
$certificate = "$keys/rsa2048.cer"
$token = New-QsJwt LAB 'Åsa "x"' -PrivateKeyPath $key -Groups a, b -Audience hyper
$cloud = New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $key
$expired = New-QsJwt LAB a -PrivateKeyPath $key -Backdate 2h -Expires 1h
$secure = New-QsJwt LAB a -PrivateKeyPath $key -AsSecureString

function New-Forged {
    # A token of our own making, with a signature that is none.
    param([string] $Payload)
    $parts = '{"alg":"RS256","typ":"JWT"}', $Payload | ForEach-Object { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($_)).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
    "$($parts[0]).$($parts[1]).c2lnbmF0dXJl"
}
function Show-Decoded {
    process {
        @{
            type = $_.PSObject.TypeNames[0]; header = $_.Header; payload = $_.Payload; checked = $_.SignatureChecked; valid = $_.Valid
            findings = @($_.Findings); issued = "$(if ($_.IssuedAt) { $_.IssuedAt.ToString('o') })"; before = "$(if ($_.NotBefore) { $_.NotBefore.ToString('o') })"
            expires = "$(if ($_.ExpiresAt) { $_.ExpiresAt.ToString('o') })"
        }
    }
}

Case decode { ConvertFrom-QsJwt $token | Show-Decoded }
Case decode-checked { ConvertFrom-QsJwt $token -CertificatePath $certificate | Show-Decoded }
Case decode-cloud { $cloud | ConvertFrom-QsJwt -PublicKeyPath "$keys/rsa2048.public.pem" | Show-Decoded }
Case decode-forms {
    foreach ($form in $token.Token, "Bearer $token", $token, $secure) { (ConvertFrom-QsJwt $form -Certificate (Get-Content $certificate -Raw)).Valid }
    $token.Token | Set-Content ./token.jwt
    (ConvertFrom-QsJwt -JwtPath ./token.jwt -CertificatePath $certificate).Valid
}
Case decode-wrong-key { ConvertFrom-QsJwt $token -CertificatePath "$keys/other2048.cer" | Show-Decoded }
Case decode-expected {
    (ConvertFrom-QsJwt $token -CertificatePath $certificate -Audience hyper).Valid
    (ConvertFrom-QsJwt $token -CertificatePath $certificate -Audience other).Findings.Rule
    (ConvertFrom-QsJwt $cloud -CertificatePath $certificate -Issuer lab -KeyId key-1 -Platform qscloud -Leeway 30s).Valid
    (ConvertFrom-QsJwt $cloud -CertificatePath $certificate -Issuer other).Findings.Count -gt 0
}
Case decode-odd {
    foreach ($payload in '{"a":1,"A":2,"":3}', '{"PSObject":1,"Count":2,"InnerText":"x"}', '{"iso":"2024-01-01T00:00:00Z","ms":"/Date(1)/","n":12345678901234567890,"iat":1.5,"exp":1e300,"nbf":"x"}', '{"__type":"t","x y":[[],{}]}') {
        $decoded = ConvertFrom-QsJwt (New-Forged $payload) -WarningAction Ignore
        & (Get-Module QsJwt) { ConvertTo-JsonText -Value $args[0] } $decoded.Payload
    }
    ConvertFrom-QsJwt (New-Forged '{"iat":1.5,"exp":1e300,"nbf":"x"}') -WarningAction Ignore | Show-Decoded
}
Case decode-deep { ConvertFrom-QsJwt (New-Forged ('{"a":' * 90 + '1' + '}' * 90)) -WarningAction Ignore | ForEach-Object { $level = $_.Payload; $depth = 0; while ($level -isnot [long]) { $level = $level.a; $depth++ }; $depth } }
Case decode-too-deep { ConvertFrom-QsJwt (New-Forged ('{"a":' * 5000 + '1' + '}' * 5000)) }
Case decode-bad { '', $null, 'x', 'a.b.c', 7, (Get-Item $key), "a$([char] 0xd800)", ('x' * 1200000), $token | ConvertFrom-QsJwt -WarningAction Ignore | ForEach-Object { $_.Payload.userId } }
Case decode-no-key { ConvertFrom-QsJwt $token -CertificatePath ./nowhere.cer }
Case decode-view { ConvertFrom-QsJwt $token -WarningAction Ignore | Out-String }

Case test { Test-QsJwt $token -CertificatePath $certificate }
Case test-pipe { $token, $expired, 'x', "Bearer $token" | Test-QsJwt -CertificatePath $certificate }
Case test-nonsense { '', $null, '..', 'x', 7, (Get-Item $key), "a$([char] 0)", "a$([char] 0xd800)", ('x' * 1200000), '{}' | Test-QsJwt -CertificatePath $certificate }
Case test-typed-nonsense {
    Test-QsJwt 7 -CertificatePath $certificate
    Test-QsJwt (Get-Item $key) -CertificatePath $certificate
    Test-QsJwt @($token, $token) -CertificatePath $certificate
}
Case test-in-a-table {
    [pscustomobject] @{ User = 'a'; Token = $token } | Test-QsJwt -CertificatePath $certificate
    [pscustomobject] @{ Token = $secure } | Test-QsJwt -CertificatePath $certificate
    Test-QsJwt @{ Token = "$token" } -CertificatePath $certificate
}
Case half-pairs {
    # What somebody else wrote must not keep the session from its work.
    foreach ($payload in '{"s":"\ud800"}', '{"s":"\uffff","\udc00":1}') {
        Test-QsJwt (New-Forged $payload) -CertificatePath $certificate
        (Test-QsJwt (New-Forged $payload) -CertificatePath $certificate -Detailed).Valid
        $null = ConvertFrom-QsJwt (New-Forged $payload) -WarningAction Ignore -ErrorAction SilentlyContinue
    }
    Test-QsJwt $token -CertificatePath $certificate
}
Case test-detailed { Test-QsJwt $expired -CertificatePath $certificate -Detailed | ForEach-Object { @{ type = $_.PSObject.TypeNames[0]; finding = $_.Findings[0].PSObject.TypeNames[0]; report = $_ } } }
Case test-detailed-nonsense { '', 'x', 7, ('x' * 1200000) | Test-QsJwt -CertificatePath $certificate -Detailed | ForEach-Object { @{ valid = $_.Valid; findings = @($_.Findings) } } }
Case test-cloud {
    Test-QsJwt $cloud -CertificatePath $certificate -Issuer lab -KeyId key-1
    Test-QsJwt $cloud -CertificatePath $certificate -Issuer lab -KeyId key-2
    Test-QsJwt $cloud -CertificatePath $certificate -Platform qseow
    Test-QsJwt $token -CertificatePath $certificate -UserIdClaim uid
    Test-QsJwt $token -CertificatePath $certificate -Audience hyper
}
Case test-times {
    Test-QsJwt $expired -CertificatePath $certificate -Leeway ([timespan]::FromHours(2))
    Test-QsJwt $expired -CertificatePath $certificate -At ([datetime]::UtcNow.AddMinutes(-90))
    Test-QsJwt $expired -CertificatePath $certificate -At ([datetime]::Now.AddMinutes(-90))
}
Case test-no-key { Test-QsJwt $token }
Case test-skip { Test-QsJwt $token -SkipSignature }
Case test-unreadable-key { Test-QsJwt $token -CertificatePath ./nowhere.cer }
Case test-odd-key { Test-QsJwt $token -CertificatePath "$keys/empty.pem" }
Case test-wrong-key { Test-QsJwt $token -CertificatePath "$keys/other2048.cer" }
Case test-many { @{ right = @(1..200 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | Test-QsJwt -CertificatePath $certificate | Where-Object { $_ }).Count } }
Complete-Cases
