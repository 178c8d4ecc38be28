function Import-CallerPreference {
    # Let a cmdlet heed the preference variables of the script that calls it, as a compiled
    # one does: a module's functions see the global ones only. To be dot-sourced.
    param($Cmdlet)

    $bound = $Cmdlet.MyInvocation.BoundParameters
    if (-not $bound.ContainsKey('ErrorAction')) { $ErrorActionPreference = $Cmdlet.GetVariableValue('ErrorActionPreference') }
    if (-not $bound.ContainsKey('WarningAction')) { $WarningPreference = $Cmdlet.GetVariableValue('WarningPreference') }
    if (-not $bound.ContainsKey('Verbose')) { $VerbosePreference = $Cmdlet.GetVariableValue('VerbosePreference') }
    if (-not $bound.ContainsKey('Debug')) { $DebugPreference = $Cmdlet.GetVariableValue('DebugPreference') }
    if (-not $bound.ContainsKey('Confirm')) { $ConfirmPreference = $Cmdlet.GetVariableValue('ConfirmPreference') }
    if (-not $bound.ContainsKey('WhatIf')) { $WhatIfPreference = $Cmdlet.GetVariableValue('WhatIfPreference') }
}
