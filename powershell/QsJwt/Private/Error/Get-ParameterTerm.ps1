function Get-ParameterTerm {
    # What one of the engine's options is called in a cmdlet, and how it is given a value: -UserId
    # for userid. A sentence may also speak of another cmdlet's, mostly of those that make tokens.
    [OutputType([string])]
    param([string] $Option, [string] $Value, [string] $Cmdlet)

    if (-not $script:Terms.Contains($Cmdlet)) {
        $options = $script:Settings['Options']
        $terms = @{}
        foreach ($name in @($options.Keys | Sort-Object -Descending) + 'New-QsJwt', $Cmdlet | Where-Object { $options.Contains($_) }) {
            foreach ($parameter in $options[$name].Keys) { $terms[$options[$name][$parameter]] = "-$parameter" }
        }
        $script:Terms[$Cmdlet] = $terms
    }
    $term = $script:Terms[$Cmdlet][$Option]
    if (-not $term) { return "--$($Option.Replace('_', '-')) $Value".TrimEnd() }
    if ($Option -in $script:Settings['Kinds']['Flag']) { return $(if ($Value -eq 'false') { "${term}:`$false" } else { $term }) }
    # Where the command line can be told to look for a value, a cmdlet is given it.
    if ($Value.StartsWith('env:')) { return $(if ($Option -eq 'cert_passphrase') { "$term, a SecureString" } else { "$term `$$Value" }) }
    if (-not $Value -or $Value -eq 'stdin' -or $Value.StartsWith('file:')) { return $term }
    # Several values have commas between them.
    "$term $($Value.Replace(' ', ', '))"
}
