function Get-DelayedParameter {
    # The parameters that were given as script blocks, which have no value yet: one for each user.
    param($Typed)

    foreach ($name in $Typed.Keys) {
        if ($null -ne $Typed[$name] -and $Typed[$name].GetType().Name -eq 'DelayedScriptBlockArgument') { $name }
    }
}
