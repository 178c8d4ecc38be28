function Get-EnvironmentText {
    # All variables of this process as one text, to be compared.
    [OutputType([string])]
    param()

    $variables = [Environment]::GetEnvironmentVariables()
    @(foreach ($name in $variables.Keys | Sort-Object) { "$name=$($variables[$name])" }) -join "`n"
}
