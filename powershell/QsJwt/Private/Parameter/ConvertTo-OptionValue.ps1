function ConvertTo-OptionValue {
    # A parameter's value as the engine takes it, by the kind of the option.
    param($Cmdlet, [string] $Option, $Value, $Faults)

    $kinds = $script:Settings['Kinds']
    if ($Option -in $kinds['Path']) {
        $file = $Value
        # The text of a file object may be its bare name.
        foreach ($name in 'FullName', 'PSPath', 'CertificatePath') {
            if ($file -isnot [string] -and $null -ne $file.PSObject.Properties[$name]) { $file = [string] $file.PSObject.Properties[$name].Value }
        }
        if ($null -ne (Get-RawData -Value $Value)) {
            return Add-Fault -Faults $Faults -Code InvalidPath -Message 'expected the path of a file, found a certificate object' `
                -Hint 'write it to a file first: [IO.File]::WriteAllBytes("$PWD/root.cer", $certificate.RawData)'
        }
        $path = if ($file -is [string]) { $file } else { ConvertTo-ScalarText -Value $file -Typed }
        if ($null -eq $path) { return Add-Fault -Faults $Faults -Code InvalidPath -Message "expected a path, found a $($Value.GetType().FullName)" }
        return Resolve-FilePath -Cmdlet $Cmdlet -Path $path -IsFolder ($Value -is [IO.DirectoryInfo]) -Faults $Faults
    }
    if ($Option -in $kinds['Secret']) { return ConvertTo-PlainText -Value $Value -Faults $Faults }
    if ($Option -in $kinds['Duration']) { return ConvertTo-Duration -Value $Value -Faults $Faults }
    if ($Option -in $kinds['Flag']) { return [bool] $Value }
    if ($Option -in $kinds['Time']) { return ConvertTo-Instant -Value $Value -Faults $Faults }
    if ($Option -eq 'groups') { return , (Get-GroupName -Groups $Value -Faults $Faults) }
    if ($Option -in $script:Settings['UserTexts'] -and $Value -isnot [string]) {
        $text = ConvertTo-ScalarText -Value $Value -Typed
        if ($null -eq $text) { Add-Fault -Faults $Faults -Code InvalidUser -Message "expected text, found a $($Value.GetType().FullName)" }
        return $text
    }
    if ($Option -eq 'claims') { return ConvertTo-ClaimTable -Claims $Value -Faults $Faults }
    , $Value
}
