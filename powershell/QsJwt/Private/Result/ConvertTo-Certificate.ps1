function ConvertTo-Certificate {
    # The object for a certificate as inspect-cert describes it.
    param($Element)

    Register-ResultType -Kind Certificate
    $certificate = [ordered] @{
        PSTypeName = 'QsJwt.Certificate'
        Subject = $Element['subject'].get_InnerText()
        Issuer = $Element['issuer'].get_InnerText()
        NotBefore = ConvertFrom-EpochTime -Element $Element['not_before']
        NotAfter = ConvertFrom-EpochTime -Element $Element['not_after']
        DaysLeft = [int] $Element['days_left'].get_InnerText()
        KeyType = $Element['key_type'].get_InnerText()
        KeySize = ConvertFrom-JsonElement -Element $Element['key_size']
        SignatureAlgorithm = $Element['signature_algorithm'].get_InnerText()
        SerialNumber = $Element['serial_number'].get_InnerText()
        Thumbprint = $Element['thumbprint'].get_InnerText()
        ThumbprintSha256 = $Element['thumbprint_sha256'].get_InnerText()
        OneLinePem = $Element['one_line_pem'].get_InnerText()
        # $null where no key was given to compare.
        PrivateKeyMatches = if ($null -ne $Element['privatekey_matches']) { $Element['privatekey_matches'].get_InnerText() -eq 'true' }
    }
    [pscustomobject] $certificate
}
