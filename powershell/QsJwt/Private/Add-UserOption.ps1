function Add-UserOption {
    # Take an option of a user from the pipeline. Groups in one text are split as in a batch.
    param([hashtable] $User, [string] $Option, [object] $Value, [object] $InputObject, [Collections.ArrayList] $Faults)

    # An empty cell of a table says nothing; an empty directory is a fault to be shown.
    if ($Option -ne 'userdir' -and ($null -eq $Value -or '' -eq "$Value")) { return }
    if ($Option -eq 'groups' -and $InputObject.PSObject.Properties['Groups'].Value -is [string]) {
        $Value = @("$Value".Split(';'))
    }
    if ($Option -eq 'claims') {
        $Value = ConvertTo-ClaimTable -Claims $Value -Faults $Faults
    }
    $User[$Option] = $Value
}
