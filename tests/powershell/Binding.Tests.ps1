BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    $single = foreach ($cmdlet in Get-Command -Module QsJwt -CommandType Function) {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in $cmdlet.Parameters.Values | Where-Object { $_.Name -notin $common }) { @{ Cmdlet = $cmdlet.Name; Parameter = $parameter.Name } }
        @{ Cmdlet = $cmdlet.Name; Parameter = '' }
    }
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $own = @{ PrivateKeyPath = $Key }
    $row = [pscustomobject] @{ Login = 'anna'; Dom = 'LAB'; Box = 'a@example.com'; Teams = 'a', 'b;c'; More = @{ x = 1 } }
}
AfterAll { Pop-Location }

Describe 'A script block for a parameter' {
    It 'gives each user''s value on QSEoW' {
        $claims = Get-Part ($row | New-QsJwt -UserId { $_.Login } -UserDirectory { $_.Dom } -UserName { $_.Login } -UserEmail { $_.Box } -Groups { $_.Teams } -Claims { $_.More } @own)
        $claims.userId, $claims.userDirectory, $claims.name, $claims.email, $claims.x | Should -Be 'anna', 'LAB', 'anna', 'a@example.com', 1
        $claims.group | Should -Be 'a', 'b;c'
    }

    It 'gives each user''s value on Qlik Cloud' {
        $claims = Get-Part ($row | New-QsJwt -Issuer lab -KeyId k -Subject { $_.Login } -UserName { $_.Login } -UserEmail { $_.Box } -EmailVerified @own)
        $claims.sub, $claims.email | Should -Be 'anna', 'a@example.com'
    }

    It 'gives one of several parameters: <_>' -ForEach 'UserId', 'UserDirectory' {
        $given = if ($_ -eq 'UserId') { @{ UserId = { $_.Login.ToUpper() }; UserDirectory = 'X' } } else { @{ UserDirectory = { $_.Dom } } }
        $from = if ($_ -eq 'UserId') { $row } else { [pscustomobject] @{ UserId = 'ANNA'; Dom = 'X' } }
        $token = $from, $from | New-QsJwt @given @own
        $token.UserId | Should -BeExactly 'ANNA', 'ANNA'
        $token.UserDirectory | Should -Be 'X', 'X'
    }

    It 'gives a number, which becomes its digits' {
        (1, 2 | ForEach-Object { [pscustomobject] @{ Number = $_ } } | New-QsJwt LAB -UserId { $_.Number } @own).UserId | Should -Be '1', '2'
    }

    It 'gives a token or a path to <_>' -ForEach 'Test-QsJwt', 'ConvertFrom-QsJwt', 'Get-QsJwtCertificate', 'New-QsJwtIdentityProviderBody', 'New-QsJwtVirtualProxyBody', 'Get-QsJwtOAuthKey' {
        $from = [pscustomobject] @{ T = (New-QsJwt LAB a @own); P = $Certificate }
        switch ($_) {
            'Test-QsJwt' { $from | Test-QsJwt -Jwt { $_.T } -CertificatePath $Certificate | Should -BeTrue }
            'ConvertFrom-QsJwt' { ($from | ConvertFrom-QsJwt -Jwt { $_.T } -CertificatePath $Certificate).Payload.userId | Should -Be 'a' }
            'Get-QsJwtCertificate' { ($from | Get-QsJwtCertificate -Path { $_.P }).KeySize | Should -Be 2048 }
            'New-QsJwtIdentityProviderBody' { $from | New-QsJwtIdentityProviderBody -CertificatePath { $_.P } -Issuer i -KeyId k | Should -BeLike '*BEGIN CERTIFICATE*' }
            'Get-QsJwtOAuthKey' { ($from | Get-QsJwtOAuthKey -CertificatePath { $_.P } -AsObject).kty | Should -Be 'RSA' }
            'New-QsJwtVirtualProxyBody' { $from | New-QsJwtVirtualProxyBody -CertificatePath { $_.P } -Prefix p | Should -BeLike '*BEGIN CERTIFICATE*' }
        }
    }
}

Describe 'What is no text' {
    It 'is refused as <Parameter>: <Name>' -ForEach @(
        foreach ($parameter in 'UserDirectory', 'UserName', 'UserEmail') {
            @{ Parameter = $parameter; Name = 'an object'; Value = [pscustomobject] @{ id = 1; attributeValue = 'x' } }
            @{ Parameter = $parameter; Name = 'a table'; Value = @{ name = 'x' } }
            @{ Parameter = $parameter; Name = 'a list'; Value = @('a', 'b') }
            @{ Parameter = $parameter; Name = 'true'; Value = $true }
        }
        @{ Parameter = 'Groups'; Name = 'an object without a name'; Value = @([pscustomobject] @{ id = 1 }) }
        @{ Parameter = 'Groups'; Name = 'true'; Value = @($true) }
        @{ Parameter = 'Groups'; Name = 'a list in a list'; Value = @('a', @('b', 'c')) }
        @{ Parameter = 'Groups'; Name = 'a name that is an object'; Value = @([pscustomobject] @{ name = @{ x = 1 } }) }
    ) {
        $user = @{ UserDirectory = 'LAB'; UserId = 'anna' }
        $user[$Parameter] = $Value
        $problem = $null
        [pscustomobject] $user, [pscustomobject] @{ UserDirectory = 'LAB'; UserId = 'bo' } | New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem | ForEach-Object UserId | Should -Be 'bo'
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidUser,New-QsJwt'
        "$problem" | Should -BeLike "-${Parameter}: *"
        "$($problem.TargetObject)" | Should -BeIn 'LAB\anna', 'anna'
        { New-QsJwt @user @own } | Should -Throw -ErrorId 'InvalidUser,New-QsJwt'
    }

    It 'is refused as a length of time: <Cmdlet> -<Parameter>' -ForEach @(
        @{ Cmdlet = 'New-QsJwt'; Parameter = 'Expires'; Given = @{ UserDirectory = 'LAB'; UserId = 'a'; PrivateKeyPath = $Key } }
        @{ Cmdlet = 'New-QsJwt'; Parameter = 'Backdate'; Given = @{ UserDirectory = 'LAB'; UserId = 'a'; PrivateKeyPath = $Key } }
        @{ Cmdlet = 'Test-QsJwt'; Parameter = 'Leeway'; Given = @{ Jwt = 'x'; CertificatePath = $Certificate } }
        @{ Cmdlet = 'ConvertFrom-QsJwt'; Parameter = 'Leeway'; Given = @{ Jwt = 'x'; CertificatePath = $Certificate } }
        @{ Cmdlet = 'Test-QsJwtLogin'; Parameter = 'Timeout'; Given = @{ Url = 'https://127.0.0.1:1'; Jwt = 'x'; Qseow = $true } }
        @{ Cmdlet = 'Connect-QsJwtSession'; Parameter = 'Timeout'; Given = @{ Url = 'https://127.0.0.1:1'; Jwt = 'x' } }
        @{ Cmdlet = 'New-QsJwtIdentityProviderBody'; Parameter = 'ClockTolerance'; Given = @{ CertificatePath = $Certificate; Issuer = 'i'; KeyId = 'k' } }
    ) {
        # In a table, nothing tells thirty days from a number.
        foreach ($value in 30d, 1.5d, @{ x = 1 }) {
            $table = @{ $Parameter = $value }
            { & $Cmdlet @Given @table -ErrorAction Stop } | Should -Throw -ErrorId "InvalidDuration,$Cmdlet"
        }
    }

    It 'but has one plain text becomes that' {
        $id = [guid]::NewGuid()
        $claims = Get-Part ([pscustomobject] @{ UserDirectory = [ConsoleColor]::Red; UserId = $id; Name = [version] '1.2'; Groups = @([ipaddress] '::1', 7) } |
            New-QsJwt @own -Claims @{ where = [uri] 'https://example.com/a'; kind = [ConsoleColor]::Blue; at = [ipaddress] '10.0.0.1'; v = [version] '1.2.3'; id = $id })
        $claims.userDirectory, $claims.userId, $claims.name | Should -Be 'Red', "$id", '1.2'
        $claims.group | Should -Be '::1', '7'
        $claims.where, $claims.kind, $claims.at, $claims.v, $claims.id | Should -Be 'https://example.com/a', 'Blue', '10.0.0.1', '1.2.3', "$id"
    }
}

Describe 'The users of Qlik' {
    It 'have groups that are objects' {
        $user = '{"subject":"auth0|abc","name":"Anna","email":"anna@example.com","groups":[{"id":"1","name":"g1"},{"id":"2","name":"g;2"}]}' | ConvertFrom-Json
        (Get-Part ($user | New-QsJwt -Issuer lab -KeyId k @own -WarningAction Ignore)).groups | Should -Be 'g1', 'g;2'
        (Get-Part (New-QsJwt LAB a -Groups @{ name = 'x' }, 'y' @own)).group | Should -Be 'x', 'y'
    }

    It 'have several groups in one text only if the text is a cell: <_>' -ForEach 'sales,ops', 'sales;ops' {
        $token = New-QsJwt LAB a -Groups $_ @own -WarningVariable warnings -WarningAction SilentlyContinue
        (Get-Part $token).group | Should -Be $_
        "$warnings" | Should -BeLike '*if several groups are meant, give each by itself: -Groups A, B'
    }

    It 'have e-mail address and groups among their attributes' {
        $user = '{"userDirectory":"LAB","userId":"anna","name":"Anna","attributes":[{"attributeType":"Email","attributeValue":"a@example.com"},{"attributeType":"Group","attributeValue":"g1"},{"attributeType":"group","attributeValue":"g2"},{"attributeType":"Title","attributeValue":"x"}]}' | ConvertFrom-Json
        $claims = Get-Part ($user | New-QsJwt @own)
        $claims.email, $claims.name | Should -Be 'a@example.com', 'Anna'
        $claims.group | Should -Be 'g1', 'g2'
        $claims = Get-Part ($user | New-QsJwt -Groups own -UserEmail b@example.com @own)
        $claims.email, $claims.group | Should -Be 'b@example.com', 'own'
    }
}

Describe 'DIRECTORY\ID' {
    It 'is both where nobody names a directory: <Name>' -ForEach @(
        @{ Name = 'piped'; Call = { 'LAB\anna' | New-QsJwt @own } }
        @{ Name = 'typed'; Call = { New-QsJwt -UserId 'LAB\anna' @own } }
        @{ Name = 'a property'; Call = { [pscustomobject] @{ UserId = 'LAB\anna' } | New-QsJwt @own } }
        @{ Name = 'an empty cell beside it'; Call = { [pscustomobject] @{ UserId = 'LAB\anna'; UserDirectory = '' } | New-QsJwt @own } }
    ) {
        $token = & $Call
        $token.UserDirectory, $token.UserId | Should -Be 'LAB', 'anna'
        (Get-Part $token).userDirectory | Should -Be 'LAB'
    }

    It 'stays as it is where somebody does' {
        ('LAB\anna' | New-QsJwt -UserDirectory X @own).UserId | Should -Be 'LAB\anna'
        ([pscustomobject] @{ UserId = 'LAB\anna'; UserDirectory = 'X' } | New-QsJwt @own).UserId | Should -Be 'LAB\anna'
    }

    It 'is not <_>' -ForEach 'anna@lab.example', 'a\b\c', '\anna', 'LAB\' {
        $problem = $null
        $_ | New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'MissingOption,New-QsJwt'
        "$problem" | Should -BeLike '*-UserDirectory*'
    }
}

Describe 'Claims for all and of a user' {
    It 'are merged, and the user''s win' {
        $claims = Get-Part ([pscustomobject] @{ UserDirectory = 'D'; UserId = 'a'; Claims = @{ own = 1; both = 'own' } } | New-QsJwt -Claims @{ all = 2; both = 'all' } @own)
        $claims.own, $claims.all, $claims.both | Should -Be 1, 2, 'own'
        (Get-Part ('a' | New-QsJwt D -Claims @{ all = 2 } @own)).all | Should -Be 2
    }

    It 'are merged with a profile''s: of the profile, the call and the user, the last wins' {
        '[lab]', 'platform = "qseow"', 'userdir = "LAB"', '[lab.claims]', 'profile = 1', 'both = "profile"' | Set-Content ./profiles.toml
        $before, $env:QS_JWT_CONFIG = $env:QS_JWT_CONFIG, './profiles.toml'
        try {
            $typed = Get-Part (New-QsJwt a -ProfileName lab -Claims @{ call = 2; both = 'call' } @own -WarningAction Ignore)
            $typed.profile, $typed.call, $typed.both | Should -Be 1, 2, 'call'
            $bo, $cy = [pscustomobject] @{ UserId = 'bo'; Claims = @{ own = 3; both = 'own' } }, [pscustomobject] @{ UserId = 'cy' } |
                New-QsJwt -ProfileName lab -Claims @{ call = 2; both = 'call' } @own -WarningAction Ignore | ForEach-Object { Get-Part $_ }
            $bo.profile, $bo.call, $bo.own, $bo.both | Should -Be 1, 2, 3, 'own'
            $cy.profile, $cy.call, $cy.both | Should -Be 1, 2, 'call'
            $alone = Get-Part ([pscustomobject] @{ UserId = 'di'; Claims = '{"both":"own"}' } | New-QsJwt -ProfileName lab @own -WarningAction Ignore)
            $alone.profile, $alone.both | Should -Be 1, 'own'
        }
        finally { $env:QS_JWT_CONFIG = $before }
    }
}

Describe 'The end of a token' {
    It 'is an instant: <Name>' -ForEach @(
        @{ Name = 'UTC'; At = [datetime]::new(2027, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); Seconds = 1798859045 }
        @{ Name = 'with an offset'; At = [DateTimeOffset]::new(2027, 1, 2, 3, 4, 5, [timespan]::FromHours(2)); Seconds = 1798851845 }
        @{ Name = 'of no kind, which is local'; At = [datetime]::new(2027, 1, 2, 3, 4, 5); Seconds = [DateTimeOffset]::new([datetime]::new(2027, 1, 2, 3, 4, 5, [DateTimeKind]::Local)).ToUnixTimeSeconds() }
    ) {
        (Get-Part (New-QsJwt LAB a -Expires $At @own)).exp | Should -Be $Seconds
        (Get-Part (New-QsJwt LAB a -ExpiresAt $At @own)).exp | Should -Be $Seconds
    }

    It 'is no later than what was asked for, and may be text or seconds since 1970' {
        (Get-Part (New-QsJwt LAB a -ExpiresAt ([datetime]::new(2027, 1, 2, 3, 4, 5, [DateTimeKind]::Utc).AddMilliseconds(900)) @own)).exp | Should -Be 1798859045
        (Get-Part (New-QsJwt LAB a -ExpiresAt '2027-01-02T03:04:05Z' @own)).exp | Should -Be 1798859045
        (Get-Part (New-QsJwt LAB a -ExpiresAt 1798859045 @own)).exp | Should -Be 1798859045
        (Get-Part (New-QsJwt LAB a -ExpiresAt '2027-01-02 03:04:05' @own)).exp | Should -Be ([DateTimeOffset] [datetime] '2027-01-02 03:04:05').ToUnixTimeSeconds()
        foreach ($wrong in 'tomorrow', (Get-Date).AddHours(-1)) {
            $refusal = { New-QsJwt LAB a -ExpiresAt $wrong @own } | Should -Throw '-ExpiresAt: *' -PassThru
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'give a DateTime*'
        }
        { New-QsJwt LAB a -ExpiresAt ([timespan]::FromHours(1)) @own } | Should -Throw -ErrorId 'InvalidValue,New-QsJwt'
        { New-QsJwt LAB a -ExpiresAt (Get-Date).AddHours(1) -Expires 1h @own } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
    }

    It 'is looked at as of a DateTimeOffset, too' {
        $token = New-QsJwt LAB a @own
        Test-QsJwt $token -CertificatePath $Certificate -At ([DateTimeOffset]::UtcNow.ToOffset([timespan]::FromHours(5))) | Should -BeTrue
        Test-QsJwt $token -CertificatePath $Certificate -At ([DateTimeOffset]::UtcNow.AddHours(2)) | Should -BeFalse
    }
}

Describe 'Names and places of parameters' {
    It 'have an alias: <Alias> for <Parameter>' -ForEach @(
        @{ Alias = 'Group'; Parameter = 'Groups' }, @{ Alias = 'Claim'; Parameter = 'Claims' }, @{ Alias = 'Kid'; Parameter = 'KeyId' }
        @{ Alias = 'Lifetime'; Parameter = 'Expires' }, @{ Alias = 'Key'; Parameter = 'PrivateKeyPath' }
    ) {
        (Get-Command New-QsJwt).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }

    It 'take the user id first where a profile is named' {
        "[lab]`nplatform = `"qseow`"`nuserdir = `"LAB`"" | Set-Content ./profiles.toml
        $before, $env:QS_JWT_CONFIG = $env:QS_JWT_CONFIG, './profiles.toml'
        try {
            $token = New-QsJwt anna -ProfileName lab @own -WarningAction Ignore
            $token.UserDirectory, $token.UserId | Should -Be 'LAB', 'anna'
            ('X\bo' | New-QsJwt -ProfileName lab @own -WarningAction Ignore).UserId | Should -Be 'X\bo'
        }
        finally { $env:QS_JWT_CONFIG = $before }
    }

}

Describe 'Files and lists of them' {
    BeforeAll {
        $token = New-QsJwt LAB a @own
        [IO.File]::WriteAllText("$TestDrive/to ken[1].jwt", "$token")
        [IO.File]::WriteAllText("$TestDrive/odd.jwt", 'x.y')
        $file, $odd = Get-Item -LiteralPath './to ken[1].jwt', ./odd.jwt
        $by = @{ CertificatePath = Get-Item $Certificate }
    }

    It 'have objects: <Name>' -ForEach @(
        @{ Name = 'a key and a token'; Call = { (New-QsJwt LAB b -PrivateKeyPath (Get-Item $Key) -OutFile ([IO.FileInfo] "$TestDrive/new.jwt")).UserId; Test-Path "$TestDrive/new.jwt" }; Found = 'b', $true }
        @{ Name = 'a token, piped'; Call = { $file, $odd | Test-QsJwt @by }; Found = $true, $false }
        @{ Name = 'a token, named'; Call = { Test-QsJwt -JwtPath $file @by }; Found = , $true }
        @{ Name = 'a token that is shown'; Call = { ($file | ConvertFrom-QsJwt @by).Payload.userId; (ConvertFrom-QsJwt -JwtPath $file @by).Payload.userId }; Found = 'a', 'a' }
        @{ Name = 'a certificate'; Call = { (Get-ChildItem "$Keys/rsa2048.cer", "$Keys/rsa3072.cer" | Get-QsJwtCertificate).KeySize }; Found = 2048, 3072 }
        @{ Name = 'what makes it known'; Call = { $by.CertificatePath | New-QsJwtVirtualProxyBody -Prefix p -AsObject | ForEach-Object prefix; ($by.CertificatePath | New-QsJwtIdentityProviderBody -Issuer i -KeyId k -AsObject).options.issuer }; Found = 'p', 'i' }
        @{ Name = 'a key for OAuth'; Call = { ($by.CertificatePath | Get-QsJwtOAuthKey -AsObject).kty }; Found = , 'RSA' }
        @{ Name = 'a folder for a prefix'; Call = { $null = New-QsJwtCertificate -Prefix (New-Item -ItemType Directory keys) -KeySize 2048; Test-Path keys/publickey.cer }; Found = , $true }
    ) {
        & $Call | Should -Be $Found
    }

    It 'may be several, each by itself: <Name>' -ForEach @(
        @{ Name = 'tokens'; Call = { Test-QsJwt $token, 'x', "$token" @by }; Found = $true, $false, $true }
        @{ Name = 'tokens that are shown'; Call = { (ConvertFrom-QsJwt $token, "$token" @by).Payload.userId }; Found = 'a', 'a' }
        @{ Name = 'files with tokens'; Call = { Test-QsJwt -JwtPath $file, ./odd.jwt, './to ken[1].jwt' @by }; Found = $true, $false, $true }
        @{ Name = 'certificates'; Call = { (Get-QsJwtCertificate "$Keys/rsa2048.cer", "$Keys/rsa3072.cer").KeySize }; Found = 2048, 3072 }
        @{ Name = 'certificates, and one that is not there'; Call = { (Get-QsJwtCertificate -Path "$Keys/rsa2048.cer", ./none.cer, "$Keys/rsa3072.cer" -ErrorAction SilentlyContinue).KeySize }; Found = 2048, 3072 }
        @{ Name = 'files, and one that is not there'; Call = { Test-QsJwt -JwtPath ./none.jwt, $file @by -ErrorAction SilentlyContinue }; Found = , $true }
    ) {
        & $Call | Should -Be $Found
    }

    It 'are named one by one in errors' {
        $problem = $null
        Get-QsJwtCertificate ./none.cer, $Certificate, ./nor.cer -ErrorAction SilentlyContinue -ErrorVariable problem | Should -Not -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'FileMissing,Get-QsJwtCertificate', 'FileMissing,Get-QsJwtCertificate'
        $problem.TargetObject | ForEach-Object { [IO.Path]::GetFileName($_) } | Should -Be 'none.cer', 'nor.cer'
        ConvertFrom-QsJwt -JwtPath ./none.jwt, $file @by -ErrorAction SilentlyContinue -ErrorVariable problem | Should -Not -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'FileMissing,ConvertFrom-QsJwt'
    }

    It 'are found where they are nearly right' {
        Copy-Item $Key "$TestDrive/near_privatekey.pem"
        $refusal = { New-QsJwt LAB a -PrivateKeyPath ./near_privatkey.pem } | Should -Throw -ErrorId 'FileMissing,New-QsJwt' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'did you mean *near_privatekey.pem*?'
        $refusal = { New-QsJwt LAB a -PrivateKeyPath ./nothing-of-the-sort } | Should -Throw -ErrorId 'FileMissing,New-QsJwt' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -Be 'check the path'
    }

    It 'are no certificate objects: <_>' -ForEach 'Connect-QsJwtSession', 'Test-QsJwtLogin' {
        $authority = [pscustomobject] @{ PSPath = 'Microsoft.PowerShell.Security\Certificate::CurrentUser\Root\0A'; RawData = [byte[]] (1, 2) }
        $platform = if ($_ -eq 'Test-QsJwtLogin') { @{ Qseow = $true } } else { @{} }
        $refusal = { & $_ https://127.0.0.1:1 x -CaCertificatePath $authority @platform } | Should -Throw -ErrorId "InvalidPath,$_" -PassThru
        "$refusal" | Should -BeLike '-CaCertificatePath: expected the path of a file, found a certificate object*'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*WriteAllBytes*RawData*'
    }

    It 'are not silently none where a variable has no value: <Name>' -ForEach @(
        @{ Name = 'OutFile'; Call = { New-QsJwt LAB a @own -OutFile $null } }
        @{ Name = 'PrivateKeyPath'; Call = { New-QsJwt LAB a -PrivateKeyPath $null } }
        @{ Name = 'CookieFile'; Call = { Test-QsJwtLogin https://127.0.0.1:1 x -Qseow -CookieFile $null } }
        @{ Name = 'Path'; Call = { Get-QsJwtCertificate $null -ErrorAction Stop } }
        @{ Name = 'CertificatePath'; Call = { Test-QsJwt $token -CertificatePath $null } }
    ) {
        $refusal = $Call | Should -Throw -PassThru
        "$($refusal.FullyQualifiedErrorId)" | Should -Match '^(InvalidPath|NoKeySource),'
    }
}

Describe 'A parameter that is missing' {
    BeforeAll {
        # A PowerShell that may not ask says so, by an error with one of these ids.
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module, $folder) Set-Location $folder; Import-Module $module').AddArgument($ModulePath).AddArgument("$TestDrive").Invoke()
    }
    AfterAll { $shell.Runspace.Close(); $shell.Dispose() }

    # of one cmdlet always, of all where there is time
    foreach ($part in @{ Of = $single | Where-Object Cmdlet -EQ New-QsJwt; Tag = @() }, @{ Of = $single | Where-Object Cmdlet -NE New-QsJwt; Tag = 'Slow' }) {
        It 'is named by an error and never asked for, whatever else is given: <Cmdlet> -<Parameter>' -Tag $part.Tag -ForEach $part.Of {
            $values = @{ ProfileName = 'none'; Passphrase = $Passphrase; Url = 'https://127.0.0.1:1'; Scope = 'CurrentUser'; Source = "$TestDrive/none.whl" }
            $given = @{}
            if ($Parameter) {
                $type = (Get-Command $Cmdlet).Parameters[$Parameter].ParameterType
                $given[$Parameter] = if ($values.Contains($Parameter)) { $values[$Parameter] } elseif ($type -eq [switch]) { $true } elseif ($type -eq [int]) { 2048 } else { 'x' }
            }
            $shell.Commands.Clear()
            $null = $shell.AddScript('param($cmdlet, $given) $given = $given.Clone(); if ((Get-Command $cmdlet).Parameters.ContainsKey("WhatIf")) { $given.WhatIf = $true }; try { & $cmdlet @given *>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } } catch { $_ }').
                AddArgument($Cmdlet).AddArgument($given)
            $found = @($shell.Invoke())
            # The calls that lack nothing.
            if ("$Cmdlet -$Parameter" -match '^(Get-QsJwtEngine|New-QsJwtCertificate) -|^Get-QsJwtProfile -$|^New-QsJwt -CreateCertificate$') {
                $found | Should -BeNullOrEmpty
                return
            }
            $found.Count | Should -Be 1
            $text = "$($found[0]) $($found[0].ErrorDetails.RecommendedAction)"
            $code = "$($found[0].FullyQualifiedErrorId)" -replace ",$Cmdlet$"
            if ($code -in 'MissingOption', 'NoKeySource', 'EngineSourceUnusable' -or ($code -eq 'WrongType' -and $Parameter -ne 'Session')) {
                $named = [regex]::Matches($text, '(?<![\w-])-([A-Z]\w+)') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -ne $Parameter }
                $named | Where-Object { (Get-Command $Cmdlet).Parameters.ContainsKey($_) } | Should -Not -BeNullOrEmpty -Because $text
            }
            # Or the value that was given is wrong.
            else { $code | Should -BeIn 'FileMissing', 'TokenMalformed', 'CertificateInvalid', 'PrivateKeyMissing', 'WrongType', 'InvalidValue', 'InvalidDuration', 'UnknownProfile', 'EngineNotInstalled' -Because $text }
        }
    }
    It 'is not asked for with two others given either' -Tag Slow {
        $names = (Get-Command New-QsJwt).Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters + 'ProfileName', 'Passphrase', 'Url' }
        $value = { param($of) if ($of.ParameterType -eq [switch]) { $true } elseif ($of.ParameterType -eq [int]) { 2048 } else { 'x' } }
        $pairs = for ($first = 0; $first -lt $names.Count; $first++) {
            for ($second = $first + 1; $second -lt $names.Count; $second++) { @{ $names[$first].Name = & $value $names[$first]; $names[$second].Name = & $value $names[$second] } }
        }
        $shell.Commands.Clear()
        $found = $shell.AddScript('param($pairs) foreach ($pair in $pairs) { try { New-QsJwt @pair -WhatIf *>&1 | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { $_.FullyQualifiedErrorId } } } catch { "$($pair.Keys) $($_.FullyQualifiedErrorId)" } }').AddArgument($pairs).Invoke()
        $found.Count | Should -BeGreaterThan 300
        $found -match 'MissingMandatory|ParameterBinding|AmbiguousParameterSet|NotFound,New-QsJwt' | Should -BeNullOrEmpty
    }
}

Describe 'What a platform has no use for' {
    It 'is named, and said to be so: <Name>' -ForEach @(
        @{ Name = 'UserId'; Given = @{ Issuer = 'lab'; KeyId = 'k'; UserId = 'anna' }; Where = 'Qlik Cloud' }
        @{ Name = 'UserDirectory'; Given = @{ Issuer = 'lab'; KeyId = 'k'; UserDirectory = 'LAB'; UserEmail = 'a@example.com' }; Where = 'Qlik Cloud' }
        @{ Name = 'GroupsClaim'; Given = @{ Issuer = 'lab'; KeyId = 'k'; GroupsClaim = 'g' }; Where = 'Qlik Cloud' }
        @{ Name = 'EmailVerified'; Given = @{ UserDirectory = 'LAB'; UserId = 'a'; EmailVerified = $true }; Where = 'client-managed Qlik Sense' }
        @{ Name = 'Subject'; Given = @{ UserDirectory = 'LAB'; UserId = 'a'; Subject = 's' }; Where = 'client-managed Qlik Sense' }
        @{ Name = 'Groups'; Given = @{ Url = 'https://t.example.com'; ClientId = 'c'; Groups = 'g' }; Where = 'OAuth' }
    ) {
        $refusal = { New-QsJwt @Given @own } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt' -PassThru
        "$refusal" | Should -Be "-${Name}: not for $Where"
    }

    It 'is refused as a script block, too, and left alone in a piped object' {
        { $row | New-QsJwt -Issuer lab -KeyId k -UserId { $_.Login } @own } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
        $claims = Get-Part ([pscustomobject] @{ UserDirectory = 'D'; UserId = 'a'; EmailAddress = 'a@example.com'; Name = 'Anna' } | New-QsJwt -Issuer lab -KeyId k @own)
        $claims.email, $claims.name | Should -Be 'a@example.com', 'Anna'
        $claims.PSObject.Properties.Name | Should -Not -Contain 'userId'
        (Get-Part ([pscustomobject] @{ UserId = 'a'; Subject = 's' } | New-QsJwt LAB @own)).PSObject.Properties.Name | Should -Not -Contain 'sub'
    }
}

Describe 'Users from elsewhere' {
    It 'may be rows of a database, whose empty cells say nothing' {
        $table = New-Object Data.DataTable
        foreach ($column in 'UserDirectory', 'UserId', 'UserEmail', 'Groups', 'Claims') { [void] $table.Columns.Add($column) }
        [void] $table.Rows.Add([object[]] ('LAB', 'anna', [DBNull]::Value, [DBNull]::Value, [DBNull]::Value))
        [void] $table.Rows.Add([object[]] ('LAB', 'bo', 'b@example.com', 'a;b', '{"x":1}'))
        [void] $table.Rows.Add([object[]] ('LAB', [DBNull]::Value, 'c@example.com', '', ''))
        $problem = $null
        $anna, $bo = $table | New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem | ForEach-Object { Get-Part $_ }
        $anna.PSObject.Properties.Name | Sort-Object | Should -Be 'exp', 'iat', 'userDirectory', 'userId'
        $bo.email, $bo.x | Should -Be 'b@example.com', 1
        $bo.group | Should -Be 'a', 'b'
        $problem.FullyQualifiedErrorId | Should -Be 'EmptyValue,New-QsJwt'
        (Get-Part (New-QsJwt LAB a -Claims @{ nothing = [DBNull]::Value } @own)).PSObject.Properties['nothing'].Value | Should -Be $null
    }

    It 'may be those of a directory service' {
        $claims = Get-Part ([pscustomobject] @{ DistinguishedName = 'CN=Anna'; Name = 'Anna Berg'; SamAccountName = 'anna'; UserPrincipalName = 'anna@lab.example'; EmailAddress = 'a@example.com'; Enabled = $true; SID = 'S-1-5' } | New-QsJwt LAB @own)
        $claims.userId, $claims.name, $claims.email | Should -Be 'anna', 'Anna Berg', 'a@example.com'
    }

    It 'are no tables, and it says what to write' {
        $problem = $null
        @{ UserDirectory = 'LAB'; UserId = 'anna' } | New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*[[]pscustomobject]*'
    }

    It 'may have other separators in their table, which it says' {
        'userDirectory;userId', 'LAB;anna' | Set-Content ./semicolons.csv
        $problem = $null
        Import-Csv ./semicolons.csv | New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.ErrorDetails.RecommendedAction | Should -Be "read the table by Import-Csv -Delimiter ';'"
        (Import-Csv ./semicolons.csv -Delimiter ';' | New-QsJwt @own).UserId | Should -Be 'anna'
    }
}
