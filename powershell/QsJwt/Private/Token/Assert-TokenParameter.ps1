function Assert-TokenParameter {
    # End a call of New-QsJwt whose parameters exclude each other, or name no key.
    param($Cmdlet, $Typed)

    $keys = @(foreach ($name in 'PrivateKeyPath', 'PrivateKey', 'Certificate', 'CreateCertificate') { if ($Typed[$name]) { $name } })
    $forms = @(foreach ($name in 'AsString', 'AsSecureString') { if ($Typed[$name]) { $name } })
    $fault = $null
    foreach ($given in $keys, $forms) {
        if ($given.Count -gt 1) {
            $fault = @{ Code = 'ConflictingOptions'; Message = "-$($given -join ' and -') exclude each other"; Hint = 'give one of them'; Parameter = '' }
        }
    }
    # Each object of the pipeline may have a certificate of its own.
    if (-not $keys -and -not $Typed['ProfileName'] -and -not $Cmdlet.MyInvocation.ExpectingInput) {
        $fault = @{ Code = 'NoKeySource'; Message = 'no key to sign with was named'; Hint = ''; Parameter = '' }
    }
    if ($fault) { Write-Fault -Cmdlet $Cmdlet -Fault $fault }
}
