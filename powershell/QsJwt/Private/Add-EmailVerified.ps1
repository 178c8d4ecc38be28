function Add-EmailVerified {
    # Take EmailVerified from a piped object, where tables have it as text.
    param([hashtable] $User, [object] $InputObject)

    if ($null -eq $InputObject) { return }
    foreach ($name in 'EmailVerified', 'useremail-verified') {
        $property = $InputObject.PSObject.Properties[$name]
        if ($null -ne $property -and $null -ne $property.Value -and '' -ne $property.Value) {
            $value = $property.Value
            # Any other text is left to the engine, which refuses it.
            if ("$value" -in 'true', 'false') { $value = "$value" -eq 'true' }
            $User['useremail_verified'] = $value
            return
        }
    }
}
