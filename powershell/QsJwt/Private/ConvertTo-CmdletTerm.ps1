function ConvertTo-CmdletTerm {
    # An engine's sentence in a cmdlet's words: with the cmdlet's parameters in the place of
    # the engine's options, and its name in the place of the command's.
    [OutputType([string])]
    param([string] $Text, [string] $Cmdlet)

    $options = $script:Settings.Options[$Cmdlet]
    if (-not $options) { return $Text }
    foreach ($parameter in $options.Keys) {
        $option = $options[$parameter]
        $flag = '--' + $option.Replace('_', '-')
        # A switch takes no value.
        $value = if ($option -in $script:Settings.Kinds.Flag) { '( true)?' } else { '' }
        # In front of a colon or after "give" the bare name is the option; elsewhere it may be a word.
        $name = if ($option.Contains('_')) { "\b$option\b" } else { "^$option(?=: )|(?<=\bgive )$option\b" }
        $Text = [regex]::Replace($Text, "(?<![\w-])$flag$value(?![\w-])|$name", "-$parameter")
    }
    # Where the command line can be told to look for a secret, a cmdlet is given it.
    $Text = [regex]::Replace($Text, ' env:NAME(, file:PATH)? or stdin', '')
    [regex]::Replace($Text, '^(create|login|inspect|qscloud|qseow)-[a-z-]+(?= needs)|^(decode|verify)(?= needs)', $Cmdlet)
}
