function Import-CallerPreference {
    # Let a cmdlet heed the preference variables of the script that calls it, as a compiled
    # one does: a module's functions see the global ones only.
    param([Management.Automation.PSCmdlet] $Cmdlet)

    $bound = $Cmdlet.MyInvocation.BoundParameters
    $preferences = @{
        ErrorActionPreference = 'ErrorAction'; WarningPreference = 'WarningAction'
        VerbosePreference = 'Verbose'; DebugPreference = 'Debug'
        ConfirmPreference = 'Confirm'; WhatIfPreference = 'WhatIf'
    }
    foreach ($name in $preferences.Keys) {
        if (-not $bound.ContainsKey($preferences[$name])) {
            Set-Variable -Name $name -Scope 1 -Value $Cmdlet.SessionState.PSVariable.GetValue($name) -WhatIf:$false -Confirm:$false
        }
    }
}
