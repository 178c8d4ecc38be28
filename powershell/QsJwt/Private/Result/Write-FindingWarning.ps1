function Write-FindingWarning {
    # Warn of what was found about a token that is valid all the same.
    param($Cmdlet, $Findings)

    foreach ($finding in $Findings) { $Cmdlet.WriteWarning("the token is valid, but $($finding.Found); $($finding.Hint)") }
}
