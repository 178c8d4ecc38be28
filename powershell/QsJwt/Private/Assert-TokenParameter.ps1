function Assert-TokenParameter {
    # End a call of New-QsJwt whose parameters exclude each other, or name no key.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Typed)

    $keys = @('PrivateKeyPath', 'PrivateKey', 'CreateCertificate' | Where-Object { $Typed[$_] })
    $forms = @('AsString', 'AsSecureString' | Where-Object { $Typed[$_] })
    $fault = $null
    foreach ($given in $keys, $forms) {
        if ($given.Count -gt 1) {
            $fault = @{ Code = 'ConflictingOptions'; Message = "-$($given -join ' and -') exclude each other"; Hint = 'give one of them'; Parameter = '' }
        }
    }
    if (-not $keys -and -not $Typed['ProfileName']) {
        $fault = @{ Code = 'NoKeySource'; Message = 'no key to sign with was named'; Hint = 'give -PrivateKeyPath, -PrivateKey or -CreateCertificate'; Parameter = '' }
    }
    if ($fault) { Write-Fault -Cmdlet $Cmdlet -Fault $fault }
}
