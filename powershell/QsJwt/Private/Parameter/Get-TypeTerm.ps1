function Get-TypeTerm {
    # What an error calls a value of the wrong type: the type, as PowerShell writes it. Never the
    # value, which may be a secret.
    [OutputType([string])]
    param($Value)

    if ($null -eq $Value) { return 'nothing' }
    if ($Value -is [Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [Collections.IDictionary]) { return "a list of $(@($Value).Count)" }
    if ($Value -is [Management.Automation.PSCustomObject]) { return '[pscustomobject]' }
    # In a text, a type has its short name, without the version of its assembly.
    "[$($Value.GetType())]"
}
