function ConvertTo-EngineOption {
    # The engine's options, by name, for those parameters of a cmdlet that were given. Where a
    # value means nothing to the engine, this ends the call; with -ForInput, the option that an
    # object of the pipeline gave is that object's fault, and nothing is returned.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound, [switch] $ForInput)

    $given = [ordered]@{}
    $faults = [Collections.ArrayList]::new()
    $names = $script:Settings.Options[(Get-CmdletName -Cmdlet $Cmdlet)]
    foreach ($parameter in $Bound.Keys) {
        $option = $names[$parameter]
        if (-not $option -or $null -eq $Bound[$parameter]) { continue }
        # An instant is no length of time.
        if ($option -eq 'expires' -and ($Bound[$parameter] -is [datetime] -or $Bound[$parameter] -is [DateTimeOffset])) { $option = 'expires_at' }
        $given[$option] = ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $option -Value $Bound[$parameter] -Faults $faults
        foreach ($fault in $faults) {
            if (-not $fault.Message.StartsWith("-${parameter}: ")) { $fault.Message = "-${parameter}: $($fault.Message)" }
            $fault.Parameter = $option
            # Of the input only: what else was typed may be a secret.
            $target = if ($ForInput -and $option -notin $script:Settings.Kinds.Secret -and $Bound[$parameter] -is [string]) { $Bound[$parameter] }
            Write-Fault -Cmdlet $Cmdlet -Fault $fault -Target $target -Ends:(-not $ForInput)
            return
        }
    }
    if ($given.Contains('profile')) { Sync-EngineEnvironment }
    $given
}
