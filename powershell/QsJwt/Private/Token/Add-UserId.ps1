function Add-UserId {
    # Add a user's id, and the directory that Windows writes before it, to its options.
    param($Call, $Own, $Value, $InputObject, $Faults)

    # Typed as text or a property that is text; whatever else was piped is looked into.
    $id = if ($Value -is [string] -and ($Call['HasUserId'] -or $InputObject -isnot [string])) { $Value }
    else { Get-UserId -Call $Call -Value $Value -InputObject $InputObject -Faults $Faults }
    # Only where nobody names a directory.
    if ("$id".Contains('\') -and -not $Own.Contains('userdir') -and -not $Call['UserDirectory'] -and
        -not $Call['Shared'].Contains('userdir') -and $id -match '^([^\\]+)\\([^\\]+)$') {
        $Own['userdir'], $id = $Matches[1], $Matches[2]
    }
    $Own['userid'] = $id
}
