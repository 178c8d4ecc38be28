function Assert-TokenParameter {
    # End a call of New-QsJwt whose parameters exclude each other, or name no key.
    param($Cmdlet, $Typed, $Delayed)

    $keys = @(foreach ($name in 'PrivateKeyPath', 'PrivateKey', 'Certificate', 'CreateCertificate') { if ($Typed[$name] -or $name -in $Delayed) { $name } })
    # Mostly one key, and nothing that could exclude anything.
    if ($keys.Count -eq 1 -and -not ($Typed['Passphrase'] -or $Typed['InputObject'] -or $Typed['AsSecureString'])) { return }
    & {
        $forms = @(foreach ($name in 'AsString', 'AsSecureString') { if ($Typed[$name]) { $name } })
        $fault = $null
        foreach ($given in $keys, $forms) {
            if ($given.Count -gt 1) {
                $fault = @{ Code = 'ConflictingOptions'; Message = "-$($given -join ' and -') exclude each other"; Hint = 'give one of them'; Parameter = '' }
            }
        }
        # What was piped is for users, one by one.
        if ($Typed['InputObject']) {
            $fault = @{ Code = 'ConflictingOptions'; Message = '-InputObject: only the pipeline gives it'; Hint = 'write $users | New-QsJwt ...'; Parameter = '' }
        }
        # Each object of the pipeline may have a certificate of its own.
        if (-not $keys -and -not $Typed['ProfileName'] -and -not $Cmdlet.MyInvocation.ExpectingInput) {
            $fault = @{ Code = 'NoKeySource'; Message = 'no key to sign with was named'; Hint = ''; Parameter = '' }
        }
        elseif ($Typed['Passphrase'] -and -not $Typed['ProfileName'] -and ('Certificate' -in $keys -or -not $keys)) {
            $fault = @{
                Code = 'ConflictingOptions'; Message = '-Passphrase: no key that it could open was named'; Parameter = ''
                Hint = 'give -PrivateKeyPath or -PrivateKey, or leave it out: the key of a certificate object needs none'
            }
        }
        if ($fault) { Write-Fault -Cmdlet $Cmdlet -Fault $fault }
    }
}
