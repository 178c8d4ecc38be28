BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $own = @{ PrivateKeyPath = $Key }
}

Describe 'Further claims' {
    It 'keep their values and types, however deep they stand' {
        $claims = [ordered] @{ t = 'x'; n = 1; f = 1.5; b = $true; z = $null; l = @(1, @(2, @{ d = 'deep' })); e = @(); o = [pscustomobject] @{ p = [pscustomobject] @{ q = 'r' } }
            line = (Get-Content $Key -TotalCount 1)
        }
        $found = Get-Part (New-QsJwt LAB a -Claims $claims @own)
        foreach ($name in 't', 'n', 'f', 'b', 'z', 'line') { $found.$name | Should -BeExactly $claims[$name] }
        $found.l[0], $found.l[1][0], $found.l[1][1].d, $found.o.p.q | Should -Be 1, 2, 'deep', 'r'
        $found.e.Count | Should -Be 0
    }

    It 'keep numbers of any length, and text that looks like a time' {
        $claims = @{ big = [bigint]::Parse('123456789012345678901234567890'); iso = '2024-01-01T00:00:00Z'; ms = '/Date(1)/' }
        $part = (New-QsJwt LAB a -Claims $claims @own -AsString).Split('.')[1].Replace('-', '+').Replace('_', '/')
        $text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part + '=' * ((4 - $part.Length % 4) % 4)))
        $text | Should -BeLike '*"big":123456789012345678901234567890*'
        $text | Should -BeLike '*"iso":"2024-01-01T00:00:00Z"*'
        $text | Should -BeLike '*"ms":"/Date(1)/"*'
    }

    It 'are taken as JSON too' {
        $found = (Get-Part (New-QsJwt LAB a -Claims '{"x":{"y":[1,"2"]}}' @own)).x.y
        $found[0], $found[1] | Should -BeExactly 1, '2'
    }

    It 'may differ only in case, and have an empty name' {
        $claims = [hashtable]::new([StringComparer]::Ordinal)
        $claims['role'] = 1
        $claims['Role'] = 2
        $claims['in'] = [hashtable]::new([StringComparer]::Ordinal)
        $claims['in'][''] = 3
        $payload = (New-QsJwt LAB a -Claims $claims @own).Payload
        $payload['role'], $payload['Role'], $payload['in'][''] | Should -Be 1, 2, 3
    }

    It 'are refused where no token can have them: <Name>' -ForEach @(
        @{ Name = 'too deep'; Code = 'InvalidClaim'; Given = { $deep = 1; foreach ($level in 1..150) { $deep = @{ d = $deep } }; $deep } }
        @{ Name = 'endless'; Code = 'InvalidClaim'; Given = { $claims = @{}; $claims.a = $claims; $claims.b = $claims; $claims } }
        @{ Name = 'a file'; Code = 'InvalidClaim'; Given = { @{ f = (Get-Item $Key) } } }
        @{ Name = 'text that is no JSON'; Code = 'InvalidClaim'; Given = { 'x' } }
        @{ Name = 'reserved'; Code = 'ReservedClaim'; Given = { @{ exp = 1 } } }
        @{ Name = 'over a megabyte'; Code = 'RequestTooLarge'; Given = { @{ x = 'x' * 2000000 } } }
    ) {
        $claims = & $Given
        $problem = $null
        try { New-QsJwt LAB a -Claims $claims @own -ErrorAction Stop | Should -BeNullOrEmpty } catch { $problem = $_ }
        $problem.FullyQualifiedErrorId | Should -Be "$Code,New-QsJwt"
    }

    It 'that are wrong for one user are an error of this user' {
        $problem = $null
        $tokens = [pscustomobject] @{ UserId = 'a' }, [pscustomobject] @{ UserId = 'b'; Claims = '{bad' }, [pscustomobject] @{ UserId = 'c'; Claims = '{"x":1}' } |
            New-QsJwt LAB @own -ErrorAction SilentlyContinue -ErrorVariable problem
        $tokens.User | Should -Be 'a', 'c'
        $problem[-1].FullyQualifiedErrorId | Should -Be 'InvalidClaim,New-QsJwt'
    }

    It 'may be longer than a pipe holds' {
        (New-QsJwt LAB a -Claims @{ x = 'x' * 200000 } @own).Payload.x.Length | Should -Be 200000
        (Get-Part (New-QsJwt LAB zoe @own)).userId | Should -Be 'zoe'
    }
}

Describe 'Durations' {
    It 'takes <Typed> for <Seconds> seconds' -ForEach @(
        @{ Typed = '60'; Seconds = 60 }
        @{ Typed = "'120'"; Seconds = 120 }
        @{ Typed = '([timespan]::FromMinutes(5))'; Seconds = 300 }
        @{ Typed = '00:05:00'; Seconds = 300 }
        @{ Typed = '1.00:00:00'; Seconds = 86400 }
        @{ Typed = '1.5h'; Seconds = 5400 }
        @{ Typed = "'2 days'"; Seconds = 172800 }
        @{ Typed = '90.0'; Seconds = 90 }
        @{ Typed = '0:5'; Seconds = 300 }
        @{ Typed = "' 00:05:00 '"; Seconds = 300 }
        @{ Typed = '00:05:00.5'; Seconds = 300 }
        @{ Typed = '1:00:00:00'; Seconds = 86400 }
        @{ Typed = '30d'; Seconds = 30 * 86400 }
        @{ Typed = '5y'; Seconds = 5 * 31557600 }
        @{ Typed = '1e3'; Seconds = 1000 }
        @{ Typed = '1h -Backdate 1d'; Seconds = 3600 }
    ) {
        $token = & ([scriptblock]::Create("New-QsJwt LAB a -PrivateKeyPath '$Key' -WarningAction Ignore -Expires $Typed"))
        $token.Payload.exp - $token.Payload.iat | Should -Be $Seconds
    }

    It 'refuses <Typed>' -ForEach @{ Typed = '10kb' }, @{ Typed = "'1 fortnight'" }, @{ Typed = '([timespan]::FromSeconds(-5))' } {
        $call = [scriptblock]::Create("New-QsJwt LAB a -PrivateKeyPath '$Key' -Expires $Typed")
        $refusal = $call | Should -Throw -ErrorId 'InvalidDuration,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike '-Expires: *'
    }
}
