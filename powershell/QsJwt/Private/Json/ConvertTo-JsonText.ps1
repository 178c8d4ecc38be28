function ConvertTo-JsonText {
    # The JSON text of a value: texts, numbers, booleans, $null, dates (as ISO 8601, UTC),
    # lists, dictionaries and custom objects, each as it is. ConvertTo-Json writes lists,
    # dates and Get-Content's lines differently in Windows PowerShell, and cuts off what is deep.
    # Name is the claim's, for a fault.
    [OutputType([string])]
    param($Value, $Faults, [int] $Depth = 0, [string] $Name)

    # Surrogates are escaped one by one: half a pair then reaches the engine, which
    # refuses it, and is not silently replaced on the way.
    $special, $escape = $script:JsonSpecial, $script:JsonEscape
    if ($null -eq $Value -or $Value -is [DBNull]) { return 'null' }
    if ($Value -is [string] -or $Value -is [char]) { return '"' + [regex]::Replace($Value, $special, $escape) + '"' }
    # One fault is enough; a table that holds itself twice would have 2^100.
    if ($null -ne $Faults -and $Faults.Count) { return }
    if ($Depth -gt 100) {
        return Add-Fault -Faults $Faults -Code InvalidClaim -Parameter claims -Message '-Claims: nested deeper than 100 levels'
    }
    if ($Value -is [Collections.IDictionary] -or $Value -is [Management.Automation.PSCustomObject]) {
        $isTable = $Value -is [Collections.IDictionary]
        $members = foreach ($entry in $(if ($isTable) { $Value.GetEnumerator() } else { $Value.PSObject.Properties })) {
            $member = if ($isTable) { "$($entry.Key)" } else { $entry.Name }
            $item = $entry.Value
            # Most are texts, and there are many users.
            $text = if ($item -is [string]) { '"' + [regex]::Replace($item, $special, $escape) + '"' } else { ConvertTo-JsonText -Value $item -Faults $Faults -Depth ($Depth + 1) -Name $member }
            '"' + [regex]::Replace($member, $special, $escape) + '":' + $text
        }
        return '{' + ($members -join ',') + '}'
    }
    if ($Value -is [bool] -or $Value -is [switch]) { return "$Value".ToLowerInvariant() }
    if ($Value -is [datetime] -or $Value -is [DateTimeOffset]) {
        # Not as a DateTimeOffset, which the first and the last day of all cannot be in some time zones.
        $instant = if ($Value -is [datetime]) { $Value.ToUniversalTime() } else { $Value.UtcDateTime }
        return '"' + $instant.ToString('o') + '"'
    }
    if (Test-Number -Value $Value) {
        return ConvertTo-NumberText -Value $Value
    }
    $text = ConvertTo-ScalarText -Value $Value
    if ($null -ne $text) { return '"' + [regex]::Replace($text, $special, $escape) + '"' }
    if ($Value -is [Collections.IEnumerable]) {
        $items = foreach ($item in $Value) { ConvertTo-JsonText -Value $item -Faults $Faults -Depth ($Depth + 1) -Name $Name }
        return '[' + ($items -join ',') + ']'
    }
    $what = if ($Value -is [double] -or $Value -is [single]) { 'NaN or an infinity' } else { Get-TypeTerm -Value $Value }
    Add-Fault -Faults $Faults -Code InvalidClaim -Parameter claims -Hint 'give text, numbers, lists or hashtables' `
        -Message "-Claims: '$Name' holds $what, which JSON cannot represent"
}
