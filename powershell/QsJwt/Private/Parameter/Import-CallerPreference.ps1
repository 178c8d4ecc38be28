function Import-CallerPreference {
    # Let a cmdlet heed the preference variables of the script that calls it, as a compiled
    # one does: a module's functions see the global ones only. To be dot-sourced.
    param([Management.Automation.PSCmdlet] $Cmdlet)

    foreach ($preference in @(
            @('ErrorActionPreference', 'ErrorAction'), @('WarningPreference', 'WarningAction'), @('VerbosePreference', 'Verbose'),
            @('DebugPreference', 'Debug'), @('ConfirmPreference', 'Confirm'), @('WhatIfPreference', 'WhatIf'))) {
        if (-not $Cmdlet.MyInvocation.BoundParameters.ContainsKey($preference[1])) {
            $ExecutionContext.SessionState.PSVariable.Set($preference[0], $Cmdlet.SessionState.PSVariable.GetValue($preference[0]))
        }
    }
}
