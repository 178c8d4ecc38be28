function Get-CertificateSignature {
    # The signature of a text by a certificate's private key, in base64url; nothing where it
    # cannot be made, which is noted as a fault.
    [OutputType([string])]
    param($Certificate, [string] $Text, [string] $Algorithm, $Faults)

    $key = $null
    try {
        $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($Certificate)
        if ($null -eq $key) { $key = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($Certificate) }
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
