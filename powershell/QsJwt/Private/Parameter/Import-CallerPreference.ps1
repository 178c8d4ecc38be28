function Import-CallerPreference {
    # Let a cmdlet heed the preference variables of the script that calls it, as a compiled
    # one does: a module's functions see the global ones only. To be dot-sourced.
    param($Cmdlet)

    $bound, $caller = $Cmdlet.MyInvocation.BoundParameters, $Cmdlet.SessionState.PSVariable
    if (-not $bound.ContainsKey('ErrorAction')) { $ErrorActionPreference = $caller.GetValue('ErrorActionPreference') }
    if (-not $bound.ContainsKey('WarningAction')) { $WarningPreference = $caller.GetValue('WarningPreference') }
    if (-not $bound.ContainsKey('Verbose')) { $VerbosePreference = $caller.GetValue('VerbosePreference') }
    if (-not $bound.ContainsKey('Debug')) { $DebugPreference = $caller.GetValue('DebugPreference') }
    if (-not $bound.ContainsKey('Confirm')) { $ConfirmPreference = $caller.GetValue('ConfirmPreference') }
    if (-not $bound.ContainsKey('WhatIf')) { $WhatIfPreference = $caller.GetValue('WhatIfPreference') }
}
