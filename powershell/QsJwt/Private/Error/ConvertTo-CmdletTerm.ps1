function ConvertTo-CmdletTerm {
    # An engine's sentence in a cmdlet's words: with parameters in the place of the engine's
    # options, and the cmdlet's name in the place of the command's. Of a template, the values
    # are put in last and not looked at again: a path may read like an option.
    [OutputType([string])]
    param([string] $Text, [string] $Cmdlet, $Values = @{})

    $fill = { if ($Values.Contains($args[0].Groups[1].Value)) { $Values[$args[0].Groups[1].Value] } else { $args[0].Value } }
    $Text = [regex]::Replace($Text, '\{option:(\w+)(=[^{}]+)?\}|\{command:([a-z-]+)\}', {
            $groups = $args[0].Groups
            if ($groups[3].Success) { $groups[3].Value }
            # Where the command line has blanks between several values, a cmdlet has commas.
            else { '--' + $groups[1].Value.Replace('_', '-') + $groups[2].Value.Replace(' ', ', ').Replace('=', ' ') }
        })
    # What stands in a file of profiles has the engine's names.
    if ($Text -match "^profile ('|\{value:)") { return [regex]::Replace($Text, '\{value:(\w+)\}', $fill) }
    $terms = Get-CmdletTerm -Cmdlet $Cmdlet
    $Text = [regex]::Replace($Text, '(?<![\w-])--([a-z][a-z-]*)( true\b| false\b)?', {
            $option = $args[0].Groups[1].Value.Replace('-', '_')
            if (-not $terms.Contains($option)) { return $args[0].Value }
            # A switch takes no value.
            $isFlag = $option -in $script:Settings['Kinds']['Flag']
            $terms[$option] + $(if (-not $isFlag) { $args[0].Groups[2].Value } elseif ($args[0].Groups[2].Value -eq ' false') { ':$false' })
        })
    # In front of a colon or after "give" a bare name is the option; elsewhere it may be a word.
    $Text = [regex]::Replace($Text, '^[a-z_]+(?=: )|(?<=\bgive )[a-z_]+\b|\b[a-z]+_[a-z_]+\b', {
            if ($terms.Contains($args[0].Value)) { $terms[$args[0].Value] } else { $args[0].Value }
        })
    # Where the command line can be told to look for a secret, a cmdlet is given it.
    $Text = $Text.Replace('-Jwt TOKEN, -Jwt stdin or -JwtPath FILE', 'give -Jwt or -JwtPath')
    # It takes no path of a token.
    if ($Cmdlet -eq 'Connect-QsJwtSession') { $Text = $Text.Replace('a path goes to -JwtPath', 'of a file, give the text: (Get-Content FILE -Raw)') }
    $Text = [regex]::Replace($Text, ' env:NAME(, file:PATH)? or stdin', '')
    $Text = $Text.Replace('-Passphrase env:NAME', '-Passphrase, a SecureString').Replace('-PrivateKey env:NAME', '-PrivateKey $env:NAME')
    $Text = [regex]::Replace($Text, '(qs-jwt )?\bcreate-cert\b', 'New-QsJwtCertificate')
    $Text = [regex]::Replace($Text, '^(create|login|inspect|qscloud|qseow)-[a-z-]+(?= needs)|^(decode|verify)(?= needs)', $Cmdlet)
    [regex]::Replace($Text, '\{value:(\w+)\}', $fill)
}
