function Get-CertificateSignature {
    # The signature of a text by a certificate's private key, in base64url; nothing where it
    # cannot be made, which is noted as a fault.
    [OutputType([string])]
    param([object] $Certificate, [string] $Text, [string] $Algorithm, [Collections.ArrayList] $Faults)

    $given = if ($null -ne $Certificate) { $Certificate.PSObject.BaseObject }
    if ($given -isnot [Security.Cryptography.X509Certificates.X509Certificate2] -or -not $given.HasPrivateKey) {
        return Add-Fault -Faults $Faults -Code PrivateKeyMissing -Parameter cert_publickey -Message '-Certificate: there is no private key with it' `
            -Hint 'give a certificate object whose HasPrivateKey is true, as Get-ChildItem Cert:\CurrentUser\My or Get-PfxCertificate gives it; a key in a file is named by -PrivateKeyPath'
    }
    $key = $null
    try {
        $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($given)
        if ($null -eq $key) { $key = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($given) }
        $signature = Get-KeySignature -Key $key -Data ([Text.Encoding]::ASCII.GetBytes($Text)) -Algorithm $Algorithm
        [Convert]::ToBase64String($signature).TrimEnd('=').Replace('+', '-').Replace('/', '_')
    }
    catch {
        $fault = Get-SigningFault -Exception $_.Exception.GetBaseException()
        Add-Fault -Faults $Faults -Parameter cert_publickey @fault
    }
    finally {
        if ($null -ne $key) { $key.Dispose() }
    }
}
