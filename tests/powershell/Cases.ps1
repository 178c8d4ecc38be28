# Dot-sourced by the scripts of cases: imports the module and records what cases give.
$ErrorActionPreference = 'Continue'
Import-Module $env:TEST_MODULE
$script:Results = [ordered] @{}

function ConvertTo-Fault {
    param($ErrorRecord)

    @{
        id = $ErrorRecord.FullyQualifiedErrorId
        category = "$($ErrorRecord.CategoryInfo.Category)"
        message = "$ErrorRecord"
        hint = "$(if ($ErrorRecord.ErrorDetails) { $ErrorRecord.ErrorDetails.RecommendedAction })"
        target = "$($ErrorRecord.TargetObject)"
        line = "$($ErrorRecord.InvocationInfo.Line)".Trim()
    }
}

function Case {
    # Run a script block. Output, errors and warnings are taken apart by their types.
    param([string] $Name, [scriptblock] $Script)

    $found = @{ out = @(); errors = @(); warnings = @(); thrown = $null }
    try {
        & $Script *>&1 | ForEach-Object {
            if ($_ -is [Management.Automation.ErrorRecord]) { $found.errors += ConvertTo-Fault $_ }
            elseif ($_ -is [Management.Automation.WarningRecord]) { $found.warnings += $_.Message }
            else { $found.out += , $_ }
        }
    }
    catch {
        $found.thrown = ConvertTo-Fault $_
    }
    $script:Results[$Name] = $found
}

function Complete-Cases {
    # Hand the results to pytest.
    ConvertTo-Json -InputObject $script:Results -Depth 12 | Set-Content -LiteralPath $env:TEST_RESULTS -Encoding utf8
}
