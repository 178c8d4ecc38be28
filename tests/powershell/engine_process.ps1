. $PSScriptRoot/Cases.ps1
$key = "$env:TEST_KEYS/rsa2048.pkcs8.pem"

function Get-Engine {
    # The ids of the engines that this PowerShell started and that have not ended.
    foreach ($folder in [IO.Directory]::GetDirectories('/proc')) {
        try {
            $state = [IO.File]::ReadAllText("$folder/stat") -replace '^.*\) ' -split ' '
            if ($state[0] -ne 'Z' -and $state[1] -eq $PID -and [IO.File]::ReadAllText("$folder/cmdline").Contains('serve')) {
                [int] [IO.Path]::GetFileName($folder)
            }
        }
        catch { $null = $_ } # it has ended since
    }
}

function Wait-NoEngine {
    # Whether no engine is left, after a while at the most.
    foreach ($try in 1..100) {
        if (-not @(Get-Engine)) { return $true }
        Start-Sleep -Milliseconds 50
    }
    $false
}

function New-Token { param($Id) (New-QsJwt LAB $Id -PrivateKeyPath $key).Payload.userId }

Case import-starts-nothing { @(Get-Engine).Count }
Case many {
    1..1000 | ForEach-Object { [pscustomobject] @{ UserDirectory = "D$_"; UserId = "u$_"; Name = "N $_" } } |
        New-QsJwt -PrivateKeyPath $key | ForEach-Object { @{ user = $_.User; token = $_.Token } }
}
Case many-one-engine { @(Get-Engine).Count }
Case first-downstream {
    (1..50 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | Select-Object -First 1).User
    New-Token next
}
Case first-upstream {
    (1..50 | ForEach-Object { "u$_" } | Select-Object -First 2 | New-QsJwt LAB -PrivateKeyPath $key).User
    New-Token next
}
Case error-upstream {
    try { 1..50 | ForEach-Object { if ($_ -eq 30) { throw 'oops' }; "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | Out-Null } catch { "$_" }
    New-Token next
}
Case error-downstream {
    try { 1..50 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object { throw 'oops' } } catch { "$_" }
    New-Token next
}
Case nested {
    $found = 1..60 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key |
        ConvertFrom-QsJwt -CertificatePath "$env:TEST_KEYS/rsa2048.cer" | ForEach-Object { "$($_.Payload.userId) $($_.Valid)" }
    @{ right = -not (Compare-Object $found @(1..60 | ForEach-Object { "u$_ True" }) -SyncWindow 0); count = $found.Count }
}
Case slow-upstream {
    # An answer is given out when it is there, not only when many are.
    $seen = [Collections.ArrayList]::new()
    1..3 | ForEach-Object { Start-Sleep -Milliseconds 300; [void] $seen.Add("in $_"); "u$_" } |
        New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object { [void] $seen.Add("out $($_.User)") }
    $seen.IndexOf('out u1') -lt $seen.IndexOf('in 3')
}
Case killed-between {
    $before = @(Get-Engine)
    Stop-Process -Id $before[0] -Force
    New-Token next
    @{ replaced = @(Get-Engine)[0] -ne $before[0]; count = @(Get-Engine).Count }
}
Case killed-during {
    $users = 1..100 | ForEach-Object { if ($_ -eq 50) { Stop-Process -Id @(Get-Engine)[0] -Force }; "u$_" } |
        New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object { $_.Payload.userId }
    @{ right = -not (Compare-Object $users @(1..100 | ForEach-Object { "u$_" }) -SyncWindow 0); engines = @(Get-Engine).Count }
}
Case killed-before-writing {
    Stop-Process -Id @(Get-Engine)[0] -Force
    (New-QsJwt LAB a -PrivateKeyPath $key -OutFile ./after-kill.jwt).User
    Test-Path ./after-kill.jwt
}
Case no-secrets {
    $secret = [Net.NetworkCredential]::new('', 'correct horse').SecurePassword
    $verbose = New-QsJwt LAB a -PrivateKey (Get-Content "$env:TEST_KEYS/rsa2048.pkcs8.encrypted.pem" -Raw) -Passphrase $secret -Verbose -Debug 4>&1 5>&1 | Out-String
    $engine = @(Get-Engine)[0]
    @{ arguments = [IO.File]::ReadAllText("/proc/$engine/cmdline").Replace("`0", ' ').Trim(); environment = [IO.File]::ReadAllText("/proc/$engine/environ"); verbose = $verbose }
}
Case stopped-like-ctrl-c {
    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($module, $key) Import-Module $module; 1..100000 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | Out-Null').AddArgument($env:TEST_MODULE).AddArgument($key)
    $running = $shell.BeginInvoke()
    while (@(Get-Engine).Count -lt 2) { Start-Sleep -Milliseconds 20 }
    Start-Sleep -Milliseconds 200
    $shell.Stop()
    $running.IsCompleted
    $shell.Commands.Clear()
    $shell.AddScript('param($key) (New-QsJwt LAB next -PrivateKeyPath $key).User').AddArgument($key).Invoke()
    $shell.Runspace.Close()
    $shell.Dispose()
    foreach ($try in 1..100) { if (@(Get-Engine).Count -gt 1) { Start-Sleep -Milliseconds 50 } }
    @(Get-Engine).Count
}
Case pool {
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
    $state.ImportPSModule($env:TEST_MODULE)
    $pool = [runspacefactory]::CreateRunspacePool(2, 2, $state, $Host)
    $pool.Open()
    $work = foreach ($part in 1..4) {
        $shell = [powershell]::Create()
        $shell.RunspacePool = $pool
        $null = $shell.AddScript('param($part, $key) (1..20 | ForEach-Object { "p$part-$_" } | New-QsJwt LAB -PrivateKeyPath $key).User -join " "').AddArgument($part).AddArgument($key)
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }
    foreach ($one in $work) { $one.Shell.EndInvoke($one.Running); $one.Shell.Dispose() }
    @{ engines = @(Get-Engine).Count }
    $pool.Close()
    $pool.Dispose()
    foreach ($try in 1..100) { if (@(Get-Engine).Count -gt 1) { Start-Sleep -Milliseconds 50 } }
    @{ left = @(Get-Engine).Count }
}
Case prefixed {
    $shell = [powershell]::Create()
    $shell.AddScript('param($module, $key) Import-Module $module -Prefix Lab; (New-LabQsJwt LAB a -PrivateKeyPath $key).User; New-LabQsJwt LAB "" -PrivateKeyPath $key').AddArgument($env:TEST_MODULE).AddArgument($key).Invoke()
    "$($shell.Streams.Error)"
    $shell.Runspace.Close()
}
Case environment {
    $profiles = Join-Path $PWD profiles.toml
    "[lab]", 'platform = "qseow"', 'userdir = "LAB"', "cert_privatekey_file = '$env:TEST_KEYS/rsa2048.pkcs8.encrypted.pem'", 'cert_passphrase = "env:LAB_WORDS"' | Set-Content $profiles
    $env:QS_JWT_CONFIG = './profiles.toml'
    try { New-QsJwt -ProfileName lab -UserId a } catch { $_.FullyQualifiedErrorId }
    $env:LAB_WORDS = 'correct horse'
    (New-QsJwt -ProfileName lab -UserId a).User
    @(Get-Engine).Count
    Remove-Item Env:/QS_JWT_CONFIG, Env:/LAB_WORDS
}
Case reset-runspaces {
    $before = @(Get-Engine).Count
    $shell = [powershell]::Create()
    $again = 'param($module, $key) Import-Module $module; (New-QsJwt LAB a -PrivateKeyPath $key).User'
    foreach ($turn in 1, 2) {
        $shell.Commands.Clear()
        $shell.AddScript($again).AddArgument($env:TEST_MODULE).AddArgument($key).Invoke()
        $shell.Runspace.ResetRunspaceState()
    }
    $shell.Commands.Clear()
    $shell.AddScript($again).AddArgument($env:TEST_MODULE).AddArgument($key).Invoke()
    $shell.Runspace.Close()
    $shell.Dispose()
    foreach ($try in 1..100) { if (@(Get-Engine).Count -gt $before) { Start-Sleep -Milliseconds 50 } }
    @(Get-Engine).Count - $before
}
Case reimport {
    $before = @(Get-Engine)[0]
    Import-Module $env:TEST_MODULE -Force
    $gone = @(Get-Engine) -notcontains $before
    @{ gone = $gone; next = New-Token next; count = @(Get-Engine).Count }
}
Case reset-and-subscribed {
    # Another's subscription has the id that ours had before.
    $before = @(Get-Engine).Count
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    $again = 'param($module, $key) Import-Module $module; $null = New-QsJwt LAB a -PrivateKeyPath $key'
    foreach ($also in '', '; $null = Register-EngineEvent -SourceIdentifier Mine -Action { }') {
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $null = $shell.AddScript("$again$also; `$null = New-QsJwt LAB b -PrivateKeyPath `$key").AddArgument($env:TEST_MODULE).AddArgument($key).Invoke()
        if (-not $also) { $runspace.ResetRunspaceState() }
    }
    $runspace.Close()
    foreach ($try in 1..100) { if (@(Get-Engine).Count -gt $before) { Start-Sleep -Milliseconds 50 } }
    @(Get-Engine).Count - $before
}
Case remove-in-a-cut-pipeline {
    "$env:TEST_KEYS/rsa2048.cer", "$env:TEST_KEYS/rsa3072.cer", "$env:TEST_KEYS/rsa4096.cer" | Get-QsJwtCertificate | ForEach-Object { Remove-Module QsJwt -ErrorAction Ignore; $_.KeySize }
    Wait-NoEngine
    Import-Module $env:TEST_MODULE
}
Case remove-while-it-works {
    1..60 | ForEach-Object { "u$_" } | New-QsJwt LAB -PrivateKeyPath $key | ForEach-Object {
        if ($_.User -eq 'u5') { Remove-Module QsJwt }
        $_.User
    } | Measure-Object | ForEach-Object Count
    Wait-NoEngine
    Import-Module $env:TEST_MODULE
    New-Token again
}
Case remove {
    Remove-Module QsJwt
    @{ ended = Wait-NoEngine; subscribers = @(Get-EventSubscriber -Force).Count }
}
Complete-Cases
