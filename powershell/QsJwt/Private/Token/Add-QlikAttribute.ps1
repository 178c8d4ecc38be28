function Add-QlikAttribute {
    # Take e-mail address and groups from the records in the attributes of a user, as
    # Get-QlikUser has them, unless they were given another way.
    param($Call, $Own, [object[]] $Attributes)

    $known = @{ email = [Collections.ArrayList]::new(); group = [Collections.ArrayList]::new() }
    foreach ($one in $Attributes) {
        if ($null -eq $one) { continue }
        $type, $value = $one.PSObject.Properties['attributeType'], $one.PSObject.Properties['attributeValue']
        if ($null -eq $type -or $null -eq $value -or $value.Value -isnot [string] -or -not $value.Value) { continue }
        if ($known.Contains("$($type.Value)")) { [void] $known["$($type.Value)"].Add($value.Value) }
    }
    if ($known.email.Count -and -not $Own.Contains('useremail') -and -not $Call['Shared'].Contains('useremail')) { $Own['useremail'] = $known.email[0] }
    if ($known.group.Count -and -not $Own.Contains('groups') -and -not $Call['Shared'].Contains('groups')) { $Own['groups'] = $known.group.ToArray() }
}
