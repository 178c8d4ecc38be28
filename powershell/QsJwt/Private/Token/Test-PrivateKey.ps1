function Test-PrivateKey {
    # Whether a certificate object has a private key to sign with; a fault where it has none.
    [OutputType([bool])]
    param($Certificate, $Faults)

    $given = $Certificate.PSObject.BaseObject
    if ($given -is [Security.Cryptography.X509Certificates.X509Certificate2] -and $given.HasPrivateKey) { return $true }
    Add-Fault -Faults $Faults -Code PrivateKeyMissing -Parameter cert_publickey -Message '-Certificate: there is no private key with it' `
        -Hint 'give a certificate object whose HasPrivateKey is true, as Get-ChildItem Cert:\CurrentUser\My or Get-PfxCertificate gives it; a key in a file is named by -PrivateKeyPath'
    $false
}
