function Add-UserId {
    # Add a user's id, and the directory that Windows writes before it, to its options.
    param($Call, $Own, $Value, $InputObject, $Faults)

    # Typed as text or a property that is text; whatever else was piped is looked into.
    $id = if ($Value -is [string] -and ($Call['HasUserId'] -or $InputObject -isnot [string])) { $Value }
    else { Get-UserId -Call $Call -Value $Value -InputObject $InputObject -Faults $Faults }
    # Only where nobody names a directory.
    if ($id -match '^([^\\]+)\\([^\\]+)$' -and -not ($Own.Contains('userdir') -or $Call['UserDirectory'] -or $Call['Shared'].Contains('userdir'))) {
        $Own['userdir'], $id = $Matches[1], $Matches[2]
    }
    $Own['userid'] = $id
}
