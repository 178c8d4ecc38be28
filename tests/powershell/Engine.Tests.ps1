BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $rightEngine = $env:QS_JWT_ENGINE

    function New-Token { param($Id) (New-QsJwt LAB $Id -PrivateKeyPath $Key).Payload.userId }

    function Invoke-Apart {
        # What a script gives each time, in a runspace that is reset in between.
        param([string] $Script, [int] $Times)

        $shell = [powershell]::Create()
        try {
            foreach ($turn in 1..$Times) {
                $shell.Commands.Clear()
                $null = $shell.AddScript("param(`$ModulePath, `$Key) Import-Module `$ModulePath; $Script").AddArgument($ModulePath).AddArgument($Key)
                $shell.Invoke()
                if ($turn -lt $Times) { $shell.Runspace.ResetRunspaceState() }
            }
            $shell.Streams.Error | ForEach-Object { "error: $_" }
        }
        finally {
            $shell.Runspace.Close()
            $shell.Dispose()
        }
    }
}
AfterAll {
    $env:QS_JWT_ENGINE = $rightEngine
    Pop-Location
}

Describe 'The engine of a session' {
    It 'does not start with the module' {
        Remove-Module QsJwt
        Import-Module $ModulePath
        Wait-Engine 0 | Should -Be 0
    }

    It 'is started ahead of a call, used by the next one, and not at all with -WhatIf' {
        Import-Module $ModulePath -Force
        $null = New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./what-if.jwt -WhatIf
        @(Get-Engine).Count | Should -Be 0
        { New-QsJwt LAB a -PrivateKeyPath $Key -PrivateKey x } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
        $ahead = @(Get-Engine)
        $ahead.Count | Should -Be 1
        New-Token next | Should -Be 'next'
        @(Get-Engine) | Should -Be $ahead
    }

    It 'is ended with the module where it was started ahead and never used' {
        Import-Module $ModulePath -Force
        { New-QsJwt LAB a -PrivateKeyPath $Key -PrivateKey x } | Should -Throw
        Remove-Module QsJwt
        Wait-Engine 0 | Should -Be 0
        Import-Module $ModulePath
    }

    It 'is one for two hundred users, who get their own tokens' {
        $tokens = 1..200 | ForEach-Object { [pscustomobject] @{ UserDirectory = "D$_"; UserId = "u$_"; Name = "N $_" } } | New-QsJwt -PrivateKeyPath $Key
        $tokens.User | Should -Be (1..200 | ForEach-Object { "u$_" })
        foreach ($number in 1, 100, 200) {
            $claims = Get-Part $tokens[$number - 1]
            $claims.userDirectory, $claims.userId, $claims.name | Should -Be "D$number", "u$number", "N $number"
        }
        @(Get-Engine).Count | Should -Be 1
    }

    It 'goes on after a pipeline that ends early: <Name>' -ForEach @(
        @{ Name = 'the first token only'; Call = { (1..50 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | Select-Object -First 1).User }; Found = 'u1' }
        @{ Name = 'the first users only'; Call = { (1..50 | ForEach-Object { "u$_" } | Select-Object -First 2 | New-QsJwt LAB -PrivateKeyPath $Key).User }; Found = 'u1', 'u2' }
        @{ Name = 'an error before it'; Call = { try { 1..50 | ForEach-Object { if ($_ -eq 30) { throw 'oops' }; "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | Out-Null } catch { "$_" } }; Found = 'oops' }
        @{ Name = 'an error after it'; Call = { try { 1..50 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | ForEach-Object { throw 'oops' } } catch { "$_" } }; Found = 'oops' }
    ) {
        & $Call | Should -Be $Found
        New-Token next | Should -Be 'next'
    }

    It 'serves two cmdlets of one pipeline' {
        $valid = 1..60 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | ConvertFrom-QsJwt -CertificatePath $Certificate | ForEach-Object { "$($_.Payload.userId) $($_.Valid)" }
        $valid | Should -Be (1..60 | ForEach-Object { "u$_ True" })
    }

    It 'sees the variables that a profile names, also once they change' {
        @"
[lab]
platform = "qseow"
userdir = "LAB"
cert_privatekey_file = '$Keys/rsa2048.pkcs8.encrypted.pem'
cert_passphrase = "env:LAB_WORDS"
"@ | Set-Content ./profiles.toml
        $before = $env:QS_JWT_CONFIG
        $env:QS_JWT_CONFIG = './profiles.toml'
        try {
            { New-QsJwt -ProfileName lab -UserId a } | Should -Throw -ErrorId 'MissingVariable,New-QsJwt'
            $env:LAB_WORDS = 'correct horse'
            (New-QsJwt -ProfileName lab -UserId a).User | Should -Be 'a'
            Wait-Engine 1 | Should -Be 1
        }
        finally {
            $env:QS_JWT_CONFIG = $before
            Remove-Item Env:/LAB_WORDS -ErrorAction Ignore
        }
    }

    It 'shows no secret outside' -Skip:($OnWindows -or -not (Test-Path /proc/self/cmdline)) {
        Import-Module $ModulePath -Force
        $verbose = & {
            $DebugPreference = 'Continue'
            New-QsJwt LAB a -PrivateKey (Get-Content "$Keys/rsa2048.pkcs8.encrypted.pem" -Raw) -Passphrase $Passphrase -Verbose *>&1 | Out-String
        }
        Wait-Engine 1 | Should -Be 1
        $engine = @(Get-Engine)[0]
        $seen = @([IO.File]::ReadAllText("/proc/$engine/cmdline").Replace("`0", ' '), [IO.File]::ReadAllText("/proc/$engine/environ"), $verbose)
        $seen[0].Trim() | Should -Match ' serve( --[a-z-]+)+$'
        foreach ($text in $seen) { $text | Should -Not -Match 'correct horse|PRIVATE KEY|eyJ' }
    }
}

Describe 'An engine that is killed' {
    It 'is replaced: <Name>' -ForEach @(
        @{ Name = 'between two calls'; Call = { Stop-Process -Id @(Get-Engine)[0] -Force; New-Token next }; Found = 'next' }
        @{ Name = 'during a call'; Call = { 1..100 | ForEach-Object { if ($_ -eq 50) { Stop-Process -Id @(Get-Engine)[0] -Force }; "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | ForEach-Object { $_.Payload.userId } }; Found = @(1..100 | ForEach-Object { "u$_" }) }
        @{ Name = 'before it would write'; Call = { Stop-Engine; (New-QsJwt LAB a -PrivateKeyPath $Key -OutFile ./after-kill.jwt).User; Test-Path ./after-kill.jwt }; Found = 'a', $true }
    ) {
        $null = New-Token before
        Wait-Engine 1 | Should -Be 1
        $before = @(Get-Engine)[0]
        & $Call | Should -Be $Found
        Wait-Engine 1 | Should -Be 1
        @(Get-Engine)[0] | Should -Not -Be $before
    }
}

Describe 'Engines and runspaces' {
    BeforeAll {
        $null = New-Token first
        $before = Wait-Engine 1
    }

    It 'is stopped like Ctrl-C does, and goes on' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module, $key) Import-Module $module; 1..100000 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | Out-Null').AddArgument($ModulePath).AddArgument($Key)
        $running = $shell.BeginInvoke()
        foreach ($try in 1..1000) { if (@(Get-Engine).Count -gt $before) { break }; Start-Sleep -Milliseconds 50 }
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $shell.Commands.Clear()
        $shell.AddScript('param($key) (New-QsJwt LAB next -PrivateKeyPath $key).User').AddArgument($Key).Invoke() | Should -Be 'next'
        $shell.Runspace.Close()
        $shell.Dispose()
        Wait-Engine $before | Should -Be $before
    }

    It 'are one for each runspace of a pool, and end with it' {
        $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
        $state.ImportPSModule($ModulePath)
        $pool = [runspacefactory]::CreateRunspacePool(2, 2, $state, $Host)
        $pool.Open()
        $work = foreach ($part in 1..4) {
            $shell = [powershell]::Create()
            $shell.RunspacePool = $pool
            $null = $shell.AddScript('param($part, $key) (1..20 | ForEach-Object { "p$part-$_" } | New-QsJwt LAB -PrivateKeyPath $key).User -join " "').AddArgument($part).AddArgument($Key)
            @{ Shell = $shell; Running = $shell.BeginInvoke(); Found = (1..20 | ForEach-Object { "p$part-$_" }) -join ' ' }
        }
        foreach ($one in $work) {
            $one.Shell.EndInvoke($one.Running) | Should -Be $one.Found
            $one.Shell.Dispose()
        }
        @(Get-Engine).Count - $before | Should -BeIn 1, 2
        $pool.Close()
        $pool.Dispose()
        Wait-Engine $before | Should -Be $before
    }

    It 'ends with a runspace that was reset<Name>' -ForEach @{ Name = ''; More = '' }, @{ Name = ', another subscription in its place'; More = '; $null = Register-EngineEvent -SourceIdentifier Mine -Action { }' } {
        Invoke-Apart -Times 3 "(New-QsJwt LAB a -PrivateKeyPath `$Key).User$More" | Should -Be 'a', 'a', 'a'
        Wait-Engine $before | Should -Be $before
    }

    It 'speaks of parameters where the module has a prefix' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('param($module, $key) Import-Module $module -Prefix Lab; (New-LabQsJwt LAB a -PrivateKeyPath $key).User; New-LabQsJwt LAB "" -PrivateKeyPath $key').AddArgument($ModulePath).AddArgument($Key)
        $shell.Invoke() | Should -Be 'a'
        "$($shell.Streams.Error)" | Should -BeLike '-UserId: *'
        $shell.Runspace.Close()
        $shell.Dispose()
    }
}

Describe 'The module that is removed' -Tag Slow {
    AfterEach { Import-Module $ModulePath }

    It 'takes its engine along' {
        $null = New-Token a
        Remove-Module QsJwt
        Wait-Engine 0 | Should -Be 0
        Get-EventSubscriber -Force | Should -BeNullOrEmpty
    }

    It 'takes it along when it is imported again' {
        $null = New-Token a
        $before = @(Get-Engine)[0]
        Import-Module $ModulePath -Force
        Wait-Engine 0 | Should -Be 0
        New-Token next | Should -Be 'next'
        @(Get-Engine) | Should -Not -Contain $before
    }

    It 'finishes what it was asked while it is removed' {
        $count = 1..9 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $Key | ForEach-Object {
            if ($_.User -eq 'u5') { Remove-Module QsJwt }
            $_.User
        } | Measure-Object | ForEach-Object Count
        $count | Should -Be 9
        Wait-Engine 0 | Should -Be 0
        Import-Module $ModulePath
        "$Keys/rsa2048.cer", "$Keys/rsa3072.cer", "$Keys/rsa4096.cer" | Get-QsJwtCertificate | ForEach-Object { Remove-Module QsJwt -ErrorAction Ignore; $_.KeySize } | Should -Be 2048, 3072, 4096
        Wait-Engine 0 | Should -Be 0
    }
}

Describe 'A program that is no engine, or misbehaves' -Tag Slow {
    BeforeAll {
        $log = Join-Path $TestDrive requests.log
        function Use-OddEngine {
            # Makes the module use an engine that misbehaves in one of odd_engine.py's ways.
            param([string] $Mode)

            [IO.File]::WriteAllText($log, '')
            $env:QS_JWT_ENGINE = New-Program -Path (Join-Path $TestDrive "$Mode-engine") -Words "$PSScriptRoot/odd_engine.py", $Mode, $log
            Import-Module $ModulePath -Force
        }
    }
    AfterEach {
        $env:QS_JWT_ENGINE = $rightEngine
        Import-Module $ModulePath -Force
    }

    It 'is named in one error, with the line that mends it: <Mode>' -ForEach @(
        @{ Mode = 'dead'; Code = 'EngineNotFound'; Says = '*error: no engine today*' }
        @{ Mode = 'garbage'; Code = 'EngineNotFound'; Says = '*error: no engine today*' }
        @{ Mode = 'newer'; Code = 'EngineIncompatible'; Says = '*speaks protocol 2, this module speaks 1*' }
        @{ Mode = 'oldest'; Code = 'EngineIncompatible'; Says = '*speaks protocol 0, this module speaks 1*' }
        @{ Mode = 'banner'; Code = 'EngineNotFound'; Says = "*answers 'Welcome!', as no engine does*" }
        @{ Mode = 'broken'; Code = 'EngineNotFound'; Says = "*answers '{ that was it', as no engine does*" }
    ) {
        Use-OddEngine $Mode
        $refusal = { 'a', 'b' | New-QsJwt LAB -PrivateKeyPath x } | Should -Throw -ErrorId "$Code,New-QsJwt" -PassThru
        "$refusal" | Should -BeLike $Says
        "$refusal" | Should -BeLike '$env:QS_JWT_ENGINE names no qs-jwt engine*)'
        # It concerns every user.
        "$refusal" | Should -Not -BeLike '*LAB*'
        $refusal.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is none where it does not say what it is in time' {
        Use-OddEngine mute
        & (Get-Module QsJwt) { $script:StartPatience } | Should -Be 30
        & (Get-Module QsJwt) { $script:StartPatience = 2 }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $refusal = { 'a', 'b' | New-QsJwt LAB -PrivateKeyPath x } | Should -Throw -ErrorId 'EngineNotFound,New-QsJwt' -PassThru
        $clock.Elapsed.TotalSeconds | Should -BeGreaterThan 2
        "$refusal" | Should -BeLike '*: no answer in 2 seconds)'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'put it right or remove it*'
        Wait-Engine 0 | Should -Be 0
    }

    It 'is too old where it lacks a method' {
        Use-OddEngine older
        $refusal = { New-QsJwt LAB a -PrivateKeyPath x } | Should -Throw -ErrorId 'EngineIncompatible,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike '*there is no method create-qseow*'
    }

    It 'fails the one request that kills it, tried twice where it writes nothing' {
        Use-OddEngine poison
        $problem = $null
        $users = 'a', 'b', 'poison', 'c', 'd' | New-QsJwt LAB -PrivateKeyPath x -ErrorAction SilentlyContinue -ErrorVariable problem
        $users.User | Should -Be 'a', 'b', 'c', 'd'
        $problem[-1].FullyQualifiedErrorId | Should -Be 'EngineStopped,New-QsJwt'
        @(Get-Content $log | Where-Object { $_ -like '*poison*' }).Count | Should -Be 2
    }

    It 'is not asked twice for what writes' {
        Use-OddEngine poison
        $problem = $null
        try { 'poison' | New-QsJwt LAB -PrivateKeyPath x -OutFile ./token.jwt -ErrorAction Stop } catch { $problem = $_ }
        $problem.FullyQualifiedErrorId | Should -Be 'EngineStopped,New-QsJwt'
        @(Get-Content $log | Where-Object { $_ -like '*poison*' }).Count | Should -Be 1
    }

    It 'gives no answer that belongs to another: <_>' -ForEach 'stale', 'brief' {
        Use-OddEngine $_
        ('a', 'b', 'c' | New-QsJwt LAB -PrivateKeyPath x).User | Should -Be 'a', 'b', 'c'
    }

    It 'fails the one request whose answer is none: <Mode>' -ForEach @{ Mode = 'null'; Code = 'ProtocolError' }, @{ Mode = 'babble'; Code = 'EngineStopped' } {
        Use-OddEngine $Mode
        $problem = $null
        ('a', 'odd', 'b' | New-QsJwt LAB -PrivateKeyPath x -ErrorAction SilentlyContinue -ErrorVariable problem).User | Should -Be 'a', 'b'
        $problem[-1].FullyQualifiedErrorId | Should -Be "$Code,New-QsJwt"
    }

    It 'is named where it answers what is no answer: <Name>' -ForEach @(
        @{ Name = 'New-QsJwt'; Call = { New-QsJwt LAB a -PrivateKeyPath x -ErrorAction Stop } }
        @{ Name = 'Test-QsJwt'; Call = { Test-QsJwt x.y.z -CertificatePath x -ErrorAction Stop } }
        @{ Name = 'Get-QsJwtProfile'; Call = { Get-QsJwtProfile -ErrorAction Stop } }
        # What a profile says is asked before the users are: without it there are none.
        @{ Name = 'New-QsJwt'; Call = { 'a', 'b' | New-QsJwt -ProfileName lab -ErrorAction SilentlyContinue } }
    ) {
        Use-OddEngine bare
        $refusal = $Call | Should -Throw -ErrorId "ProtocolError,$Name" -PassThru
        "$refusal" | Should -BeLike "the qs-jwt engine's answer * has neither a result nor an error"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'Get-QsJwtEngine shows which engine that is*'
    }

    It 'is ended where it says nothing' {
        Use-OddEngine silent
        $problem = $null
        $users = 'a', 'odd', 'b' | ForEach-Object {
            # Only for what does not come: the rest has its time, whatever else the machine does.
            & (Get-Module QsJwt) { param($Seconds) $script:Patience = $Seconds } $(if ($_ -eq 'odd') { 1 } else { 100 })
            $_
        } | New-QsJwt LAB -PrivateKeyPath x -ErrorAction SilentlyContinue -ErrorVariable problem
        $users.User | Should -Be 'a', 'b'
        @($problem).FullyQualifiedErrorId | Should -Be 'EngineStopped,New-QsJwt'
        "$problem" | Should -BeLike '*did not answer within 1 seconds*'
        @(Get-Content $log | Where-Object { $_ -like '*odd*' }).Count | Should -Be 1
    }

    It 'has the time that a request names, and ten seconds more' {
        & (Get-Module QsJwt) { Get-Patience @{ timeout = '1m' }; Get-Patience @{ timeout = '5' }; Get-Patience @{ timeout = '2.5h' }; Get-Patience @{ timeout = '0.5s' }; Get-Patience @{} } |
            Should -Be 70, 15, 9010, 11, 130
        # One that answers after four seconds.
        Use-OddEngine late
        { Test-QsJwtLogin https://127.0.0.1:1 x.y.z -Qseow -Timeout 1 -ErrorAction Stop } | Should -Throw 'late, but an answer'
        & (Get-Module QsJwt) { $script:Grace = 0 }
        $refusal = { Test-QsJwtLogin https://127.0.0.1:1 x.y.z -Qseow -Timeout 1 -ErrorAction Stop } | Should -Throw -ErrorId 'EngineStopped,Test-QsJwtLogin' -PassThru
        "$refusal" | Should -BeLike '*did not answer within 1 seconds, and was ended'
        Wait-Engine 0 | Should -Be 0
        @(Get-Content $log | Where-Object { $_ -like '*login-qseow*' }).Count | Should -Be 2
    }

    It 'is not there: <Name>' -ForEach @(
        @{ Name = '/nowhere/qs-jwt'; Says = '*nowhere*qs-jwt: there is no such file*' }
        @{ Name = './qs-jwt'; Says = '*$env:QS_JWT_ENGINE names no qs-jwt engine*' }
        @{ Name = 'qs-*'; Says = '*$env:QS_JWT_ENGINE names no qs-jwt engine*' }
        @{ Name = './'; Says = '*: is a folder*' }
    ) {
        $env:QS_JWT_ENGINE = $Name
        Import-Module $ModulePath -Force
        $refusal = { New-QsJwt LAB a -PrivateKeyPath x } | Should -Throw -ErrorId 'EngineNotFound,New-QsJwt' -PassThru
        "$refusal" | Should -BeLike $Says
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'put it right or remove it*'
    }
}
