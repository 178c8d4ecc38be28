function ConvertTo-OptionValue {
    # A parameter's value as the engine takes it, by the kind of the option.
    param($Cmdlet, [string] $Option, $Value, $Faults)

    $kinds = $script:Settings['Kinds']
    if ($Option -in $kinds['Path']) { return ConvertTo-FilePath -Cmdlet $Cmdlet -Value $Value -Option $Option -Faults $Faults }
    if ($Option -eq 'cert_privatekey' -and $null -ne (Get-RawData -Value $Value)) {
        return Add-Fault -Faults $Faults -Code WrongType -Message 'expected a private key, found a certificate object' -Hint $script:Errors['CertificateIsKey']
    }
    if ($Option -in $kinds['Secret']) { return ConvertTo-PlainText -Value $Value -Faults $Faults }
    if ($Option -in $kinds['Duration']) { return ConvertTo-Duration -Value $Value -Faults $Faults }
    if ($Option -in $kinds['Flag']) { return [bool] $Value }
    if ($Option -in $kinds['Time']) { return ConvertTo-Instant -Value $Value -Faults $Faults }
    if ($Option -eq 'groups') { return , (Get-GroupName -Groups $Value -Faults $Faults) }
    if ($Option -eq 'claims') { return ConvertTo-ClaimTable -Claims $Value -Faults $Faults }
    $isList = $Option -in $kinds['Texts']
    if (-not $isList -and $Option -notin $kinds['Text']) { return $Value }
    $texts = foreach ($one in @(if ($isList) { $Value } else { , $Value })) {
        $text = ConvertTo-ScalarText -Value $one -Typed
        if ($null -ne $text) { $text; continue }
        $code = if ($Option -in $script:Settings['UserTexts'].Values) { 'InvalidUser' } else { 'WrongType' }
        return Add-Fault -Faults $Faults -Code $code -Message "expected text, found $(Get-TypeTerm -Value $one)" -Hint 'give text, or the property that has it'
    }
    if ($isList) { , @($texts) } else { $texts }
}
