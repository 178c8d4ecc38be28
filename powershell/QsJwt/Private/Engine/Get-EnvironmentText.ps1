function Get-EnvironmentText {
    # All variables of this process as one text, to be compared, and where relative paths in
    # them start.
    [OutputType([string])]
    param()

    # In an order of their own; Sort-Object would be loaded for it.
    $variables = [Collections.Generic.SortedDictionary[string, string]]::new([StringComparer]::Ordinal)
    foreach ($entry in [Environment]::GetEnvironmentVariables().GetEnumerator()) { $variables[$entry.Key] = $entry.Value }
    $here = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
    $variables['QS_JWT_CONFIG'] = if ($env:QS_JWT_CONFIG) { [IO.Path]::Combine($here, $env:QS_JWT_CONFIG) }
    @(foreach ($pair in $variables.GetEnumerator()) { "$pair" }) -join "`n"
}
