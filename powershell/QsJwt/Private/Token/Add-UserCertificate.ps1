function Add-UserCertificate {
    # Add a certificate of a user's own, whose private key signs, to its options.
    param($Call, $Own, $Certificate, $InputObject, $Faults)

    if ($null -ne $Certificate -and "$Certificate") {
        if (-not (Test-PrivateKey -Certificate $Certificate -Faults $Faults)) { return }
        $Own['cert_publickey'] = ConvertTo-PlainText -Value $Certificate -Faults $Faults
        $Own['signing'] = 'detached'
    }
    # This user's fault: the next one may have a certificate.
    elseif (-not $Call['HasProfile'] -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['Certificate']) {
        Add-Fault -Faults $Faults -Code NoKeySource -Parameter cert_publickey -Message '-Certificate: is empty'
    }
}
