# Runs one file of tests in Pester 6, and writes how it went as JSON; with -Slow also those with
# that tag, which take long. Exit code 3: no Pester.
param([string] $Path, [string] $Result, [switch] $Slow)

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

$report = @{
    passed = @($run.Passed | ForEach-Object ExpandedPath)
    skipped = @($run.Skipped | ForEach-Object { @{ name = $_.ExpandedPath; because = (Get-Fault $_.ErrorRecord) } })
    failed = @(
        $run.Failed | ForEach-Object { @{ name = $_.ExpandedPath; fault = (Get-Fault $_.ErrorRecord) } }
        $run.FailedBlocks | ForEach-Object { @{ name = "$($_.ExpandedPath) (its BeforeAll or AfterAll)"; fault = (Get-Fault $_.ErrorRecord) } }
        $run.FailedContainers | ForEach-Object { @{ name = "$($_.Item)"; fault = (Get-Fault $_.ErrorRecord) } }
    )
}
[IO.File]::WriteAllText($Result, (ConvertTo-Json -InputObject $report -Depth 5))
exit [int] ($run.Result -ne 'Passed')
