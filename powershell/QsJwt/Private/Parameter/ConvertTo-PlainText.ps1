function ConvertTo-PlainText {
    # The text of a key, certificate, passphrase or token: given as text, as the lines or the
    # bytes that Get-Content reads, as a SecureString, as a certificate object, or as an object
    # that has it as Token or OneLinePem. Bytes go in base64, as the engine reads them too.
    [OutputType([string])]
    param($Value, $Faults, [int] $Depth = 0)

    if ($Value -is [string]) { return $Value }
    if ($Value -is [securestring]) {
        return [Net.NetworkCredential]::new('', $Value).Password
    }
    $certificate = Get-RawData -Value $Value
    if ($null -ne $certificate) {
        return "-----BEGIN CERTIFICATE-----`n$([Convert]::ToBase64String($certificate))`n-----END CERTIFICATE-----`n"
    }
    if ($Value -is [array] -and $Value.Count -and -not @($Value | Where-Object { $_ -isnot [byte] }).Count) {
        return [Convert]::ToBase64String([byte[]] $Value)
    }
    if ($Value -is [array]) {
        $odd = @($Value | Where-Object { $_ -isnot [string] })
        if (-not $odd.Count) { return $Value -join "`n" }
    }
    elseif ($Depth -lt 2) {
        # A token object, or a table of users, each with one; what Get-QsJwtCertificate gave.
        $property = $Value.PSObject.Properties['Token']
        if ($null -eq $property) { $property = $Value.PSObject.Properties['OneLinePem'] }
        $token = if ($Value -is [Collections.IDictionary]) { $Value['Token'] } elseif ($null -ne $property) { $property.Value }
        if ($null -ne $token) { return ConvertTo-PlainText -Value $token -Faults $Faults -Depth ($Depth + 1) }
    }
    $hint = if ($Value -is [IO.FileInfo]) { 'a file is named by the parameter that ends in Path' } else { '' }
    Add-Fault -Faults $Faults -Code WrongType -Message "expected text or a SecureString, found $(Get-TypeTerm -Value $Value)" -Hint $hint
}
