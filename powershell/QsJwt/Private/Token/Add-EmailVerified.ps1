function Add-EmailVerified {
    # Take EmailVerified from a piped object, where tables have it as text. Where an e-mail
    # address comes without it, it is false, as a switch that is not given.
    param($Call, $Own, $InputObject)

    if ($Call['Shared'].Contains('useremail_verified')) { return }
    $value = $null
    foreach ($name in 'EmailVerified', 'useremail-verified') {
        $property = if ($null -eq $value -and $null -ne $InputObject) { $InputObject.PSObject.Properties[$name] }
        if ($null -ne $property -and '' -ne "$($property.Value)") { $value = $property.Value }
    }
    if ($null -ne $value) {
        # Any other text is left to the engine, which refuses it.
        $text = "$value".Trim()
        $Own['useremail_verified'] = if ($text -in 'true', 'false') { $text -eq 'true' } else { $value }
    }
    elseif ($Call['AsksVerified'] -and ($Own.Contains('useremail') -or $Call['Shared'].Contains('useremail'))) {
        $Own['useremail_verified'] = $false
    }
}
