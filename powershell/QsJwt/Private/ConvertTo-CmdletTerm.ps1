function ConvertTo-CmdletTerm {
    # An engine's sentence in a cmdlet's words: with parameters in the place of the engine's
    # options, and the cmdlet's name in the place of the command's.
    [OutputType([string])]
    param([string] $Text, [string] $Cmdlet)

    $terms = Get-CmdletTerm -Cmdlet $Cmdlet
    $Text = [regex]::Replace($Text, '(?<![\w-])--([a-z][a-z-]*)( true\b)?', {
            $option = $args[0].Groups[1].Value.Replace('-', '_')
            if (-not $terms.Contains($option)) { return $args[0].Value }
            # A switch takes no value.
            $terms[$option] + $(if ($option -notin $script:Settings.Kinds.Flag) { $args[0].Groups[2].Value })
        })
    # In front of a colon or after "give" a bare name is the option; elsewhere it may be a word.
    $Text = [regex]::Replace($Text, '^[a-z_]+(?=: )|(?<=\bgive )[a-z_]+\b|\b[a-z]+_[a-z_]+\b', {
            if ($terms.Contains($args[0].Value)) { $terms[$args[0].Value] } else { $args[0].Value }
        })
    # Where the command line can be told to look for a secret, a cmdlet is given it.
    $Text = [regex]::Replace($Text, ' env:NAME(, file:PATH)? or stdin', '')
    $Text = $Text.Replace('qs-jwt create-cert', 'New-QsJwtCertificate')
    [regex]::Replace($Text, '^(create|login|inspect|qscloud|qseow)-[a-z-]+(?= needs)|^(decode|verify)(?= needs)', $Cmdlet)
}
