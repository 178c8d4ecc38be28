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
    $found = if ($Claims -is [string]) { 'other text' } else { Get-TypeTerm -Value $Claims }
    Add-Fault -Faults $Faults -Code InvalidClaim -Parameter claims -Hint 'give @{ name = value }' `
        -Message "expected a hashtable, a custom object or the text of a JSON object, found $found"
}
