function ConvertTo-OptionValue {
    # A parameter's value as the engine takes it, by the kind of the option.
    param([Management.Automation.PSCmdlet] $Cmdlet, [string] $Option, [object] $Value, [Collections.ArrayList] $Faults)

    $kinds = $script:Settings.Kinds
    if ($Option -in $kinds.Path) { return Resolve-FilePath -Cmdlet $Cmdlet -Path $Value -Faults $Faults }
    if ($Option -in $kinds.Secret) { return ConvertTo-PlainText -Value $Value -Faults $Faults }
    if ($Option -in $kinds.Duration) { return ConvertTo-Duration -Value $Value }
    if ($Option -in $kinds.Flag) { return [bool] $Value }
    if ($Option -in $kinds.Time) { return [long] ($Value.ToUniversalTime() - $script:Epoch).TotalSeconds }
    if ($Option -eq 'claims') { return ConvertTo-ClaimTable -Claims $Value -Faults $Faults }
    , $Value
}
