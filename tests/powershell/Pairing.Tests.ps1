BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $users = 1..30 | ForEach-Object { [pscustomobject] @{ UserDirectory = "D$_"; UserId = "u$_"; File = "u$_.jwt" } }
    $own = @{ PrivateKeyPath = $Key }
    # What stands beside a token and what is signed in it, for each user.
    $right = 1..30 | ForEach-Object { "u$_.jwt D$_\u$_" }
    function Get-Pair { param($File, $Token) $claims = Get-Part $Token; "$File $($claims.userDirectory)\$($claims.userId)" }
}

Describe 'Each token goes with its user' {
    It 'with -PipelineVariable over several lines' {
        $users |
            ForEach-Object -PipelineVariable user { $_ } |
            New-QsJwt @own |
            ForEach-Object { Get-Pair $user.File $_ } |
            Should -Be $right
    }

    It 'with -PipelineVariable on one line' {
        $users | ForEach-Object -PipelineVariable user { $_ } | New-QsJwt @own | ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right
    }

    It 'on a cmdlet that is compiled' {
        Write-Output $users -PipelineVariable user |
            New-QsJwt @own |
            ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right
    }

    It 'with a -PipelineVariable that is splatted' {
        $kept = @{ PipelineVariable = 'user' }
        $users | ForEach-Object @kept { $_ } |
            New-QsJwt @own | ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right
    }

    It 'with a variable that is set upstream' {
        $users |
            ForEach-Object { $script:now = $_.File; $_ } |
            New-QsJwt @own |
            ForEach-Object { Get-Pair $script:now $_ } | Should -Be $right
    }

    It 'with a counter on either side' {
        $counts = @{ In = 0 }
        $users | ForEach-Object { $counts.In++; $_ } | New-QsJwt @own |
            ForEach-Object { Get-Pair "u$($counts.In).jwt" $_ } | Should -Be $right
    }

    It 'in a loop, a function and a script block' {
        function Get-Token { process { $_ | New-QsJwt @own } }
        $found = foreach ($user in $users) { Get-Pair $user.File ($user | Get-Token) }
        $found | Should -Be $right
        $users | ForEach-Object -PipelineVariable user { $_ } | & { process { $_ | New-QsJwt @own } } |
            ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right
        $users | ForEach-Object { $user = $_; $_ | New-QsJwt @own | ForEach-Object { Get-Pair $user.File $_ } } | Should -Be $right
    }

    It 'inside a function that is fed by the pipeline' {
        function Save-Token {
            param([Parameter(ValueFromPipeline)] $User)
            begin { $pipe = { New-QsJwt @own }.GetSteppablePipeline(); $pipe.Begin($true) }
            process { Get-Pair $User.File (@($pipe.Process($User))[0]) }
            end { $pipe.End(); $pipe.Dispose() }
        }
        $users | Save-Token | Should -Be $right
    }

    It 'within a pipeline of another call' {
        $users | ForEach-Object -PipelineVariable user { $_ } | New-QsJwt @own | ForEach-Object -PipelineVariable outer { $_ } |
            ForEach-Object { 'x' | New-QsJwt -UserDirectory $outer.UserDirectory @own | ForEach-Object { "$($user.File) $((Get-Part $outer).userDirectory)\$($outer.UserId) $($_.UserId)" } } |
            Should -Be ($right | ForEach-Object { "$_ x" })
    }

    It 'through Tee-Object and Select-Object, which ends it early' {
        $users | ForEach-Object -PipelineVariable user { $_ } | Tee-Object -Variable seen | New-QsJwt @own |
            Select-Object -First 7 | ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right[0..6]
    }

    It 'through a check of each token' {
        $users | ForEach-Object -PipelineVariable user { $_ } | New-QsJwt @own -PipelineVariable made | ConvertFrom-QsJwt -CertificatePath $Certificate |
            ForEach-Object { "$($user.File) $($_.Payload.userDirectory)\$($_.Payload.userId) $($made.UserId)" } |
            Should -Be (1..30 | ForEach-Object { "u$_.jwt D$_\u$_ u$_" })
    }

    It 'where some users get none' {
        $mixed = 1..12 | ForEach-Object { [pscustomobject] @{ UserDirectory = 'D'; UserId = $(if ($_ % 3) { "u$_" } else { '' }) ; File = "u$_.jwt" } }
        $mixed | ForEach-Object -PipelineVariable user { $_ } | New-QsJwt @own -ErrorAction SilentlyContinue |
            ForEach-Object { Get-Pair $user.File $_ } | Should -Be (1, 2, 4, 5, 7, 8, 10, 11 | ForEach-Object { "u$_.jwt D\u$_" })
    }

    It 'where an event of the caller''s makes tokens, too' {
        $timer = [Timers.Timer]::new(40)
        $made = [Collections.ArrayList]::Synchronized([Collections.ArrayList]::new())
        $job = Register-ObjectEvent $timer Elapsed -MessageData @{ Made = $made; Key = $Key } -Action {
            [void] $Event.MessageData.Made.Add((New-QsJwt EVENT other -PrivateKeyPath $Event.MessageData.Key).UserId)
        }
        try {
            $timer.Start()
            $users | ForEach-Object -PipelineVariable user { $_ } | New-QsJwt @own | ForEach-Object { Get-Pair $user.File $_ } | Should -Be $right
            foreach ($try in 1..1000) { if ($made.Count) { break }; Start-Sleep -Milliseconds 20 }
            $made | Select-Object -Unique | Should -Be 'other'
        }
        finally {
            $timer.Dispose()
            Get-EventSubscriber -SourceIdentifier $job.Name | Unregister-Event
            Remove-Job $job -Force
        }
    }
}

Describe 'Each user is answered before the next is read' {
    It 'and the first token is out before the second user is in' {
        $order = [Collections.ArrayList]::new()
        $users[0..2] | ForEach-Object { [void] $order.Add("in $($_.UserId)"); $_ } | New-QsJwt @own | ForEach-Object { [void] $order.Add("out $($_.UserId)") }
        $order | Should -Be 'in u1', 'out u1', 'in u2', 'out u2', 'in u3', 'out u3'
    }

    It 'also where it is refused' {
        $order = [Collections.ArrayList]::new()
        '', 'a', '' | ForEach-Object { [void] $order.Add("in $_"); $_ } | New-QsJwt LAB @own 2>&1 | ForEach-Object { [void] $order.Add("out $($_.GetType().Name)") }
        $order | Should -Be 'in ', 'out ErrorRecord', 'in a', 'out PSCustomObject', 'in ', 'out ErrorRecord'
    }
}

Describe 'The user of a token' {
    It 'is said by directory and id on QSEoW' {
        $token = New-QsJwt LAB anna @own
        $token.UserDirectory, $token.UserId, $token.User | Should -Be 'LAB', 'anna', 'anna'
    }

    It 'has neither on Qlik Cloud' {
        Set-StrictMode -Version Latest
        $token = New-QsJwt -Issuer lab -KeyId k -Subject s -UserName n -UserEmail e@example.com @own -WarningAction Ignore
        $token.UserDirectory | Should -BeNullOrEmpty
        $token.UserId | Should -BeNullOrEmpty
        $token.User | Should -Not -BeNullOrEmpty
    }

    It 'is the target of an error, by name or by number' {
        $problem = $null
        [pscustomobject] @{ UserDirectory = 'D'; UserId = 'a'; Claims = '[]' }, [pscustomobject] @{ UserDirectory = 'D'; Id = 7 }, [pscustomobject] @{ UserDirectory = 'D'; UserId = '' } |
            New-QsJwt @own -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.TargetObject | Should -Be 'D\a', 2, 3
    }
}
