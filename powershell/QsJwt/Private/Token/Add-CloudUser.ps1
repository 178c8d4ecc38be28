function Add-CloudUser {
    # What a user of Qlik Cloud has: no user id, and EmailVerified, which tables have as text. Where
    # an e-mail address comes without it, it is false, as a switch that is not given.
    param($Call, $Own, $InputObject, $Faults)

    if ($Call['HasUserId'] -or ($Call['Piped'] -and ($null -eq $InputObject -or $InputObject -is [string]))) {
        Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
            -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
    }
    if ($Call['Shared'].Contains('useremail_verified')) { return }
    $value = $null
    foreach ($name in 'EmailVerified', 'useremail-verified') {
        $property = if ($null -eq $value -and $null -ne $InputObject) { $InputObject.PSObject.Properties[$name] }
        if ($null -ne $property -and '' -ne "$($property.Value)") { $value = $property.Value }
    }
    if ($null -ne $value) {
        $text = "$value".Trim()
        if ($text -notin 'true', 'false') {
            return Add-Fault -Faults $Faults -Code WrongType -Parameter useremail_verified -Message "-EmailVerified: expected true or false, found '$text'" `
                -Hint 'write true or false in the table, or give -EmailVerified for all'
        }
        $Own['useremail_verified'] = $text -eq 'true'
    }
    elseif (-not $Call['HasProfile'] -and ($Own.Contains('useremail') -or $Call['Shared'].Contains('useremail'))) {
        $Own['useremail_verified'] = $false
    }
}
