function Get-CmdletTerm {
    # What the engine's options are called in a cmdlet: -UserId for userid. A sentence may also
    # speak of another cmdlet's options, mostly of those that make tokens.
    [OutputType([hashtable])]
    param([string] $Cmdlet)

    if (-not $script:Terms.Contains($Cmdlet)) {
        $options = $script:Settings['Options']
        $terms = @{}
        foreach ($name in @($options.Keys) + 'New-QsJwt', $Cmdlet | Where-Object { $options.Contains($_) }) {
            foreach ($parameter in $options[$name].Keys) { $terms[$options[$name][$parameter]] = "-$parameter" }
        }
        $script:Terms[$Cmdlet] = $terms
    }
    $script:Terms[$Cmdlet]
}
