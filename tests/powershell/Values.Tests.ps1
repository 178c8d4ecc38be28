# Values that are of another kind than their parameter, or are written otherwise.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Every parameter whose value is text, or a list of texts.
    $kinds, $options = & (Get-Module QsJwt) { $script:Settings['Kinds'], $script:Settings['Options'] }
    $texts = foreach ($cmdlet in $options.Keys) {
        foreach ($parameter in $options[$cmdlet].Keys) {
            # UserId takes an object with a UserId.
            if ($options[$cmdlet][$parameter] -in $kinds.Text + $kinds.Texts -and $parameter -notin 'UserId', 'Groups') { @{ Cmdlet = $cmdlet; Parameter = $parameter } }
        }
    }
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $own = @{ PrivateKeyPath = $Key }
    # What each cmdlet needs, so that nothing else is wrong.
    $needs = @{
        'New-QsJwt' = @{ UserDirectory = 'LAB'; UserId = 'a'; PrivateKeyPath = $Key }
        'Connect-QsJwtSession' = @{ Url = 'https://127.0.0.1:1' }
        'Test-QsJwtLogin' = @{ Url = 'https://127.0.0.1:1'; Jwt = 'x.y.z'; Qseow = $true }
        'Test-QsJwt' = @{ Jwt = 'x.y.z'; CertificatePath = $Certificate }
        'ConvertFrom-QsJwt' = @{ Jwt = 'x.y.z'; CertificatePath = $Certificate }
        'Get-QsJwtOAuthKey' = @{ CertificatePath = $Certificate }
        'New-QsJwtIdentityProviderBody' = @{ CertificatePath = $Certificate; Issuer = 'lab'; KeyId = 'k' }
        'New-QsJwtVirtualProxyBody' = @{ CertificatePath = $Certificate; Prefix = 'jwt' }
        'New-QsJwtCertificate' = @{ Prefix = './never_' }
    }
}
AfterAll { Pop-Location }

Describe 'An object that is no text' {
    It 'is none for <Cmdlet> -<Parameter>' -ForEach $texts {
        $values = @(@{ name = 'x' }, [pscustomobject] @{ name = 'x' }, $true, (Get-Date), @('a', @('b', 'c')))
        # Where each user may have a value, PowerShell itself refuses a script block without users.
        if (-not (Get-Command $Cmdlet).Parameters[$Parameter].Attributes.ValueFromPipelineByPropertyName) { $values += { $_.Name } }
        foreach ($odd in $values) {
            $given = $needs[$Cmdlet].Clone()
            $given[$Parameter] = $odd
            $refusal = { & $Cmdlet @given -ErrorAction Stop } | Should -Throw -PassThru -Because "it is a $($odd.GetType())"
            "$refusal" | Should -BeLike "-${Parameter}: expected text, found *"
            $refusal.FullyQualifiedErrorId | Should -BeIn "WrongType,$Cmdlet", "InvalidUser,$Cmdlet"
            $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
    }

    It 'is none for a parameter that has but a few values either: <Cmdlet>' -ForEach @(
        . "$PSScriptRoot/common.ps1"
        Get-Command -Module QsJwt -CommandType Function | ForEach-Object { @{ Cmdlet = $_.Name } }
    ) {
        $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $Cmdlet).Parameters.Values | Where-Object { $_.Name -notin $common -and $_.ParameterType.Name -in 'String', 'String[]' }) {
            # The others are [psobject], and tell text from what is none.
            $parameter.Name | Should -BeIn 'ProfileName', 'Algorithm', 'Platform', 'KeyType', 'PfxEncryption', 'Scope', 'Name'
            $given = @{}
            if ($needs.Contains($Cmdlet)) { $given = $needs[$Cmdlet].Clone() }
            if ($parameter.Name -eq 'ProfileName') { $given.Remove('Qseow') }
            if ($Cmdlet -eq 'Connect-QsJwtSession') { $given += @{ UserId = 'LAB\a'; PrivateKeyPath = $Key } }
            $given[$parameter.Name] = @{ x = 1 }
            { & $Cmdlet @given -ErrorAction Stop } | Should -Throw '*''System.Collections.Hashtable''*' -Because "-$($parameter.Name)"
        }
    }

    It 'is called by a short name' {
        $refusal = { New-QsJwt LAB a @own -UserName ([Collections.ArrayList]::new()) } | Should -Throw -PassThru
        "$refusal" | Should -Be '-UserName: expected text, found a list of 0'
        $refusal = { New-QsJwt LAB a @own -Audience ([Collections.Generic.Dictionary[string, int]]::new()) } | Should -Throw -PassThru
        "$refusal" | Should -Be '-Audience: expected text, found [System.Collections.Generic.Dictionary[string,int]]'
    }

    It 'is said by what it has for a user id: <Name>' -ForEach @(
        @{ Name = 'true'; Given = { [pscustomobject] @{ UserId = $true } | New-QsJwt LAB @own -ErrorAction Stop }; Found = '[bool] (user 1)' }
        @{ Name = 'a time, as ConvertFrom-Json reads it'; Given = { [pscustomobject] @{ UserId = [datetime] '2027-01-01' } | New-QsJwt LAB @own -ErrorAction Stop }; Found = '[datetime] (user 1)' }
        @{ Name = 'a list'; Given = { New-QsJwt LAB anna, bo @own -ErrorAction Stop }; Found = 'a list of 2' }
        @{ Name = 'nothing, as an object without one'; Given = { [pscustomobject] @{ Id = 7 } | New-QsJwt LAB @own -ErrorAction Stop }; Found = '[pscustomobject] without a UserId (user 1)'; Hint = 'name the property that has the user id, as in -UserId { $_.Id }; there are Id' }
        @{ Name = 'nothing, as a table'; Given = { @{ UserId = 'a' } | New-QsJwt LAB @own -ErrorAction Stop }; Found = '[hashtable] without a UserId (user 1)' }
        @{ Name = 'typed'; Given = { New-QsJwt LAB $true @own -ErrorAction Stop }; Found = '[bool]' }
    ) {
        $refusal = $Given | Should -Throw -ErrorId 'MissingUserId,New-QsJwt' -PassThru
        "$refusal" | Should -Be "-UserId: expected text or a number, found $Found"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike $(if ($Hint) { $Hint } else { '*' })
    }

    It 'keeps what is typed as it is typed' {
        (Get-Part (New-QsJwt LAB a @own -Audience 1e5)).aud | Should -BeExactly '1e5'
        (Get-Part (New-QsJwt -Issuer 007 -KeyId 1.50 -UserEmail a@example.com -UserName a -EmailVerified @own)).iss | Should -BeExactly '007'
        (Get-Part (New-QsJwt -Issuer 007 -KeyId 1.50 -UserEmail a@example.com -UserName a -EmailVerified @own) 0).kid | Should -BeExactly '1.50'
        (New-QsJwtIdentityProviderBody $Certificate -Issuer i -KeyId k -TenantId 007 -AsObject).tenantIds | Should -Be '007'
    }

    It 'is not taken for nothing where a variable has no value' {
        { New-QsJwt LAB a @own -Audience $null } | Should -Throw '-Audience: is empty'
        { New-QsJwt -Issuer $null -KeyId k -UserEmail a@example.com @own } | Should -Throw '-Issuer: is empty'
        (Get-Part (New-QsJwt LAB a @own -UserName $null)).PSObject.Properties.Name | Should -Not -Contain 'name'
    }
}

Describe 'What a terminal would act on' {
    It 'is in no error: <Name>' -ForEach @(
        @{ Name = 'of a user'; Call = { "a$odd" | New-QsJwt LAB @own -ErrorAction Stop } }
        @{ Name = 'of a claim'; Call = { New-QsJwt LAB a @own -Claims @{ "a$odd" = [timespan]::Zero } } }
        @{ Name = 'of a cell'; Call = { [pscustomobject] @{ Email = 'a@example.com'; EmailVerified = "a$odd" } | New-QsJwt -Issuer lab -KeyId k @own -ErrorAction Stop } }
        @{ Name = 'of a path'; Call = { New-QsJwt LAB a -PrivateKeyPath "Env:a$odd" } }
        @{ Name = 'of a profile'; Call = { Get-QsJwtProfile "a$odd" -ErrorAction Stop } }
        @{ Name = 'of a choice'; Call = { New-QsJwt LAB a @own -Algorithm "a$odd" } }
    ) {
        $odd = "$([char] 27)c$([char] 7)$([char] 0x202e)$([char] 0x2028)`r`nz"
        $refusal = $Call | Should -Throw -PassThru
        "$refusal$($refusal.TargetObject)$($refusal.ErrorDetails.RecommendedAction)" | Should -Not -Match '[\p{Cc}\p{Cf}\p{Zl}]'
    }
}

Describe 'One of several values' {
    It 'may be written in any case: <Name>' -ForEach @(
        @{ Name = '-Algorithm'; Call = { (Get-Part (New-QsJwt LAB a @own -Algorithm rs512) 0).alg }; Found = 'RS512' }
        @{ Name = '-Algorithm of OAuth'; Call = { (Get-QsJwtOAuthKey $Certificate -Algorithm Rs512 -AsObject).alg }; Found = 'RS512' }
        @{ Name = '-Platform'; Call = { Test-QsJwt (New-QsJwt LAB a @own) -CertificatePath $Certificate -Platform QSEoW }; Found = $true }
        @{ Name = '-PfxEncryption'; Call = { [IO.Path]::GetFileName((New-QsJwtCertificate ./case_ -KeySize 2048 -Pfx -PfxEncryption Legacy -Passphrase $Passphrase).PfxPath) }; Found = 'case_certificate.pfx' }
    ) {
        & $Call | Should -BeExactly $Found
    }

    It 'is refused as it was typed' {
        { New-QsJwt LAB a @own -Algorithm hs256 } | Should -Throw "-Algorithm: 'hs256' is not one of *"
    }
}

Describe 'Two parameters that say the same' {
    It 'exclude each other: <Name>' -ForEach @(
        @{ Name = 'Expires and ExpiresAt'; Call = { New-QsJwt LAB a @own -Expires (Get-Date).AddHours(1) -ExpiresAt (Get-Date).AddHours(2) } }
        @{ Name = 'Certificate and CertificatePath'; Call = { Test-QsJwt x.y.z -CertificatePath ([pscustomobject] @{ RawData = [byte[]] (1, 2) }) -Certificate x } }
    ) {
        $refusal = $Call | Should -Throw -ErrorId 'ConflictingOptions,*' -PassThru
        $first, $second = $Name -split ' and '
        "$refusal" | Should -BeIn "-$first and -$second exclude each other", "-$second and -$first exclude each other"
    }
}

Describe 'Claims that are none' {
    It 'are named: <Name>' -ForEach @(
        @{ Name = 'a number'; Given = 5; Found = 'found [int]' }
        @{ Name = 'a list'; Given = @{ a = 1 }, @{ b = 2 }; Found = 'found a list of 2' }
        @{ Name = 'text'; Given = '{a:1}'; Found = 'found other text' }
        @{ Name = 'a name twice'; Given = '{"a":1,"a":2}'; Found = 'found other text' }
        @{ Name = 'a value'; Given = @{ deep = @(1, @{ span = [timespan]::Zero }) }; Found = "'span' holds [timespan], which JSON cannot represent" }
    ) {
        $refusal = { New-QsJwt LAB a @own -Claims $Given } | Should -Throw -ErrorId 'InvalidClaim,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike "-Claims: *$($Found.Replace('[', '`['))"
    }

    It 'are no times that .NET has on the first and the last day of all' {
        foreach ($kind in 'Utc', 'Local', 'Unspecified') {
            $claims = @{ first = [datetime]::SpecifyKind([datetime]::MinValue, $kind); last = [datetime]::SpecifyKind([datetime]::MaxValue, $kind) }
            $payload = ConvertFrom-QsJwt (New-QsJwt LAB a @own -Claims $claims) -CertificatePath $Certificate | ForEach-Object Payload
            $payload.first | Should -Match '^0001-01-0'
            $payload.last | Should -Match '^9999-12-31T'
        }
    }

    It 'nor is the last instant of all one later' {
        { New-QsJwt LAB a @own -ExpiresAt ([DateTimeOffset]::MaxValue) } | Should -Not -Throw '*253402300800*'
    }
}

Describe 'A length of time' {
    It 'is no point in time, which has a parameter of its own: <_>' -ForEach '2026-12-31', '1798859045' {
        $refusal = { New-QsJwt LAB a @own -Expires $_ } | Should -Throw -ErrorId 'InvalidDuration,New-QsJwt' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-ExpiresAt'
    }

    It 'is said to be as short as a login may be' {
        $refusal = { Test-QsJwtLogin https://127.0.0.1:1 x.y.z -Qseow -Timeout 0 } | Should -Throw -ErrorId 'InvalidDuration,Test-QsJwtLogin' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -Not -Match '\dd|8h'
    }
}

Describe 'A parameter that only the pipeline gives' {
    It 'is not taken for nothing where it is typed' {
        $refusal = { New-QsJwt LAB -InputObject 'anna' @own } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt' -PassThru
        "$refusal" | Should -Be '-InputObject: only the pipeline gives it'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'write $users | New-QsJwt*'
    }
}

Describe 'Places of files' {
    It 'may be what Resolve-Path and Get-Location give' {
        Copy-Item $Key ./of-path.pem
        (New-QsJwt LAB a -PrivateKeyPath (Resolve-Path ./of-path.pem)).UserId | Should -Be 'a'
        (New-QsJwtCertificate (Get-Location) -PrivateKeyPath ./of-path.pem).CertificatePath | Should -BeLike '*publickey.cer'
    }

    It 'may be the files of New-QsJwtCertificate, each in its place' {
        $files = New-QsJwtCertificate ./both_ -KeySize 2048
        New-QsJwt LAB a -PrivateKeyPath $files | Test-QsJwt -CertificatePath $files | Should -BeTrue
        (Get-QsJwtCertificate $files -PrivateKeyPath $files).PrivateKeyMatches | Should -BeTrue
        (New-QsJwtCertificate ./again_ -PrivateKeyPath $files).PrivateKeyPath | Should -Be $files.PrivateKeyPath
    }

    It 'are files, and nothing else that PowerShell has: <_>' -ForEach 'Env:PATH', 'Variable:Key', 'https://example.com/key.pem', 'NoSuchDrive:/key.pem' {
        $refusal = { New-QsJwt LAB a -PrivateKeyPath $_ } | Should -Throw -ErrorId 'InvalidPath,New-QsJwt' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'name a file by its path*'
    }

    It 'are named by whoever stands in another place' {
        Push-Location Env:
        try {
            $refusal = { New-QsJwtCertificate } | Should -Throw -ErrorId 'InvalidPath,New-QsJwtCertificate' -PassThru
            "$refusal" | Should -BeLike 'no place for the new files was named, and the current location is none (Env:*)'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Set-Location*'
            (New-QsJwt LAB a @own).UserId | Should -Be 'a'
        }
        finally { Pop-Location }
    }
}
