function Complete-Token {
    # The answer that holds the token whose signature the certificate's private key makes: the
    # engine gives the text to sign, and never sees the key.
    [OutputType([Xml.XmlElement])]
    param($Call, $Own, $Certificate, $Result, $Faults)

    $text = $Result['signing_input'].get_InnerText()
    $algorithm = if ($Result['header'].get_InnerText() -match '"alg": ?"(\w+)"') { $Matches[1] }
    $signature = Get-CertificateSignature -Certificate $Certificate -Text $text -Algorithm $algorithm -Faults $Faults
    if ($Faults.Count) { return }
    $options = @{ signing_input = $text; signature = $signature; cert_publickey = $(if ($Own.Contains('cert_publickey')) { $Own['cert_publickey'] } else { $Call['Shared']['cert_publickey'] }) }
    foreach ($option in 'output_file', 'force') {
        if ($Call['Shared'].Contains($option)) { $options[$option] = $Call['Shared'][$option] }
    }
    Get-Answer -Method finish -Params (ConvertTo-JsonText -Value $options) -Once ($options.Contains('output_file'))
}
