BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
}
AfterAll { Pop-Location }

Describe 'New-QsJwt for client-managed Qlik Sense' {
    It 'takes the user directory and the user id <_>' -ForEach 'by name', 'by position' {
        $token = if ($_ -eq 'by name') { New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $Key } else { New-QsJwt LAB anna -PrivateKeyPath $Key }
        $token.User | Should -Be 'anna'
        $token.Platform | Should -Be 'qseow'
        $claims = Get-Part $token
        $claims.userDirectory, $claims.userId | Should -Be 'LAB', 'anna'
        $claims.exp - $claims.iat | Should -Be 3600
    }

    It 'takes every claim' {
        $token = New-QsJwt LAB anna -PrivateKeyPath $Key -UserName 'Anna Berg' -UserEmail anna@example.com -Groups sales, 'north region' -Audience hyper -UserIdClaim uid -UserDirectoryClaim udir -GroupsClaim roles -Expires 8h -Backdate 60 -Algorithm RS384 -AllowLongLifetime
        $claims = Get-Part $token
        $claims.exp - $claims.iat | Should -Be (8 * 3600)
        $claims.uid, $claims.udir, $claims.name, $claims.email, $claims.aud | Should -Be 'anna', 'LAB', 'Anna Berg', 'anna@example.com', 'hyper'
        $claims.roles | Should -Be 'sales', 'north region'
        @($claims.PSObject.Properties.Name).Count | Should -Be 8
        $token.Header.alg, $token.Header.typ | Should -Be 'RS384', 'JWT'
    }
}

Describe 'New-QsJwt for Qlik Cloud' {
    BeforeAll { $lab = @{ Issuer = 'lab'; KeyId = 'key-1'; PrivateKeyPath = $Key } }

    It 'takes issuer and key id' {
        $token = New-QsJwt @lab -UserName Anna -UserEmail anna@example.com -EmailVerified -Groups a, b -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $token.User | Should -Be 'anna@example.com'
        (Get-Part $token 0).kid | Should -Be 'key-1'
        $claims = Get-Part $token
        $claims.iss, $claims.email_verified | Should -Be 'lab', $true
        $claims.groups | Should -Be 'a', 'b'
    }

    It 'says of an e-mail address that it is not verified, unless told so' {
        (Get-Part (New-QsJwt @lab -UserName Anna -UserEmail anna@example.com)).email_verified | Should -BeFalse
    }

    It 'takes a subject instead of an e-mail address, and a long life if it is asked for' {
        $claims = Get-Part (New-QsJwt @lab -UserName Anna -Subject s-1 -Expires 2h -AllowLongLifetime -WarningAction Ignore)
        $claims.sub | Should -Be 's-1'
        $claims.exp - $claims.nbf | Should -BeGreaterOrEqual 7200
    }

    It 'names the parameters that are missing' {
        $problem = $null
        New-QsJwt @lab -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'MissingOption,New-QsJwt'
        "$($problem[0])" | Should -BeLike '*-Subject or -UserEmail*'
    }

    It 'refuses a life that Qlik Cloud would refuse' {
        $refusal = { New-QsJwt @lab -Subject s -UserName n -Expires 2h } | Should -Throw -ErrorId 'QlikWouldRefuse,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike '-Expires: *'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-AllowLongLifetime*'
    }
}

Describe 'The keys of New-QsJwt' {
    BeforeAll {
        Copy-Item $Key './a[1].pem'
        $null = New-PSDrive -Name keyring -PSProvider FileSystem -Root $Keys
    }
    AfterAll { Remove-PSDrive keyring }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'text'; Given = { @{ PrivateKey = (Get-Content $Key -Raw) } } }
        @{ Name = 'lines'; Given = { @{ PrivateKey = (Get-Content $Key) } } }
        @{ Name = 'a SecureString'; Given = { @{ PrivateKey = [Net.NetworkCredential]::new('', (Get-Content $Key -Raw)).SecurePassword } } }
        @{ Name = 'a key with a passphrase'; Given = { @{ PrivateKeyPath = "$Keys/rsa2048.pkcs8.encrypted.pem"; Passphrase = $Passphrase } } }
        @{ Name = 'a path on a drive of PowerShell'; Given = { @{ PrivateKeyPath = 'keyring:/rsa2048.pkcs8.pem' } } }
        @{ Name = 'a name with brackets'; Given = { @{ PrivateKeyPath = './a[1].pem' } } }
        @{ Name = 'a path with its provider'; Given = { @{ PrivateKeyPath = "FileSystem::$Key" } } }
        @{ Name = 'a PSPath'; Given = { @{ PrivateKeyPath = (Get-Item $Key).PSPath } } }
    ) {
        $from = & $Given
        New-QsJwt LAB a @from | Test-QsJwt -CertificatePath $Certificate | Should -BeTrue
    }

    It 'takes a path from the current location' {
        Push-Location $Keys
        try { New-QsJwt LAB a -PrivateKeyPath rsa2048.pkcs8.pem | Test-QsJwt -CertificatePath $Certificate | Should -BeTrue }
        finally { Pop-Location }
    }

    It 'ends the call for <Name>' -ForEach @(
        @{ Name = 'no key'; Given = { @{} }; Code = 'NoKeySource'; Category = 'InvalidArgument'; Says = '*no key*' }
        @{ Name = 'two keys'; Given = { @{ PrivateKeyPath = $Key; PrivateKey = 'x' } }; Code = 'ConflictingOptions'; Category = 'InvalidArgument'; Says = '*-PrivateKeyPath and -PrivateKey*' }
        @{ Name = 'a file that is not there'; Given = { @{ PrivateKeyPath = './nowhere.pem' } }; Code = 'FileMissing'; Category = 'ObjectNotFound'; Says = "-PrivateKeyPath: there is no file '*nowhere.pem'*" }
        @{ Name = 'a path in no file system'; Given = { @{ PrivateKeyPath = 'Env:/PATH' } }; Code = 'InvalidPath'; Category = 'InvalidArgument'; Says = '*not in a file system*' }
        @{ Name = 'a path on no drive'; Given = { @{ PrivateKeyPath = 'nodrive:/k.pem' } }; Code = 'InvalidPath'; Category = 'InvalidArgument'; Says = '*a drive that does not exist*' }
        @{ Name = 'an empty path'; Given = { @{ PrivateKeyPath = '' } }; Code = 'InvalidPath'; Category = 'InvalidArgument'; Says = '*path is empty*' }
        @{ Name = 'an encrypted key without a passphrase'; Given = { @{ PrivateKeyPath = "$Keys/rsa2048.pkcs8.encrypted.pem" } }; Code = 'PassphraseMissing'; Category = 'AuthenticationError'; Says = '*encrypted*' }
        @{ Name = 'an EC key'; Given = { @{ PrivateKeyPath = "$Keys/ec-p256.pem" } }; Code = 'KeyNotRsa'; Category = 'InvalidData'; Says = '*EC private key*' }
    ) {
        $from = & $Given
        $refusal = { 'a', 'b' | New-QsJwt LAB @from } | Should -Throw -ErrorId "$Code,New-QsJwt" -PassThru
        $refusal.CategoryInfo.Category | Should -Be $Category
        "$refusal" | Should -BeLike $Says
    }

    It 'recommends parameters, not options of the command line' {
        $refusal = { New-QsJwt LAB a -PrivateKeyPath "$Keys/rsa2048.pkcs8.encrypted.pem" } | Should -Throw -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'give -Passphrase*'
        $refusal = { New-QsJwtCertificate ./pfx_ -Pfx } | Should -Throw -ErrorId 'MissingOption,New-QsJwtCertificate' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -Be 'give -Passphrase, a SecureString'
    }

    It 'shows nothing of a secret that it cannot take, given as <_>' -ForEach 'characters', 'a table' {
        $text = Get-Content $Key -Raw
        $odd = if ($_ -eq 'characters') { , [char[]] $text } else { @{ Key = $text } }
        $refusal = { New-QsJwt LAB a -PrivateKey $odd } | Should -Throw -PassThru
        $shown = "$($refusal.TargetObject)$($refusal | Out-String)" -replace '\s'
        foreach ($line in (Get-Content $Key | Select-Object -Skip 1 -First 5)) { $shown.Contains($line) | Should -BeFalse }
    }
}

Describe 'What New-QsJwt gives' {
    It 'is an object whose text is the token' {
        $token = New-QsJwt LAB a -PrivateKeyPath $Key
        $token.PSObject.TypeNames[0] | Should -Be 'QsJwt.Token'
        "Bearer $token" | Should -BeExactly $token.AuthorizationHeader
        $token.AuthorizationHeader | Should -BeExactly "Bearer $($token.Token)"
        $token.ToString() | Should -BeExactly $token.Token
        $claims = Get-Part $token
        $token.Payload.iat, $token.Payload.exp | Should -Be $claims.iat, $claims.exp
        $token.ExpiresAt.Kind, $token.IssuedAt.Kind | Should -Be 'Utc', 'Utc'
        [DateTimeOffset]::new($token.ExpiresAt).ToUnixTimeSeconds() | Should -Be $claims.exp
    }

    It 'shows no part of the token as <_>' -ForEach 'a table', 'a list' {
        $token = New-QsJwt LAB a -PrivateKeyPath $Key
        $shown = if ($_ -eq 'a list') { $token | Format-List | Out-String } else { $token | Out-String }
        $shown | Should -BeLike '*qseow*'
        $shown | Should -Not -BeLike '*eyJ*'
    }

    It 'shows that its times are UTC, and has each once: <Name>' -ForEach @(
        @{ Name = 'New-QsJwt'; Call = { New-QsJwt LAB a -PrivateKeyPath $Key }; Times = , 'ExpiresAt' }
        @{ Name = 'ConvertFrom-QsJwt'; Call = { ConvertFrom-QsJwt (New-QsJwt LAB a -PrivateKeyPath $Key) -CertificatePath $Certificate }; Times = 'IssuedAt', 'NotBefore', 'ExpiresAt' }
        @{ Name = 'Get-QsJwtCertificate'; Call = { Get-QsJwtCertificate $Certificate }; Times = , 'NotAfter' }
        @{ Name = 'New-QsJwtCertificate'; Call = { New-QsJwtCertificate "$TestDrive/shown_" -KeySize 2048 }; Times = , 'NotAfter' }
    ) {
        $found = & $Call
        $list = $found | Format-List | Out-String
        foreach ($time in $Times) { $list | Should -Match "(?m)^$time \(UTC\) +: " }
        $found | Format-List * | Out-String | Should -Not -BeLike '*(UTC)*'
        ($found | ConvertTo-Csv -NoTypeInformation)[0] | Should -Not -BeLike '*(UTC)*'
        $found.PSObject.Properties.Name | Should -Not -Contain "$($Times[0]) (UTC)"
    }

    It 'is still its text after a job' -Tag Slow {
        $job = Start-Job -ArgumentList $ModulePath, $Key { param($module, $key) Import-Module $module; New-QsJwt LAB a -PrivateKeyPath $key }
        $token = $job | Receive-Job -Wait -AutoRemoveJob
        $token.PSObject.TypeNames[0] | Should -Be 'Deserialized.QsJwt.Token'
        "$token" | Should -BeExactly $token.Token
        $token.Payload.userId | Should -Be 'a'
        $token | Out-String | Should -Not -BeLike '*eyJ*'
        $token | Out-String | Should -BeLike '*ExpiresAt (UTC)*'
    }

    It 'shows no part of itself, and what it says, when the module is gone' {
        $shown = Start-Job -ArgumentList $ModulePath, $Key {
            param($module, $key)
            $loaded = Import-Module $module -PassThru
            $token = New-QsJwt LAB a -PrivateKeyPath $key
            Remove-Module $loaded
            $token | Out-String
            $token.Payload.userId
            "$token" -eq $token.Token
        } | Receive-Job -Wait -AutoRemoveJob
        $shown[0] | Should -BeLike '*qseow*'
        $shown[0] | Should -Not -BeLike '*eyJ*'
        $shown[1..2] | Should -Be 'a', $true
    }

    It 'says what it says in a runspace without the module' {
        $shell = [powershell]::Create()
        try {
            $found = $shell.AddScript('param($jwt) $jwt.Payload.userId; $jwt.Header.alg').AddArgument((New-QsJwt LAB a -PrivateKeyPath $Key)).Invoke()
            $found | Should -Be 'a', 'RS256'
        }
        finally { $shell.Dispose() }
    }

    It 'takes a claim named PSTypeName for a claim' {
        $token = New-QsJwt LAB a -PrivateKeyPath $Key -Claims '{"nested": {"PSTypeName": "QsJwt.Token", "Token": "x"}}'
        foreach ($found in $token.Payload.nested, (ConvertFrom-QsJwt $token -WarningAction Ignore).Payload.nested) {
            $found.PSTypeName | Should -Be 'QsJwt.Token'
            $found.PSObject.TypeNames | Should -Not -Contain 'QsJwt.Token'
        }
    }

    It 'loads beside another copy of the module' -Tag Slow {
        Copy-Item $ModulePath "$TestDrive/copy/QsJwt" -Recurse
        $said = Start-Job -ArgumentList $ModulePath, "$TestDrive/copy/QsJwt", $Key {
            param($one, $other, $key)
            Import-Module $one
            (New-QsJwt LAB a -PrivateKeyPath $key).Payload.userId
            Import-Module $other
            (New-QsJwt LAB b -PrivateKeyPath $key).Payload.userId
            Remove-Module QsJwt
        } | Receive-Job -Wait -AutoRemoveJob
        $said | Should -Be 'a', 'b'
    }

    It 'keeps its members in a session without the module' {
        $token = New-QsJwt LAB a -PrivateKeyPath $Key
        $job = Start-Job -ArgumentList $token { param($given) $given.AuthorizationHeader; $given.IssuedAt.ToUniversalTime().Year }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be $token.AuthorizationHeader, $token.IssuedAt.ToUniversalTime().Year
    }

    It 'is text or a SecureString where that is asked for, not both' {
        (Get-Part (New-QsJwt LAB a -PrivateKeyPath $Key -AsString)).userId | Should -Be 'a'
        $secure = New-QsJwt LAB a -PrivateKeyPath $Key -AsSecureString
        $secure | Should -BeOfType [securestring]
        (Get-Part ([Net.NetworkCredential]::new('', $secure).Password)).userId | Should -Be 'a'
        { New-QsJwt LAB a -PrivateKeyPath $Key -AsSecureString -AsString } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
    }
}

Describe 'The errors of New-QsJwt' {
    It 'tell of the first of several faults' {
        # In each of several sessions: what is unordered differs from one to the next.
        foreach ($turn in 1..3) {
            $said = Start-Job -ArgumentList $ModulePath, $Key {
                param($module, $key)
                Import-Module $module
                try { New-QsJwt LAB a -PrivateKeyPath $key -Algorithm HS256 -Expires foo -Backdate bar -UserIdClaim exp -Groups '' -Audience '' } catch { $_.FullyQualifiedErrorId; "$_" }
            } | Receive-Job -Wait -AutoRemoveJob
            $said[0] | Should -Be 'InvalidValue,New-QsJwt'
            $said[1] | Should -BeLike '-Algorithm: *'
        }
    }

    It 'points at the line of the caller, with a recommendation' {
        $problem = $null
        New-QsJwt LAB '' -PrivateKeyPath $Key -ErrorAction SilentlyContinue -ErrorVariable problem # this line
        $problem[0].InvocationInfo.Line | Should -BeLike '*# this line*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Be 'give it a value'
    }

    It 'shows the recommendation in every PowerShell' {
        # What PowerShell prints of an error, without and with what 7.5 and newer print by themselves.
        $print = { try { New-QsJwt LAB '' -PrivateKeyPath $Key -ErrorAction Stop } catch { $_ } }
        Import-WholeModule
        $before = & (Get-Module QsJwt) { $script:Errors.ShowsHints }
        try {
            & (Get-Module QsJwt) { $script:Errors.ShowsHints = $false }
            $old = & $print
            "$old" | Should -BeLike '-UserId: *give it a value'
            $old.Exception.Message | Should -Not -BeLike '*give it a value*'
            $old.ErrorDetails.RecommendedAction | Should -Be 'give it a value'
            & (Get-Module QsJwt) { $script:Errors.ShowsHints = $true }
            "$(& $print)" | Should -Be $old.Exception.Message
        }
        finally { & (Get-Module QsJwt) { $script:Errors.ShowsHints = $args[0] } $before }
        $before | Should -Be ($PSVersionTable.PSVersion -ge [version] '7.5')
    }

    It 'goes on with the others where one user is wrong' {
        $problem = $null
        $users = 'a', '', 'c' | New-QsJwt LAB -PrivateKeyPath $Key -ErrorAction SilentlyContinue -ErrorVariable problem
        $users.User | Should -Be 'a', 'c'
        @($problem).Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'EmptyValue,New-QsJwt'
    }

    It 'ends the call where all users are wrong' {
        { 'a', 'b' | New-QsJwt LAB -Claims @{ exp = 1 } -PrivateKeyPath $Key } | Should -Throw -ErrorId 'ReservedClaim,New-QsJwt'
    }

    It 'stops at the first with -ErrorAction Stop' {
        $made = [Collections.ArrayList]::new()
        { 'a', '', 'c' | New-QsJwt LAB -PrivateKeyPath $Key -ErrorAction Stop | ForEach-Object { [void] $made.Add($_.User) } } | Should -Throw -ErrorId 'EmptyValue,New-QsJwt'
        $made | Should -Be 'a'
    }

    It 'fills -ErrorVariable and $Error alike' {
        $problem = $null
        $Error.Clear()
        $null = 'a', '' | New-QsJwt LAB -PrivateKeyPath $Key -ErrorVariable problem -ErrorAction SilentlyContinue
        $null = 7 | New-QsJwt LAB -PrivateKeyPath $Key -ErrorVariable +problem -ErrorAction SilentlyContinue
        try { New-QsJwt LAB a -PrivateKeyPath nodrive:/x -ErrorVariable +problem } catch { $null = $_ }
        $problem.Count, $Error.Count | Should -Be 3, 3
    }

    It 'follows the preference variables of the caller' {
        & { $ErrorActionPreference = 'Stop'; try { New-QsJwt LAB '' -PrivateKeyPath $Key; 'went on' } catch { 'stopped' } } | Should -Be 'stopped'
        & { $ErrorActionPreference = 'SilentlyContinue'; New-QsJwt LAB '' -PrivateKeyPath $Key; 'silent' } | Should -Be 'silent'
        & { $WarningPreference = 'SilentlyContinue'; New-QsJwt -Issuer i -KeyId k -Subject s -PrivateKeyPath $Key 3>&1 } | Should -Not -BeOfType [Management.Automation.WarningRecord]
    }

    It 'warns of the same thing once' {
        $users = 'a', 'b', 'c' | ForEach-Object { [pscustomobject] @{ Subject = $_; UserName = 'n' } } |
            New-QsJwt -Issuer i -KeyId k -PrivateKeyPath $Key -WarningAction SilentlyContinue -WarningVariable warnings
        @($users).Count | Should -Be 3
        $warnings | Should -Not -BeNullOrEmpty
        @($warnings | Select-Object -Unique).Count | Should -Be @($warnings).Count
        "$warnings" | Should -BeLike '*-UserEmail*'
    }

    It 'works under strict mode' {
        Set-StrictMode -Version Latest
        (New-QsJwt LAB a -PrivateKeyPath $Key).User | Should -Be 'a'
    }
}

Describe 'The files of New-QsJwt' {
    It 'writes a token, and no token over another file' {
        $token = New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./token.jwt
        (Get-Content ./token.jwt -Raw).Trim() | Should -BeExactly $token.Token
        $refusal = { New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./token.jwt } | Should -Throw -ErrorId 'FileExists,New-QsJwt' -PassThru
        $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Force*'
    }

    It 'writes one token to a file, and says of the next user why not' {
        $made = [Collections.ArrayList]::new()
        $refusal = { 'a', 'b', 'c' | New-QsJwt LAB -PrivateKeyPath $Key -OutFile ./many.jwt -Force | ForEach-Object { [void] $made.Add($_.User) } } | Should -Throw -ErrorId 'FileExists,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike '*the user before*'
        $made | Should -Be 'a'
    }

    It 'writes nothing with -WhatIf' {
        New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./never.jwt -WhatIf
        New-QsJwt LAB a -CreateCertificate -CertificatePrefix ./never_ -WhatIf
        & { $WhatIfPreference = $true; New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./never.jwt }
        Get-ChildItem never* | Should -BeNullOrEmpty
    }

    It 'signs for all users with the key that it makes' {
        $problem = $null
        $tokens = '', 'a', 'b' | New-QsJwt LAB -CreateCertificate -CertificatePrefix ./lab_ -KeySize 2048 -CertificateDays 30 -Passphrase $Passphrase -ErrorAction SilentlyContinue -ErrorVariable problem
        $tokens.User | Should -Be 'a', 'b'
        @($problem).FullyQualifiedErrorId | Should -Be 'EmptyValue,New-QsJwt'
        Get-ChildItem lab_* -Name | Sort-Object | Should -Be 'lab_privatekey.pem', 'lab_publickey.cer', 'lab_publickey.pem'
        $tokens | Test-QsJwt -CertificatePath ./lab_publickey.cer | Should -Be $true, $true
        { 'c' | New-QsJwt LAB -CreateCertificate -CertificatePrefix ./lab_ -KeySize 2048 } | Should -Throw -ErrorId 'FileExists,New-QsJwt'
    }

    It 'makes a key in the current folder, and none where that is no folder' {
        Push-Location (New-Item -ItemType Directory here)
        try {
            $null = New-QsJwt LAB a -CreateCertificate -KeySize 2048
            Get-ChildItem -Name | Sort-Object | Should -Be 'privatekey.pem', 'publickey.cer', 'publickey.pem'
        }
        finally { Pop-Location }
        Push-Location Env:
        try { { New-QsJwt LAB a -CreateCertificate } | Should -Throw -ErrorId 'InvalidPath,New-QsJwt' } finally { Pop-Location }
    }
}
