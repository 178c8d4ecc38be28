function Write-FindingWarning {
    # Warn of what was found about a token that is valid all the same.
    param($Call, $Findings)

    $token = if ($Call['Of']) { $Call['Of'] } else { 'the token' }
    foreach ($finding in $Findings) { $Call['Cmdlet'].WriteWarning("$token is valid, but $($finding.Found); $($finding.Hint)") }
}
