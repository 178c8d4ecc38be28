function ConvertTo-CmdletTerm {
    # An engine's sentence with a cmdlet's parameters in the place of the engine's options.
    [OutputType([string])]
    param([string] $Text, [string] $Cmdlet)

    $options = $script:Settings.Options[$Cmdlet]
    if (-not $options) { return $Text }
    foreach ($parameter in $options.Keys) {
        $option = $options[$parameter]
        $flag = '--' + $option.Replace('_', '-')
        # In front of a colon or after "give" the bare name is the option; elsewhere it may be a word.
        $name = if ($option.Contains('_')) { "\b$option\b" } else { "^$option(?=: )|(?<=\bgive )$option\b" }
        $Text = [regex]::Replace($Text, "(?<![\w-])$flag(?![\w-])|$name", "-$parameter")
    }
    $Text
}
