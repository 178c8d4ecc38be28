function Add-UserGroup {
    # Add a user's groups to its options. A cell of a table holds several.
    param($Call, $Own, $User, $InputObject, $Faults)

    $groups = $User['Groups']
    $isText = 'Groups' -notin $Call['Delayed'] -and @($groups).Count -eq 1 -and $groups[0] -is [string]
    $cells = if ($isText -and $null -ne $InputObject) {
        'Groups', 'Group' | Where-Object { $null -ne $InputObject.PSObject.Properties[$_] -and $InputObject.PSObject.Properties[$_].Value -is [string] }
    }
    $names = Get-GroupName -Groups $groups -Split:([bool] $cells) -Faults $Faults
    if ($names) { $Own['groups'] = $names }
}
