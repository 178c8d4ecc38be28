function ConvertTo-OptionValue {
    # A parameter's value as the engine takes it, by the kind of the option.
    param($Cmdlet, [string] $Option, $Value, $Faults)

    $kinds = $script:Settings['Kinds']
    if ($Option -in $kinds['Path']) {
        $path = if ($Value -is [string]) { $Value } else { Get-ObjectPath -Value $Value -Faults $Faults }
        if ($null -eq $path) { return }
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
