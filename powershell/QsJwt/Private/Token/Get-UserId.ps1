function Get-UserId {
    # The user id that was typed, or that was piped as text or as a property of an object.
    # No other object is turned to text: that would make tokens for nobody.
    [OutputType([string])]
    param($Call, $Value, $InputObject, $Faults)

    $isTyped = $Call['HasUserId']
    $given = $Value
    $property = if ($isTyped -or 'UserId' -in $Call['Delayed']) {
        # Of an object that was piped, or comes of a script block.
        if ($null -ne $given -and $given -isnot [string]) {
            if ($null -ne $given.PSObject.Properties['UserId']) { $given.PSObject.Properties['UserId'] } else { $given.PSObject.Properties['SamAccountName'] }
        }
    }
    elseif ($null -eq $InputObject -or $InputObject -is [string]) { $given = $InputObject }
    elseif ($null -eq $InputObject.PSObject.Properties['UserId'] -and $null -eq $InputObject.PSObject.Properties['SamAccountName']) { $given = $InputObject }
    if ($property) { $given = $property.Value }
    if ($null -eq $given -or $given -is [string] -or $given -is [DBNull]) { return "$given" }
    $isBare = [object]::ReferenceEquals($given, $InputObject)
    $text = if (-not $isBare) { ConvertTo-ScalarText -Value $given -Typed:($isTyped -and -not $property) }
    if ($null -ne $text) { return $text }
    # A property's value, or an object that has no such property.
    $isValue = $property -or -not ($isTyped -or $isBare)
    $what = if ($isValue) { $given } elseif ($isTyped) { $Value } else { $InputObject }
    $names = @($what.PSObject.Properties | ForEach-Object Name)
    $hint = if ($isValue -or $isTyped -or $what -is [array]) { 'give text; of several users, pipe them' }
    elseif ($what -is [Collections.IDictionary]) { 'write [pscustomobject] before the table' }
    # As spreadsheets write them in many countries.
    elseif ($names.Count -eq 1 -and $names[0] -match '\w([;\t|])\w') { "read the table by Import-Csv -Delimiter '$($Matches[1])'" }
    elseif ($names -and $what -is [Management.Automation.PSCustomObject]) {
        'name the property that has the user id, as in -UserId {{ $_.{0} }}; there are {1}' -f $names[0], (ConvertTo-Shown -Text (@($names | Select-Object -First 9) -join ', '))
    }
    else { 'pipe user ids as text, or objects with a UserId property' }
    $found = Get-TypeTerm -Value $what
    if (-not $isValue -and $names -and $what -isnot [array]) { $found += ' without a UserId' }
    Add-Fault -Faults $Faults -Code MissingUserId -Parameter userid -Hint $hint -Message "-UserId: expected text or a number, found $found"
}
