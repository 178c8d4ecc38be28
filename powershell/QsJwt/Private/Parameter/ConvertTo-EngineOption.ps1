function ConvertTo-EngineOption {
    # The engine's options, by name, for those parameters of a cmdlet that were given. Where a
    # value means nothing to the engine, this ends the call; with -ForInput, the option that an
    # object of the pipeline gave is that object's fault, and nothing is returned. Except is a
    # parameter that is left out.
    param($Cmdlet, $Bound, $Name = (Get-CmdletName -Cmdlet $Cmdlet), $ForInput, $Except)

    # In their order: of several that are wrong, the engine tells the first.
    $given, $by = [ordered] @{}, @{}
    $faults = [Collections.ArrayList]::new()
    $names, $kinds = $script:Settings['Options'][$Name], $script:Settings['Kinds']
    foreach ($parameter in $Bound.Keys) {
        $option, $value = $names[$parameter], $Bound[$parameter]
        if (-not $option -or $parameter -eq $Except) { continue }
        # Mostly a text, or a path that is text; whatever else is for a function that few calls need.
        if ($value -is [string] -and -not $by[$option] -and $option -in $kinds['Text']) { $given[$option] = $value }
        elseif ($value -is [string] -and -not $by[$option] -and $option -in $kinds['Path']) { $given[$option] = Resolve-FilePath -Cmdlet $Cmdlet -Path $value -Faults $faults }
        else { $option = Add-EngineOption -Cmdlet $Cmdlet -Name $Name -Parameter $parameter -Option $option -Value $value -Given $given -By $by -Faults $faults }
        if (-not $option) { continue }
        $by[$option] = $parameter
        if ($faults.Count) { return Write-OptionFault -Cmdlet $Cmdlet -Fault $faults[0] -Parameter $parameter -Option $option -Value $value -ForInput $ForInput }
    }
    if ($by['profile']) { Sync-EngineEnvironment }
    $given
}
