function ConvertTo-ClaimTable {
    # Further claims as a dictionary or custom object: given as one, or as the text of a JSON object.
    param($Claims, $Faults)

    $table = $Claims
    if ($Claims -is [string]) {
        try {
            $table = ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text $Claims)
        }
        catch {
            $table = $null
        }
    }
    if ($table -is [Collections.IDictionary] -or $table -is [Management.Automation.PSCustomObject]) {
        return , $table
    }
    Add-Fault -Faults $Faults -Code InvalidClaim -Parameter claims -Hint 'give @{ name = value }' `
        -Message 'is no hashtable, no object and not the text of a JSON object'
}
