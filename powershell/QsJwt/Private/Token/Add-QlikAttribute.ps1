function Add-QlikAttribute {
    # Take e-mail address and groups from the records in the attributes of a user, as
    # Get-QlikUser has them, unless they were given another way.
    param([hashtable] $Call, [hashtable] $Own, [object] $InputObject)

    $attributes = if ($null -ne $InputObject) { $InputObject.PSObject.Properties['attributes'] }
    if ($null -eq $attributes) { return }
    $found = @{ email = [Collections.ArrayList]::new(); group = [Collections.ArrayList]::new() }
    foreach ($record in $attributes.Value) {
        if ($null -eq $record) { continue }
        $type, $value = $record.PSObject.Properties['attributeType'], $record.PSObject.Properties['attributeValue']
        if ($null -eq $type -or $null -eq $value -or $value.Value -isnot [string] -or -not $value.Value) { continue }
        if ($found.Contains("$($type.Value)")) { [void] $found["$($type.Value)"].Add($value.Value) }
    }
    if ($found.email.Count -and -not $Own.Contains('useremail') -and -not $Call.Shared.Contains('useremail')) { $Own['useremail'] = $found.email[0] }
    if ($found.group.Count -and -not $Own.Contains('groups') -and -not $Call.Shared.Contains('groups')) { $Own['groups'] = $found.group.ToArray() }
}
