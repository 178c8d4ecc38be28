# What every *.Tests.ps1 needs, on Linux, macOS and Windows, in PowerShell 7 and Windows
# PowerShell: dot-source it in BeforeAll, and in BeforeDiscovery where a -Skip looks at the system.
$OnWindows = $env:OS -eq 'Windows_NT'
# Under Wine, .NET cannot use a key, and trying to ends PowerShell itself.
$OnWine = $OnWindows -and [IO.File]::Exists("$env:windir\System32\winecfg.exe")
$Checkout = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..'))
$Keys = [IO.Path]::Combine($Checkout, 'tests', 'keys')
$Key = [IO.Path]::Combine($Keys, 'rsa2048.pkcs8.pem')
$Certificate = [IO.Path]::Combine($Keys, 'rsa2048.cer')
# The passphrase of every key there that has one.
$Passphrase = [Net.NetworkCredential]::new('', 'correct horse').SecurePassword

# The module: the one that $env:QS_JWT_TEST_MODULE names, else the checkout's.
$ModulePath = if ($env:QS_JWT_TEST_MODULE) { $env:QS_JWT_TEST_MODULE } else { [IO.Path]::Combine($Checkout, 'powershell', 'QsJwt') }
# Its engine: the one that $env:QS_JWT_ENGINE names, else the checkout's, else the one on PATH.
if (-not $env:QS_JWT_ENGINE) {
    $programs = if ($OnWindows) { '.venv\Scripts\qs-jwt.exe' } else { '.venv/bin/qs-jwt' }
    $known = [IO.Path]::Combine($Checkout, $programs)
    $env:QS_JWT_ENGINE = if ([IO.File]::Exists($known)) { $known } else { (Get-Command qs-jwt -CommandType Application | Select-Object -First 1).Source }
}
# The Python of that engine, for what the tests have in Python.
$Python = if ($OnWindows) { 'python.exe', '..\python.exe' } else { 'python3' }
$Python = $Python | ForEach-Object { [IO.Path]::GetFullPath([IO.Path]::Combine([IO.Path]::GetDirectoryName($env:QS_JWT_ENGINE), $_)) } |
    Where-Object { [IO.File]::Exists($_) } | Select-Object -First 1
# No profile of the user's, and no home of theirs, where a test names none of its own.
if (-not $env:QS_JWT_CONFIG) { $env:QS_JWT_CONFIG = [IO.Path]::Combine($PSScriptRoot, 'no-profiles.toml') }

if (-not (Get-Module QsJwt)) { Import-Module $ModulePath }

function Import-WholeModule {
    # As shipped, the module parses most of its functions and tables when they are needed first.
    & (Get-Module QsJwt) { if (Test-Path function:Import-Later) { & (Get-Item function:Import-Later) } }
}

function Get-Engine {
    # The ids of the engines that this PowerShell started and that have not ended.
    $children = if ($PSVersionTable.PSVersion.Major -ge 7) { Get-Process | Where-Object { $_.Parent.Id -eq $PID } }
    else { Get-CimInstance Win32_Process -Filter "ParentProcessId = $PID" | ForEach-Object { Get-Process -Id $_.ProcessId -ErrorAction Ignore } }
    @($children | Where-Object ProcessName -Match '^(qs-jwt|py|python[0-9.]*)$' | ForEach-Object Id)
}

function Wait-Engine {
    # How many engines are left, once there are no more than so many, or after a while.
    param([int] $Count)

    foreach ($try in 1..1000) {
        if (@(Get-Engine).Count -le $Count) { break }
        Start-Sleep -Milliseconds 50
    }
    @(Get-Engine).Count
}

function Stop-Engine {
    # Kill the engines, and wait until this PowerShell knows that they have ended.
    Get-Engine | ForEach-Object { Stop-Process -Id $_ -Force }
    $null = Wait-Engine 0
}

function New-Program {
    # A program that runs a Python script with these arguments and whatever it is given itself.
    param([string] $Path, [string[]] $Words)

    $quoted = ($Words | Where-Object { $_ } | ForEach-Object { "`"$_`"" }) -join ' '
    if ($OnWindows) {
        [IO.File]::WriteAllText("$Path.cmd", "@`"$Python`" $quoted %*`r`n")
        return "$Path.cmd"
    }
    [IO.File]::WriteAllText($Path, "#!/bin/sh`nexec `"$Python`" $quoted `"`$@`"`n")
    /bin/chmod 755 $Path
    $Path
}

function ConvertTo-Shown {
    # A path of the tests', written with slashes, as this system shows it.
    param([string] $Path)

    $Path.Replace('/', [string] [IO.Path]::DirectorySeparatorChar)
}

function Get-Part {
    # A part of a token, decoded by nothing of the module's: 0 its header, 1 its claims.
    param([string] $Token, [int] $Index = 1)

    $text = $Token.Split('.')[$Index].Replace('-', '+').Replace('_', '/')
    [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text.PadRight([Math]::Ceiling($text.Length / 4) * 4, '='))) | ConvertFrom-Json
}

function Start-Qlik {
    # A server that answers as Qlik documents: Url and CaCertificatePath. Stop-Qlik ends it. With
    # host names to be for, and a folder, the Variables by which an engine takes it for these.
    param([string[]] $For, [string] $In)

    $words = if ($For) { @($In) + $For }
    $quoted = @(foreach ($word in @([IO.Path]::Combine($PSScriptRoot, 'qlik_standin.py')) + $words) { if ($word) { "`"$word`"" } }) -join ' '
    $start = [Diagnostics.ProcessStartInfo]::new($Python, $quoted)
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $where = $process.StandardOutput.ReadLine() | ConvertFrom-Json
    [pscustomobject] @{ Process = $process; Url = $where.url; CaCertificatePath = $where.cacert; Variables = $where.variables }
}

function Get-QlikRequest {
    # What the server was asked since this was last called. -Answer is what it answers from now
    # on at a path: @{ path = '/login'; answer = "HTTP/1.1 ..." }.
    param($Server, [hashtable] $Answer)

    $Server.Process.StandardInput.WriteLine($(if ($Answer) { ConvertTo-Json $Answer -Compress }))
    $Server.Process.StandardInput.Flush()
    $Server.Process.StandardOutput.ReadLine() | ConvertFrom-Json
}

function Stop-Qlik {
    # End the server; an error where it found a fault in itself.
    param($Server)

    $Server.Process.StandardInput.Close()
    if (-not $Server.Process.WaitForExit(10000)) { $Server.Process.Kill() }
    if ($Server.Process.ExitCode) { throw 'the server found a fault in itself' }
}
