# Runs files of tests in Pester 6, and writes as JSON how each went; with -Slow also the tests with
# that tag, which take long. Exit code 3: no Pester.
param([string] $Result, [switch] $Slow, [Parameter(ValueFromRemainingArguments)] [string[]] $Path)

$ErrorActionPreference = 'Stop'
# The newest that loads: one that is there may still be broken, or too old.
$found = Get-Module Pester -ListAvailable -ErrorAction Ignore | Where-Object { $_.Version.Major -eq 6 } | Sort-Object Version -Descending
$faults = foreach ($one in $found) {
    try { Import-Module $one.Path -ErrorAction Stop -WarningAction Ignore; break } catch { "$($one.Path): $_"; Remove-Module Pester -ErrorAction Ignore }
}
if (-not (Get-Module Pester)) {
    $why = if ($faults) { $faults -join '; ' } else { 'no Pester 6 is in any folder of PSModulePath' }
    [IO.File]::WriteAllText($Result, (ConvertTo-Json @{ missing = $why }))
    exit 3
}

$ErrorActionPreference = 'Continue'
$run = Invoke-Pester -Configuration @{
    Run = @{ Path = $Path; PassThru = $true }
    Filter = @{ ExcludeTag = if (-not $Slow) { 'Slow' } }
    Output = @{ Verbosity = 'None' }
    TestRegistry = @{ Enabled = $false }
}
function Get-Fault { param($Records) ($Records | ForEach-Object { if ($_.DisplayErrorMessage) { "$($_.DisplayErrorMessage)`n$($_.DisplayStackTrace)" } else { "$_" } }) -join "`n" }

$files = @{}
foreach ($container in $run.Containers) { $files[$container.Item.Name] = @{ passed = [Collections.ArrayList]::new(); skipped = [Collections.ArrayList]::new(); failed = [Collections.ArrayList]::new() } }
function Add-Result {
    param($Container, [string] $Kind, $Found)
    [void] $files[[IO.Path]::GetFileName("$Container")].$Kind.Add($Found)
}
foreach ($test in $run.Passed) { Add-Result $test.Block.BlockContainer passed $test.ExpandedPath }
foreach ($test in $run.Skipped) { Add-Result $test.Block.BlockContainer skipped @{ name = $test.ExpandedPath; because = (Get-Fault $test.ErrorRecord) } }
foreach ($test in $run.Failed) { Add-Result $test.Block.BlockContainer failed @{ name = $test.ExpandedPath; fault = (Get-Fault $test.ErrorRecord) } }
foreach ($block in $run.FailedBlocks) { Add-Result $block.BlockContainer failed @{ name = "$($block.ExpandedPath) (its BeforeAll or AfterAll)"; fault = (Get-Fault $block.ErrorRecord) } }
foreach ($container in $run.FailedContainers) { Add-Result $container.Item failed @{ name = $container.Item.Name; fault = (Get-Fault $container.ErrorRecord) } }
[IO.File]::WriteAllText($Result, (ConvertTo-Json -InputObject $files -Depth 5))
exit [int] ($run.Result -ne 'Passed')
