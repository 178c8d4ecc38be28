function ConvertTo-EngineOption {
    # The engine's options, by name, for those parameters of a cmdlet that were given. Where a
    # value means nothing to the engine, this ends the call; with -ForInput, the option that an
    # object of the pipeline gave is that object's fault, and nothing is returned. Except is a
    # parameter that is left out.
    param($Cmdlet, $Bound, [string] $Name = (Get-CmdletName -Cmdlet $Cmdlet), $ForInput, $Except)

    $given, $by = @{}, @{}
    $faults = [Collections.ArrayList]::new()
    $names, $choices, $kinds = $script:Settings['Options'][$Name], $script:Settings['Choices'][$Name], $script:Settings['Kinds']
    foreach ($parameter in $Bound.Keys) {
        $option = $names[$parameter]
        $value = $Bound[$parameter]
        if (-not $option -or $parameter -eq $Except) { continue }
        if ($null -eq $value) {
            # A path or a text that is nothing would not be noticed otherwise: no file would be written.
            # Of a user, a property may be missing.
            if ($option -in $kinds['Path'] -or ($option -in $kinds['Text'] -and $option -notin $script:Settings['UserTexts'].Values)) { $value = '' }
            else { continue }
        }
        # A certificate object will do in the place of a file; where its store has it is no path.
        if ($option -eq 'cert_publickey_file' -and $null -ne (Get-RawData -Value $value)) { $option = 'cert_publickey' }
        # As PowerShell compares texts: rs256 is RS256.
        if ($null -ne $choices -and $choices[$option]) { foreach ($choice in $choices[$option]) { if ($choice -eq $value) { $value = $choice } } }
        # An instant is no length of time.
        if ($option -eq 'expires' -and ($value -is [datetime] -or $value -is [DateTimeOffset])) { $option = 'expires_at' }
        if ($by[$option]) {
            # Two ways to say one thing.
            Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{ Code = 'ConflictingOptions'; Message = "-$($by[$option]) and -$parameter exclude each other"; Hint = 'give one of them'; Parameter = $option }
        }
        $by[$option] = $parameter
        # Mostly text or a path that is text; whatever else is for a function that few calls need.
        $given[$option] = if ($value -isnot [string]) { ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $option -Value $value -Faults $faults }
        elseif ($option -in $kinds['Text']) { $value }
        elseif ($option -in $kinds['Path']) { Resolve-FilePath -Cmdlet $Cmdlet -Path $value -Faults $faults }
        else { ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $option -Value $value -Faults $faults }
        foreach ($fault in $faults) {
            if (-not $fault.Message.StartsWith("-${parameter}: ")) { $fault.Message = "-${parameter}: $($fault.Message)" }
            $fault.Parameter = $option
            # Of the input only: what else was typed may be a secret.
            $target = if ($ForInput -and $option -notin $kinds['Secret'] -and $value -is [string]) { $value }
            Write-Fault -Cmdlet $Cmdlet -Fault $fault -Target $target -Ends:(-not $ForInput)
            return
        }
    }
    if ($by['profile']) { Sync-EngineEnvironment }
    $given
}
