BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $own = @{ PrivateKeyPath = $Key }
    # Beyond ASCII, which a source file for Windows PowerShell cannot hold.
    $odd = "$([char] 0xc5)sa $([char] 0x738b) $([char]::ConvertFromUtf32(0x1f388)) `"x`" `$a ``b"
}
AfterAll { Pop-Location }

Describe 'Users from the pipeline' {
    It 'takes text for a user id' {
        $tokens = 'anna', 'bo' | New-QsJwt -UserDirectory LAB @own
        $tokens | ForEach-Object { "$((Get-Part $_).userDirectory)\$((Get-Part $_).userId)" } | Should -Be 'LAB\anna', 'LAB\bo'
    }

    It 'takes what Get-QlikUser gives' {
        $claims = Get-Part ([pscustomobject] @{ id = 'x'; name = 'Anna Berg'; userDirectory = 'LAB'; userId = 'anna' } | New-QsJwt @own)
        $claims.userDirectory, $claims.userId, $claims.name | Should -Be 'LAB', 'anna', 'Anna Berg'
    }

    It 'takes properties named like the options of the command line' {
        $claims = Get-Part ([pscustomobject] @{ userdir = 'LAB'; userid = 'anna'; username = 'Anna'; useremail = 'a@b.c'; groups = @('a;b', 'c') } | New-QsJwt @own)
        $claims.name, $claims.email | Should -Be 'Anna', 'a@b.c'
        $claims.group | Should -Be 'a;b', 'c'
    }

    It 'takes the rows of a table, whose empty cells say nothing' {
        'userDirectory,userId,name,mail,groups,claims', 'LAB,007,Anna,,a;b c,"{""x"":{""y"":[1]}}"', 'LAB,1e5,"Bo ""x""",b@x,,' | Set-Content users.csv
        $anna, $bo = Import-Csv users.csv | New-QsJwt @own | ForEach-Object { Get-Part $_ }
        $anna.userId, $anna.x.y[0] | Should -Be '007', 1
        $anna.group | Should -Be 'a', 'b c'
        $anna.PSObject.Properties.Name | Should -Not -Contain 'email'
        $bo.userId, $bo.name, $bo.email | Should -Be '1e5', 'Bo "x"', 'b@x'
        $bo.PSObject.Properties.Name | Sort-Object | Should -Be 'email', 'exp', 'iat', 'name', 'userDirectory', 'userId'
    }

    It 'leaves nothing of one user for the next' {
        $tokens = [pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; UserName = 'N'; UserEmail = 'e@x'; Groups = 'g'; Claims = @{ c = 1 } },
            [pscustomobject] @{ UserDirectory = 'B'; UserId = '2' } | New-QsJwt @own
        (Get-Part $tokens[0]).c | Should -Be 1
        (Get-Part $tokens[1]).PSObject.Properties.Name | Sort-Object | Should -Be 'exp', 'iat', 'userDirectory', 'userId'
    }

    It 'refuses what names no user, each by an error of its own' {
        $problem = $null
        $tokens = 'a', '', $null, 7, [pscustomobject] @{ UserId = 7 }, [pscustomobject] @{ UserId = 7.0 }, [pscustomobject] @{ UserId = '007' },
            [pscustomobject] @{ SamAccountName = 'sam' }, [pscustomobject] @{ UserId = $null }, [pscustomobject] @{ UserId = @(1, 2) },
            [pscustomobject] @{ Id = 1 }, 'z' | New-QsJwt -UserDirectory LAB @own -ErrorVariable problem -ErrorAction SilentlyContinue
        $tokens | ForEach-Object { (Get-Part $_).userId } | Should -BeExactly 'a', '7', '7', '007', 'sam', 'z'
        $problem.FullyQualifiedErrorId | Should -Be @(
            'EmptyValue,New-QsJwt', 'EmptyValue,New-QsJwt' # '' and $null
            'MissingUserId,New-QsJwt' # 7
            'EmptyValue,New-QsJwt' # UserId = $null
            'MissingUserId,New-QsJwt' # UserId = a list
            'MissingUserId,New-QsJwt' # no UserId
        )
    }

    It 'lets what is typed win over what is piped, taken as it is' {
        $claims = Get-Part ([pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; Groups = 'g;h' } | New-QsJwt -UserDirectory B -Groups 'x;y' @own)
        $claims.userDirectory | Should -Be 'B'
        $claims.group | Should -Be 'x;y'
    }

    It 'says in an error which of many users it is about' {
        $rows = 'userDirectory,userId', 'LAB,anna', ',dora', 'LAB,' | ConvertFrom-Csv
        $tokens = $rows | New-QsJwt @own -ErrorVariable problems -ErrorAction SilentlyContinue
        @($tokens).UserId | Should -Be 'anna'
        "$($problems[0])" | Should -BeLike '*-UserDirectory* (user dora)'
        "$($problems[1])" | Should -BeLike '*-UserId* (user 3)'
        $null = New-QsJwt LAB '' @own -ErrorVariable problem -ErrorAction SilentlyContinue
        "$problem" | Should -Not -BeLike '*(user *'
    }

    It 'says in a warning the first user whom it is about' {
        $users = 'userId,groups', 'anna,sales', 'bo,"sales,ops"', 'cy,"sales,ops"' | ConvertFrom-Csv
        $null = $users | New-QsJwt LAB @own -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -BeLike "group = *'sales,ops'*in a cell of a table the names with semicolons between them (user LAB\bo; said once)"
        $null = [pscustomobject] @{ UserEmail = 'di@example.com' }, [pscustomobject] @{ UserEmail = 'ed@example.com' } | New-QsJwt -Issuer lab -KeyId k @own -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -BeLike '*-UserName*(user di@example.com; said once)'
        $null = New-QsJwt LAB 'anna ' @own -WarningAction SilentlyContinue -WarningVariable warnings
        "$warnings" | Should -Not -BeLike '*said once*'
    }

    It 'takes users of Qlik Cloud' {
        $problem = $null
        $tokens = [pscustomobject] @{ name = 'Anna'; mail = 'anna@example.com'; EmailVerified = 'True' },
            [pscustomobject] @{ UserName = 'Bo'; UserEmail = 'bo@example.com'; 'useremail-verified' = ' false '; Groups = ' a ;; b' },
            [pscustomobject] @{ UserName = 'Cy'; sub = 's-3'; UserDirectory = 'D'; UserId = 'c' },
            [pscustomobject] @{ UserName = 'Di'; UserEmail = 'di@example.com'; EmailVerified = 'maybe' },
            'text', $null | New-QsJwt -Issuer lab -KeyId key-1 @own -WarningAction Ignore -ErrorAction SilentlyContinue -ErrorVariable problem
        $anna, $bo, $cy = $tokens | ForEach-Object { Get-Part $_ }
        $anna.name, $anna.email_verified, $bo.email_verified, $cy.sub | Should -Be 'Anna', $true, $false, 's-3'
        $bo.groups | Should -Be 'a', 'b'
        $problem.FullyQualifiedErrorId | Should -Be 'WrongType,New-QsJwt', 'InvalidUser,New-QsJwt', 'InvalidUser,New-QsJwt'
        "$($problem[0])" | Should -Be "-EmailVerified: expected true or false, found 'maybe' (user di@example.com)"
    }

    It 'takes neither a key nor a file from the pipeline' {
        $given = [pscustomobject] @{ UserDirectory = 'A'; UserId = '1'; PrivateKeyPath = '/nowhere'; PrivateKey = 'x'; Force = $true; OutFile = '/nowhere/t' }
        (Get-Part ($given | New-QsJwt @own)).userId | Should -Be '1'
        $bound = (Get-Command New-QsJwt).Parameters.Values | Where-Object { $_.Attributes.ValueFromPipelineByPropertyName } | ForEach-Object Name
        $bound | Where-Object { $_ -match 'Key|Path|File|Passphrase|Force|Prefix' -and $_ -ne 'KeyId' } | Should -BeNullOrEmpty
    }
}

Describe 'User ids that are typed' {
    It 'keeps <Typed> as <Id>' -ForEach @(
        @{ Typed = '007'; Id = '007' }
        @{ Typed = '1e5'; Id = '1e5' }
        @{ Typed = '100d'; Id = '100d' }
        @{ Typed = '-UserId 0x1F'; Id = '0x1F' }
        @{ Typed = '-UserId:1.10'; Id = '1.10' }
        @{ Typed = '1234567890123456.0'; Id = '1234567890123456.0' }
        @{ Typed = '([double] 9007199254740991)'; Id = '9007199254740991' }
        @{ Typed = '([single] 12345678)'; Id = '12345678' }
        @{ Typed = '([decimal] 1.10)'; Id = '1.1' }
        @{ Typed = "([bigint]::Parse('123456789012345678901234567890'))"; Id = '123456789012345678901234567890' }
        @{ Typed = '(1e20)'; Id = '100000000000000000000' }
        @{ Typed = "([pscustomobject] @{ UserId = 'o' })"; Id = 'o' }
        @{ Typed = '([pscustomobject] @{ UserId = [double] 9007199254740991 })'; Id = '9007199254740991' }
    ) {
        $token = & ([scriptblock]::Create("New-QsJwt LAB $Typed -PrivateKeyPath '$Key'"))
        (Get-Part $token).userId | Should -BeExactly $Id
    }

    It 'refuses an empty one' {
        $problem = $null
        New-QsJwt -UserDirectory LAB -UserId '' @own -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'EmptyValue,New-QsJwt'
    }
}

Describe 'Texts' {
    It 'arrive as they are' {
        $token = New-QsJwt "O'Brien" $odd -UserName "a`nb`tc" @own
        $claims = Get-Part $token
        $claims.userDirectory, $claims.userId, $claims.name | Should -BeExactly "O'Brien", $odd, "a`nb`tc"
        $token.User | Should -BeExactly $odd
    }

    It 'that no token can hold are refused: <Name>' -ForEach @(
        @{ Name = 'NUL'; Character = 0 }
        @{ Name = 'half a pair'; Character = 0xd800 }
    ) {
        $problem = $null
        New-QsJwt LAB "a$([char] $Character)b" @own -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidText,New-QsJwt'
        "$problem" | Should -BeLike '-UserId: *'
    }

    It 'that .NET cannot read back harm no other request' {
        $problem = $null
        $tokens = @(New-QsJwt LAB "a$([char] 0xffff)b" @own -ErrorAction SilentlyContinue -ErrorVariable problem; New-QsJwt LAB next @own)
        (Get-Part $tokens[-1]).userId | Should -Be 'next'
        $tokens.Count + @($problem).Count | Should -Be 2
    }
}

Describe 'Groups' {
    It 'are taken as they are: <Name>' -ForEach @(
        @{ Name = 'one'; Groups = 'a;b'; Found = 'a;b' }
        @{ Name = 'two'; Groups = 'a', 'b c'; Found = 'a', 'b c' }
    ) {
        (Get-Part (New-QsJwt LAB a -Groups $Groups @own)).group | Should -Be $Found
    }

    It 'that are none make no claim: <Name>' -ForEach @{ Name = 'an empty list'; Groups = @() }, @{ Name = 'null'; Groups = $null } {
        (Get-Part (New-QsJwt LAB a -Groups $Groups @own)).group | Should -BeNullOrEmpty
    }
}

Describe 'How long a user''s token is valid' {
    BeforeAll {
        function Get-Life { param($Token) $claims = Get-Part $Token; $claims.exp - $claims.iat }
    }

    It 'is a property of the user: <Name>' -ForEach @(@{ Name = 'Expires' }, @{ Name = 'Lifetime' }) {
        "userDirectory,userId,$Name", 'LAB,anna,15m', 'LAB,bo,', 'LAB,cy,120' | Set-Content users.csv
        Import-Csv users.csv | New-QsJwt @own | ForEach-Object { Get-Life $_ } | Should -Be 900, 3600, 120
        # What is typed is for all.
        Import-Csv users.csv | New-QsJwt @own -Expires 5m | ForEach-Object { Get-Life $_ } | Should -Be 300, 300, 300
        $end = [DateTimeOffset]::UtcNow.AddMinutes(7)
        Import-Csv users.csv | New-QsJwt @own -ExpiresAt $end | ForEach-Object { (Get-Part $_).exp } | Should -Be (, $end.ToUnixTimeSeconds() * 3)
    }

    It 'is what a script block gives' {
        $end = [DateTimeOffset]::UtcNow.AddMinutes(7)
        $users = @{ Id = 'a'; Life = [timespan]::FromMinutes(2) }, @{ Id = 'b'; Life = '3m' }, @{ Id = 'c'; Life = [DBNull]::Value }, @{ Id = 'd'; Life = $end } | ForEach-Object { [pscustomobject] $_ }
        $tokens = $users | New-QsJwt LAB -UserId { $_.Id } -Expires { $_.Life } @own
        $tokens[0..2] | ForEach-Object { Get-Life $_ } | Should -Be 120, 180, 3600
        (Get-Part $tokens[3]).exp | Should -Be $end.ToUnixTimeSeconds()
        { $users | New-QsJwt LAB -UserId { $_.Id } -Expires { $_.Life } -ExpiresAt $end @own -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
    }

    It 'is that user''s fault where it is none: <Name>' -ForEach @(
        @{ Name = 'text'; Life = 'soon'; Says = "-Expires: 'soon' is not a duration (user LAB\bo)"; Code = 'InvalidDuration' }
        @{ Name = 'thirty days, which PowerShell takes for a number'; Life = 30d; Says = '-Expires: found *(user LAB\bo)'; Code = 'InvalidDuration' }
        @{ Name = 'a time that is past'; Life = [datetime] '2020-01-01'; Says = '-Expires*(user LAB\bo)'; Code = 'InvalidDuration' }
    ) {
        $problem = $null
        $users = @{ UserId = 'anna' }, @{ UserId = 'bo'; Expires = $Life }, @{ UserId = 'cy'; Expires = 60 } | ForEach-Object { [pscustomobject] $_ }
        $tokens = $users | New-QsJwt LAB @own -ErrorAction SilentlyContinue -ErrorVariable problem
        $tokens.UserId | Should -Be 'anna', 'cy'
        $tokens | ForEach-Object { Get-Life $_ } | Should -Be 3600, 60
        "$problem" | Should -BeLike $Says
        $problem.FullyQualifiedErrorId | Should -Be "$Code,New-QsJwt"
        $problem.TargetObject | Should -Be 'LAB\bo'
        # What is typed for all ends the call.
        { 'a', 'b' | New-QsJwt LAB @own -Expires $Life } | Should -Throw -ErrorId "$Code,New-QsJwt"
    }

    It 'is within the limit of Qlik Cloud' {
        $problem = $null
        $users = @{ Email = 'a@example.com'; Expires = '2h' }, @{ Email = 'b@example.com'; Expires = '10m' } | ForEach-Object { [pscustomobject] $_ }
        ($users | New-QsJwt -Issuer lab -KeyId k @own -WarningAction Ignore -ErrorAction SilentlyContinue -ErrorVariable problem).User | Should -Be 'b@example.com'
        "$problem" | Should -BeLike '*(user a@example.com)'
    }

    It 'is no script block of another parameter, which says so: <_>' -ForEach 'ExpiresAt', 'Backdate' {
        $given = @{ $_ = { $_.Life } }
        { 'a' | New-QsJwt LAB @own @given } | Should -Throw "-${_}: *found ?scriptblock?*"
    }
}
