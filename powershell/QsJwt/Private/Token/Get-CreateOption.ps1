function Get-CreateOption {
    # Those of a call's options that go to a create command: the file is written when the token
    # is finished, where somebody else signs it.
    param([Collections.IDictionary] $Options)

    if (-not $Options.Contains('signing')) { return $Options }
    $create = [ordered] @{}
    foreach ($name in $Options.Keys) {
        if ($name -notin 'output_file', 'force') { $create[$name] = $Options[$name] }
    }
    $create
}
