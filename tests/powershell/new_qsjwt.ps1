. $PSScriptRoot/Cases.ps1
$keys = $env:TEST_KEYS
$key = "$keys/rsa2048.pkcs8.pem"
$secret = [Net.NetworkCredential]::new('', 'correct horse').SecurePassword

function Show { process { @{ User = $_.User; Platform = $_.Platform; Payload = $_.Payload; Header = $_.Header; Text = "$_"; Token = $_.Token } } }

# Parameter sets
Case qseow { New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $key | Show }
Case qseow-by-position { New-QsJwt LAB anna -PrivateKeyPath $key | Show }
Case qseow-all {
    New-QsJwt LAB anna -PrivateKeyPath $key -UserName 'Anna Berg' -UserEmail anna@example.com -Groups sales, 'north region' `
        -Audience hyper -UserIdClaim uid -UserDirectoryClaim udir -GroupsClaim roles -Expires 8h -Backdate 60 -Algorithm RS384 -AllowLongLifetime | Show
}
Case cloud {
    New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -EmailVerified -Groups a, b -PrivateKeyPath $key | Show
}
Case cloud-unverified { New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -UserEmail anna@example.com -PrivateKeyPath $key | Show }
Case cloud-subject { New-QsJwt -Issuer lab -KeyId key-1 -UserName Anna -Subject s-1 -Expires 2h -AllowLongLifetime -PrivateKeyPath $key -WarningAction Ignore | Show }
Case cloud-nobody { New-QsJwt -Issuer lab -KeyId key-1 -PrivateKeyPath $key }
Case cloud-too-long { New-QsJwt -Issuer lab -KeyId key-1 -Subject s -UserName n -Expires 2h -PrivateKeyPath $key }
Case sets {
    @{ sets = @((Get-Command New-QsJwt).ParameterSets | ForEach-Object { "$($_.Name): $(($_.Parameters | Where-Object IsMandatory | ForEach-Object Name | Sort-Object) -join ' ')" }) }
}

# Keys
Case key-text { New-QsJwt LAB a -PrivateKey (Get-Content $key -Raw) | Show }
Case key-lines { New-QsJwt LAB a -PrivateKey (Get-Content $key) | Show }
Case key-secure { New-QsJwt LAB a -PrivateKey ([Net.NetworkCredential]::new('', (Get-Content $key -Raw)).SecurePassword) | Show }
Case key-passphrase { New-QsJwt LAB a -PrivateKeyPath "$keys/rsa2048.pkcs8.encrypted.pem" -Passphrase $secret | Show }
Case key-relative {
    Push-Location $keys
    try { New-QsJwt LAB a -PrivateKeyPath rsa2048.pkcs8.pem | Show } finally { Pop-Location }
}
Case key-drive {
    $null = New-PSDrive -Name keyring -PSProvider FileSystem -Root $keys
    New-QsJwt LAB a -PrivateKeyPath keyring:/rsa2048.pkcs8.pem | Show
}
Case key-literal {
    Copy-Item $key './a[1].pem'
    New-QsJwt LAB a -PrivateKeyPath './a[1].pem' | Show
}
Case key-none { New-QsJwt LAB a }
Case key-two { New-QsJwt LAB a -PrivateKeyPath $key -PrivateKey x }
Case key-missing { 'a', 'b' | New-QsJwt LAB -PrivateKeyPath ./nowhere.pem }
Case key-provider { New-QsJwt LAB a -PrivateKeyPath "FileSystem::$key" | Show }
Case key-pspath { New-QsJwt LAB a -PrivateKeyPath (Get-Item $key).PSPath | Show }
Case key-no-file-system { New-QsJwt LAB a -PrivateKeyPath Env:/PATH }
Case key-no-drive { New-QsJwt LAB a -PrivateKeyPath nodrive:/k.pem }
Case key-empty-path { New-QsJwt LAB a -PrivateKeyPath '' }
Case key-odd-secret {
    # What was typed in the place of a secret is in no error.
    foreach ($odd in [char[]] (Get-Content $key -Raw), [Text.Encoding]::ASCII.GetBytes((Get-Content $key -Raw)), @{ Key = (Get-Content $key -Raw) }) {
        try { New-QsJwt LAB a -PrivateKey $odd } catch { "$($_.TargetObject)|$($_ | Out-String)" }
    }
}
Case key-odd-type { New-QsJwt LAB a -PrivateKey (Get-Item $key) }
Case key-locked { New-QsJwt LAB a -PrivateKeyPath "$keys/rsa2048.pkcs8.encrypted.pem" }
Case key-ec { New-QsJwt LAB a -PrivateKeyPath "$keys/ec-p256.pem" }

# Users from the pipeline
Case pipe-text { 'anna', 'bo' | New-QsJwt -UserDirectory LAB -PrivateKeyPath $key | Show }
Case pipe-qlik-user {
    [pscustomobject] @{ id = 'x'; name = 'Anna Berg'; userDirectory = 'LAB'; userId = 'anna' } | New-QsJwt -PrivateKeyPath $key | Show
}
Case pipe-option-names {
    [pscustomobject] @{ userdir = 'LAB'; userid = 'anna'; username = 'Anna'; useremail = 'a@b.c'; groups = @('a;b', 'c') } | New-QsJwt -PrivateKeyPath $key | Show
}
Case pipe-csv {
    "userDirectory,userId,name,mail,groups,claims`nLAB,007,Anna,,a;b c,`"{`"`"x`"`":{`"`"y`"`":[1]}}`"`nLAB,1e5,`"Bo `"`"x`"`"`",b@x,,`n" | Set-Content users.csv
    Import-Csv users.csv | New-QsJwt -PrivateKeyPath $key | Show
}
Case pipe-leaves-nothing {
    [pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; UserName = 'N'; UserEmail = 'e@x'; Groups = 'g'; Claims = @{ c = 1 } },
    [pscustomobject] @{ UserDirectory = 'B'; UserId = '2' } | New-QsJwt -PrivateKeyPath $key | Show
}
Case pipe-ids {
    $e = $null
    'a', '', $null, 7, [pscustomobject] @{ UserId = 7 }, [pscustomobject] @{ UserId = 7.0 }, [pscustomobject] @{ UserId = '007' },
    [pscustomobject] @{ SamAccountName = 'sam' }, [pscustomobject] @{ UserId = $null }, [pscustomobject] @{ UserId = @(1, 2) },
    [pscustomobject] @{ Id = 1 }, 'z' | New-QsJwt -UserDirectory LAB -PrivateKeyPath $key -ErrorVariable e -ErrorAction SilentlyContinue | Show
    @{ ids = @($e | ForEach-Object FullyQualifiedErrorId) }
}
Case typed-ids { 7, '007', 1e20, [pscustomobject] @{ UserId = 'o' } | ForEach-Object { New-QsJwt LAB -UserId $_ -PrivateKeyPath $key } | Show }
Case typed-bare {
    New-QsJwt LAB 007 -PrivateKeyPath $key | Show
    New-QsJwt LAB 1e5 -PrivateKeyPath $key | Show
    New-QsJwt LAB 100d -PrivateKeyPath $key | Show
    New-QsJwt LAB -UserId 0x1F -PrivateKeyPath $key | Show
    New-QsJwt LAB -UserId:1.10 -PrivateKeyPath $key | Show
}
Case typed-digits {
    foreach ($id in 1234567890123456.0, [double] 9007199254740991, [single] 12345678, [decimal] 1.10, [bigint]::Parse('123456789012345678901234567890')) {
        New-QsJwt LAB $id -PrivateKeyPath $key | Show
    }
    [pscustomobject] @{ UserId = [double] 9007199254740991 } | New-QsJwt LAB -PrivateKeyPath $key | Show
}
Case typed-empty-id { New-QsJwt -UserDirectory LAB -UserId '' -PrivateKeyPath $key }
Case typed-wins {
    [pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; Groups = 'g;h' } | New-QsJwt -UserDirectory B -Groups 'x;y' -PrivateKeyPath $key | Show
}
Case pipe-cloud {
    [pscustomobject] @{ name = 'Anna'; mail = 'anna@example.com'; EmailVerified = 'True' },
    [pscustomobject] @{ UserName = 'Bo'; UserEmail = 'bo@example.com'; 'useremail-verified' = ' false '; Groups = ' a ;; b' },
    [pscustomobject] @{ UserName = 'Cy'; sub = 's-3'; UserDirectory = 'D'; UserId = 'c' },
    [pscustomobject] @{ UserName = 'Di'; UserEmail = 'di@example.com'; EmailVerified = 'maybe' },
    'text', $null | New-QsJwt -Issuer lab -KeyId key-1 -PrivateKeyPath $key -WarningAction Ignore | Show
}
Case pipe-no-secrets {
    # By property name come neither keys nor paths.
    [pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; PrivateKeyPath = '/nowhere'; PrivateKey = 'x'; Force = $true; OutFile = '/nowhere/t' } |
        New-QsJwt -PrivateKeyPath $key | Show
}
Case binding {
    @{ names = @((Get-Command New-QsJwt).Parameters.Values | Where-Object { $_.Attributes | Where-Object { $_ -is [Parameter] -and $_.ValueFromPipelineByPropertyName } } | ForEach-Object Name) }
}

# Texts, groups, claims
Case text-odd { New-QsJwt "O'Brien" "Åsa 王 🎈 `"x`" `$a ``b" -UserName "a`nb`tc" -PrivateKeyPath $key | Show }
Case text-nul { New-QsJwt LAB "a$([char] 0)b" -PrivateKeyPath $key }
Case text-half-pair { New-QsJwt LAB "a$([char] 0xd800)b" -PrivateKeyPath $key }
Case groups-none { New-QsJwt LAB a -Groups @() -PrivateKeyPath $key | Show }
Case groups-null { New-QsJwt LAB a -Groups $null -PrivateKeyPath $key | Show }
Case groups-one { New-QsJwt LAB a -Groups 'a;b' -PrivateKeyPath $key | Show }
Case claims-nested {
    $claims = [ordered] @{ t = 'x'; n = 1; f = 1.5; b = $true; z = $null; l = @(1, @(2, @{ d = 'deep' })); e = @(); o = [pscustomobject] @{ p = [pscustomobject] @{ q = 'r' } }
        iso = '2024-01-01T00:00:00Z'; ms = '/Date(1)/'; big = [bigint]::Parse('123456789012345678901234567890'); line = (Get-Content $key -TotalCount 1)
    }
    New-QsJwt LAB a -Claims $claims -PrivateKeyPath $key -AsString
}
Case claims-json { New-QsJwt LAB a -Claims '{"x":{"y":[1,"2"]}}' -PrivateKeyPath $key -AsString }
Case claims-case {
    $claims = [hashtable]::new([StringComparer]::Ordinal)
    $claims['role'] = 1
    $claims['Role'] = 2
    $claims['in'] = [hashtable]::new([StringComparer]::Ordinal)
    $claims['in'][''] = 3
    $token = New-QsJwt LAB a -Claims $claims -PrivateKeyPath $key
    $token.Payload['role'], $token.Payload['Role'], $token.Payload['in']['']
}
Case claims-deep {
    $deep = 1
    foreach ($level in 1..150) { $deep = @{ d = $deep } }
    New-QsJwt LAB a -Claims $deep -PrivateKeyPath $key
}
Case claims-odd { New-QsJwt LAB a -Claims @{ f = (Get-Item $key) } -PrivateKeyPath $key }
Case claims-text { New-QsJwt LAB a -Claims 'x' -PrivateKeyPath $key }
Case claims-one-bad {
    [pscustomobject] @{ UserId = 'a' }, [pscustomobject] @{ UserId = 'b'; Claims = '{bad' }, [pscustomobject] @{ UserId = 'c'; Claims = '{"x":1}' } |
        New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object User
}
Case claims-endless {
    $claims = @{}
    $claims.a = $claims
    $claims.b = $claims
    New-QsJwt LAB a -Claims $claims -PrivateKeyPath $key
}
Case claims-reserved { New-QsJwt LAB a -Claims @{ exp = 1 } -PrivateKeyPath $key }
Case claims-large { New-QsJwt LAB a -Claims @{ x = 'x' * 2000000 } -PrivateKeyPath $key }
Case claims-over-pipe { New-QsJwt LAB a -Claims @{ x = 'x' * 200000 } -PrivateKeyPath $key | ForEach-Object { $_.Payload.x.Length } }
Case after-all-that { New-QsJwt LAB zoe -PrivateKeyPath $key | Show }

# Times
Case durations {
    foreach ($expires in 60, '120', [timespan]::FromMinutes(5), '00:05:00', '1.00:00:00', '1.5h', '2 days', 90.0) {
        $payload = (New-QsJwt LAB a -Expires $expires -PrivateKeyPath $key).Payload
        $payload.exp - $payload.iat
    }
}
Case durations-spans {
    foreach ($span in '0:5', ' 00:05:00 ', '00:05:00.5', '1:00:00:00', "$([timespan]::FromHours(30))") {
        $payload = (New-QsJwt LAB a -Expires $span -PrivateKeyPath $key).Payload
        $payload.exp - $payload.iat
    }
}
Case durations-bare {
    $(New-QsJwt LAB a -Expires 30d -PrivateKeyPath $key; New-QsJwt LAB a -Expires 5y -PrivateKeyPath $key
        New-QsJwt LAB a -Expires 24:00:00 -PrivateKeyPath $key; New-QsJwt LAB a -Expires 00:05 -PrivateKeyPath $key
        New-QsJwt LAB a -Expires 1e3 -PrivateKeyPath $key; New-QsJwt LAB a -Expires 1h -Backdate 1d -PrivateKeyPath $key -WarningAction Ignore
    ) | ForEach-Object { $_.Payload.exp - $_.Payload.iat }
}
Case duration-kilobytes { New-QsJwt LAB a -Expires 10kb -PrivateKeyPath $key }
Case duration-wrong { New-QsJwt LAB a -Expires '1 fortnight' -PrivateKeyPath $key }
Case duration-negative { New-QsJwt LAB a -Expires ([timespan]::FromSeconds(-5)) -PrivateKeyPath $key }

# Results
Case result {
    $token = New-QsJwt LAB a -PrivateKeyPath $key
    @{
        type = $token.PSObject.TypeNames[0]
        bearer = "Bearer $token"
        header = $token.AuthorizationHeader
        method = $token.ToString()
        token = $token.Token
        expires = $token.ExpiresAt.ToString('o')
        issued = $token.IssuedAt.ToString('o')
        exp = $token.Payload.exp
        iat = $token.Payload.iat
        table = ($token | Out-String)
        list = ($token | Format-List | Out-String)
    }
}
Case result-job {
    $job = Start-Job -ArgumentList $env:TEST_MODULE, $key { param($module, $key) Import-Module $module; New-QsJwt LAB a -PrivateKeyPath $key }
    $token = $job | Receive-Job -Wait -AutoRemoveJob
    @{ type = $token.PSObject.TypeNames[0]; text = "$token"; token = $token.Token; user = $token.Payload.userId; view = ($token | Out-String) }
}
Case result-into-job {
    # A session that knows nothing of the module.
    $token = New-QsJwt LAB a -PrivateKeyPath $key
    $job = Start-Job -ArgumentList $token { param($given) $given.AuthorizationHeader; $given.IssuedAt.ToUniversalTime().Year }
    $found = $job | Receive-Job -Wait -AutoRemoveJob
    @{ header = $found[0] -eq $token.AuthorizationHeader; year = $found[1] -eq [datetime]::UtcNow.Year }
}
Case result-beside-its-user {
    # A variable of the pipeline is the user of the token beside it.
    1..2 | ForEach-Object { "u$_" } -PipelineV user | New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object { "$user $($_.User)" }
    1..5 | ForEach-Object { "u$_" } -PipelineVariable user | New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object { "$user $($_.User)" }
}
Case text-that-net-cannot-hold {
    New-QsJwt LAB "a$([char] 0xffff)b" -PrivateKeyPath $key | Show
    New-QsJwt LAB next -PrivateKeyPath $key | Show
}
Case as-string { New-QsJwt LAB a -PrivateKeyPath $key -AsString }
Case as-secure { New-QsJwt LAB a -PrivateKeyPath $key -AsSecureString | ForEach-Object { @{ type = $_.GetType().Name; text = [Net.NetworkCredential]::new('', $_).Password } } }
Case as-both { New-QsJwt LAB a -PrivateKeyPath $key -AsSecureString -AsString }

# Errors
Case error-position {
    New-QsJwt LAB '' -PrivateKeyPath $key # the caller's line
}
Case error-target { [pscustomobject] @{ UserDirectory = 'LAB'; UserId = '' } | New-QsJwt -PrivateKeyPath $key }
Case error-others-go-on { 'a', '', 'c' | New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object User }
Case error-shared { 'a', 'b' | New-QsJwt LAB -Claims @{ exp = 1 } -PrivateKeyPath $key }
Case error-stop {
    try { 'a', '', 'c' | New-QsJwt LAB -PrivateKeyPath $key -ErrorAction Stop | ForEach-Object User } catch { "caught $($_.FullyQualifiedErrorId)" }
}
Case error-variable {
    $e = $null
    $Error.Clear()
    $null = 'a', '' | New-QsJwt LAB -PrivateKeyPath $key -ErrorVariable e -ErrorAction SilentlyContinue
    $null = 7 | New-QsJwt LAB -PrivateKeyPath $key -ErrorVariable +e -ErrorAction SilentlyContinue
    try { New-QsJwt LAB a -PrivateKeyPath nodrive:/x -ErrorVariable +e } catch { $null = $_ }
    $e.Count, $Error.Count
}
Case error-preference {
    # A script's own preference variables, which a module does not see by itself.
    & { $ErrorActionPreference = 'Stop'; try { New-QsJwt LAB '' -PrivateKeyPath $key; 'went on' } catch { 'stopped' } }
    & { $ErrorActionPreference = 'SilentlyContinue'; New-QsJwt LAB '' -PrivateKeyPath $key; 'silent' }
}
Case warnings-once { 'a', 'b', 'c' | ForEach-Object { [pscustomobject] @{ Subject = $_; UserName = 'n' } } | New-QsJwt -Issuer i -KeyId k -PrivateKeyPath $key | ForEach-Object Platform }
Case warning-preference { & { $WarningPreference = 'SilentlyContinue'; (New-QsJwt -Issuer i -KeyId k -Subject s -PrivateKeyPath $key).Platform } }

# Files
Case file-out {
    $token = New-QsJwt LAB a -PrivateKeyPath $key -OutFile ./token.jwt
    @{ same = (Get-Content ./token.jwt -Raw).Trim() -eq $token.Token }
    New-QsJwt LAB a -PrivateKeyPath $key -OutFile ./token.jwt
}
Case file-out-many { 'a', 'b', 'c' | New-QsJwt LAB -PrivateKeyPath $key -OutFile ./many.jwt -Force | ForEach-Object User }
Case file-what-if {
    New-QsJwt LAB a -PrivateKeyPath $key -OutFile ./never.jwt -WhatIf
    New-QsJwt LAB a -CreateCertificate -CertificatePrefix ./never_ -WhatIf
    & { $WhatIfPreference = $true; New-QsJwt LAB a -PrivateKeyPath $key -OutFile ./never.jwt }
    @{ files = @(Get-ChildItem -Name never*) }
}
Case file-what-if-none { New-QsJwt LAB a -PrivateKeyPath $key -WhatIf | ForEach-Object User }
Case certificate {
    $tokens = '', 'a', 'b' | New-QsJwt LAB -CreateCertificate -CertificatePrefix ./lab_ -KeySize 2048 -CertificateDays 30 -Passphrase $secret
    @{ users = @($tokens.User); files = @(Get-ChildItem -Name lab_* | Sort-Object) }
    @($tokens | ConvertFrom-QsJwt -CertificatePath ./lab_publickey.cer | ForEach-Object Valid)
    'c' | New-QsJwt LAB -CreateCertificate -CertificatePrefix ./lab_ -KeySize 2048
}
Case certificate-nowhere {
    Push-Location Env:
    try { New-QsJwt LAB a -CreateCertificate } finally { Pop-Location }
}
Case certificate-here {
    Push-Location (New-Item -ItemType Directory here)
    try { $null = New-QsJwt LAB a -CreateCertificate -KeySize 2048; @{ files = @(Get-ChildItem -Name | Sort-Object) } } finally { Pop-Location }
}
Complete-Cases
