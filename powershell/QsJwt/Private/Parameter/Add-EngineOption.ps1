function Add-EngineOption {
    # Add what a parameter that is no plain text says to the engine's options; the name of its option,
    # or nothing where it says nothing.
    param($Cmdlet, $Name, $Parameter, $Option, $Value, $Given, $By, $Faults)

    if ($null -eq $Value) {
        # A path or a text that is nothing would not be noticed otherwise: no file would be written.
        # Of a user, a property may be missing.
        $kinds = $script:Settings['Kinds']
        if ($Option -notin $kinds['Path'] -and ($Option -notin $kinds['Text'] -or $Option -in $script:Settings['UserTexts'].Values)) { return }
        $Value = ''
    }
    # A certificate object will do in the place of a file; where its store has it is no path.
    if ($Option -eq 'cert_publickey_file' -and $null -ne (Get-RawData -Value $Value)) { $Option = 'cert_publickey' }
    # As PowerShell compares texts: rs256 is RS256.
    $choices = $script:Settings['Choices'][$Name]
    if ($null -ne $choices -and $choices[$Option]) { foreach ($choice in $choices[$Option]) { if ($choice -eq $Value) { $Value = $choice } } }
    # An instant is no length of time.
    if ($Option -eq 'expires' -and ($Value -is [datetime] -or $Value -is [DateTimeOffset])) { $Option = 'expires_at' }
    if ($By[$Option]) {
        # Two ways to say one thing.
        Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{ Code = 'ConflictingOptions'; Message = "-$($By[$Option]) and -$Parameter exclude each other"; Hint = 'give one of them'; Parameter = $Option }
    }
    $Given[$Option] = ConvertTo-OptionValue -Cmdlet $Cmdlet -Option $Option -Value $Value -Faults $Faults
    $Option
}
