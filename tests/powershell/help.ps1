. $PSScriptRoot/Cases.ps1
# Runs each example of Get-Help as it stands, the examples of a cmdlet in one folder. What is
# not here is stood in for: the web cmdlet, the clipboard, and what the reader has of their own.
function Invoke-RestMethod { 'an answer' }
function Get-Clipboard { "$jwt" }
$apiKey = 'an API key'
$clientCertificate = 'a certificate'
$user = @{ UserName = 'Anna Berg'; UserEmail = 'anna@example.com'; EmailVerified = $true }

$env:XDG_DATA_HOME = "$PWD/programs"

foreach ($command in Get-Command -Module QsJwt) {
    Push-Location (New-Item -ItemType Directory "./$($command.Name)")
    Copy-Item $env:TEST_KEYS/rsa2048.pkcs8.pem ./privatekey.pem
    Copy-Item $env:TEST_KEYS/rsa2048.cer ./publickey.cer
    Copy-Item $env:TEST_KEYS/rsa2048.nopassphrase.pfx ./lab.pfx
    'userDirectory,userId,name,email,groups', 'LAB,anna,Anna Berg,anna@example.com,a;b', 'LAB,bo,Bo,,' | Set-Content users.csv
    [void] (New-Item -ItemType File -Force ./wheels/qs_jwt-0.1.0-py3-none-any.whl, $env:XDG_DATA_HOME/qs-jwt/engine/made-by-Install-QsJwtEngine.txt)
    if ($command.Name -eq 'Disconnect-QsJwtSession') {
        $sessions = $session = Connect-QsJwtSession https://qlik.example.com/jwt -UserDirectory LAB -UserId bo -PrivateKeyPath ./privatekey.pem
    }
    $number = 0
    foreach ($example in (Get-Help $command.Name -Full).examples.example) {
        $number++
        $jwt = if ($example.code -match '-Cloud') { New-QsJwt -Issuer lab -KeyId key-1 @user -PrivateKeyPath ./privatekey.pem }
        else { New-QsJwt LAB anna -PrivateKeyPath ./privatekey.pem }
        $code = [scriptblock]::Create($example.code)
        Case "$($command.Name) $number" { @{ shown = (& $code | Out-String) } }
    }
    Pop-Location
}
Case files { Get-ChildItem -Recurse -Filter '*_*key.*' | ForEach-Object Name | Sort-Object }
Complete-Cases
