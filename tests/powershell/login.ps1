. $PSScriptRoot/Cases.ps1
$key = "$env:TEST_KEYS/rsa2048.pkcs8.pem"
$trust = @{ CaCertificatePath = $env:TEST_CACERT }
$proxy = "$env:TEST_URL/jwt"

function New-CloudJwt { New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $key }
function Show-Login {
    process {
        @{
            type = $_.PSObject.TypeNames[0]; success = $_.Success; status = $_.StatusCode; code = $_.QlikCode; causes = @($_.Cause)
            findings = @($_.Findings | ForEach-Object Rule); names = @($_.PSObject.Properties.Name); view = ($_ | Out-String)
            user = $(if ($_.PSObject.Properties['UserId']) { "$($_.UserDirectory)\$($_.UserId)" }); file = $_.CookieFile
        }
    }
}

Case cloud { New-CloudJwt | Test-QsJwtLogin -Url $env:TEST_URL -Cloud @trust | Show-Login }
Case cloud-spent {
    $token = New-CloudJwt
    (Test-QsJwtLogin $env:TEST_URL $token -Cloud @trust).Success
    Test-QsJwtLogin $env:TEST_URL $token -Cloud @trust | Show-Login
}
Case cloud-wrong-key-id {
    $token = New-QsJwt -Issuer lab -KeyId other -UserName Anna -UserEmail anna@example.com -EmailVerified -PrivateKeyPath $key
    Test-QsJwtLogin $env:TEST_URL $token -Cloud -Issuer lab -KeyId key-1 @trust | Show-Login
}
Case qseow { New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin $proxy -Qseow @trust | Show-Login }
Case qseow-text { (New-QsJwt LAB anna -PrivateKeyPath $key -AsString) | Test-QsJwtLogin $proxy -Qseow @trust | Show-Login }
Case qseow-expired { New-QsJwt LAB anna -PrivateKeyPath $key -Backdate 2h -Expires 1h | Test-QsJwtLogin $proxy -Qseow -CertificatePath "$env:TEST_KEYS/rsa2048.cer" @trust | Show-Login }
Case qseow-other-key { New-QsJwt LAB anna -PrivateKeyPath "$env:TEST_KEYS/other2048.pem" | Test-QsJwtLogin $proxy -Qseow @trust | Show-Login }
Case cookie-file {
    $token = New-QsJwt LAB anna -PrivateKeyPath $key
    $token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./never.txt -WhatIf
    Test-Path ./never.txt
    $token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./cookies.txt | Show-Login
    $token | Test-QsJwtLogin $proxy -Qseow @trust -CookieFile ./cookies.txt
}
Case not-trusted { New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin $proxy -Qseow }
Case not-checked { New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin $proxy -Qseow -SkipCertificateCheck | Show-Login }
Case nobody-there { New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin https://localhost:9/jwt -Qseow -Timeout 2 }
Case no-token { Test-QsJwtLogin $proxy -Qseow @trust }
Case no-address { New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin 'x y' -Qseow }
Case session {
    $login = New-QsJwt LAB anna -PrivateKeyPath $key | Test-QsJwtLogin $proxy -Qseow @trust
    if (-not (Get-Command Invoke-WebRequest).Parameters['WebSession']) { 'no sessions'; return }
    @{ type = $login.WebSession.GetType().Name; cookies = @($login.WebSession.Cookies.GetCookies($env:TEST_URL) | ForEach-Object Name) }
}
Complete-Cases
