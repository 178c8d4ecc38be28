function Get-UserId {
    # The user id that was typed, or that was piped as text or as a property of an object.
    # No other object is turned to text: that would make tokens for nobody.
    [OutputType([string])]
    param([hashtable] $Call, [object] $Value, [object] $InputObject, [Collections.ArrayList] $Faults)

    $isTyped = $Call.HasUserId
    $id = $Value
    $property = if ($isTyped -or 'UserId' -in $Call.Delayed) {
        if ($null -ne $id) { $id.PSObject.Properties['UserId'], $id.PSObject.Properties['SamAccountName'] -ne $null | Select-Object -First 1 }
    }
    elseif ($null -eq $InputObject -or $InputObject -is [string]) { $id = $InputObject }
    elseif ($null -eq $InputObject.PSObject.Properties['UserId'] -and $null -eq $InputObject.PSObject.Properties['SamAccountName']) { $id = $InputObject }
    if ($property) { $id = $property.Value }
    if ($null -eq $id -or $id -is [string]) { return "$id" }
    $isBare = [object]::ReferenceEquals($id, $InputObject)
    $text = if (-not $isBare) { ConvertTo-ScalarText -Value $id -Typed:($isTyped -and -not $property) }
    if ($null -ne $text) { return $text }
    $what = if ($isTyped) { $Value } elseif ($null -ne $InputObject) { $InputObject } else { $id }
    Add-Fault -Faults $Faults -Code MissingUserId -Parameter userid -Hint 'pipe user ids as text, or objects with a UserId property' `
        -Message "-UserId: found a $($what.GetType().FullName), neither text nor an object with a UserId that is text or a number"
}
