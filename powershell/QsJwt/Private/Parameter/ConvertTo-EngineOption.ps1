function ConvertTo-EngineOption {
    # The engine's options, by name, for those parameters of a cmdlet that were given. Where a
    # value means nothing to the engine, this ends the call; with -ForInput, the option that an
    # object of the pipeline gave is that object's fault, and nothing is returned.
    param($Cmdlet, $Bound, [string] $Name = (Get-CmdletName -Cmdlet $Cmdlet), $ForInput)

    $given = [ordered]@{}
    $faults = [Collections.ArrayList]::new()
    $names = $script:Settings['Options'][$Name]
    foreach ($parameter in $Bound.Keys) {
        $option = $names[$parameter]
        $value = $Bound[$parameter]
        # A path that is nothing would not be noticed otherwise: no file would be written.
        if ($null -eq $value -and $option -in $script:Settings['Kinds']['Path']) { $value = '' }
        if (-not $option -or $null -eq $value) { continue }
        # A certificate object will do in the place of a file; where its store has it is no path.
        if ($option -eq 'cert_publickey_file' -and $null -ne (Get-RawData -Value $value)) { $option = 'cert_publickey' }
        # An instant is no length of time.
        if ($option -eq 'expires' -and ($value -is [datetime] -or $value -is [DateTimeOffset])) { $option = 'expires_at' }
        $given[$option] = ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $option -Value $value -Faults $faults
        foreach ($fault in $faults) {
            if (-not $fault.Message.StartsWith("-${parameter}: ")) { $fault.Message = "-${parameter}: $($fault.Message)" }
            $fault.Parameter = $option
            # Of the input only: what else was typed may be a secret.
            $target = if ($ForInput -and $option -notin $script:Settings['Kinds']['Secret'] -and $value -is [string]) { $value }
            Write-Fault -Cmdlet $Cmdlet -Fault $fault -Target $target -Ends:(-not $ForInput)
            return
        }
    }
    if ($given.Contains('profile')) { Sync-EngineEnvironment }
    $given
}
