function ConvertTo-EngineOption {
    # The engine's options, by name, for those parameters of a cmdlet that were given.
    # Ends the call where a value means nothing to the engine.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound)

    $given = [ordered]@{}
    $faults = [Collections.ArrayList]::new()
    $names = $script:Settings.Options[$Cmdlet.MyInvocation.MyCommand.Name]
    foreach ($parameter in $Bound.Keys) {
        $option = $names[$parameter]
        if (-not $option -or $null -eq $Bound[$parameter]) { continue }
        $given[$option] = ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $option -Value $Bound[$parameter] -Faults $faults
        foreach ($fault in $faults) {
            $fault.Message = "-${parameter}: $($fault.Message)"
            $fault.Parameter = $option
            Write-Fault -Cmdlet $Cmdlet -Fault $fault -Ends
        }
    }
    $given
}
