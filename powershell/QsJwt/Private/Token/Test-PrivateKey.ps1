function Test-PrivateKey {
    # Whether a certificate object has a private key to sign with; a fault where it has none.
    [OutputType([bool])]
    param($Certificate, $Faults)

    $given = $Certificate.PSObject.BaseObject
    $isObject = $given -is [Security.Cryptography.X509Certificates.X509Certificate2]
    if ($isObject -and $given.HasPrivateKey) { return $true }
    $found = if ($isObject) { 'there is no private key with it' } else { "expected a certificate object, found $(Get-TypeTerm -Value $given)" }
    Add-Fault -Faults $Faults -Code PrivateKeyMissing -Parameter cert_publickey -Message "-Certificate: $found" `
        -Hint 'give a certificate object whose HasPrivateKey is true, as Get-ChildItem Cert:\CurrentUser\My or Get-PfxCertificate gives it; a key in a file is named by -PrivateKeyPath'
    $false
}
