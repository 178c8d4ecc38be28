function Import-CallerPreference {
    # Let a cmdlet heed the preference variables of the script that calls it, as a compiled
    # one does: a module's functions see the global ones only. To be dot-sourced.
    param([Management.Automation.PSCmdlet] $Cmdlet)

    $bound, $preferences = $Cmdlet.MyInvocation.BoundParameters, @{
        ErrorAction = 'ErrorActionPreference'; WarningAction = 'WarningPreference'; Verbose = 'VerbosePreference'
        Debug = 'DebugPreference'; Confirm = 'ConfirmPreference'; WhatIf = 'WhatIfPreference'
    }
    $here, $caller = $ExecutionContext.SessionState.PSVariable, $Cmdlet.SessionState.PSVariable
    foreach ($parameter in $preferences.Keys) {
        if (-not $bound.ContainsKey($parameter)) { $here.Set($preferences[$parameter], $caller.GetValue($preferences[$parameter])) }
    }
}
