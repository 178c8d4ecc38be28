function Get-UserId {
    # The user id that was typed, or that was piped as text or as a property of an object.
    # No other object is turned to text: that would make tokens for nobody.
    [OutputType([string])]
    param([object] $Value, [bool] $Typed, [Collections.ArrayList] $Faults)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    $id = $Value
    # As it was typed: without quotes, PowerShell takes 007 for 7, but keeps its text.
    if ($Typed -and (Test-Number -Value $id)) {
        $text = [string] $Value
        if ($text -cne [string] $Value.PSObject.BaseObject) { return $text }
    }
    $isFound = $null -eq $id -or $id -is [string] -or ($Typed -and (Test-Number -Value $id))
    if (-not $isFound) {
        $property = $Value.PSObject.Properties['UserId']
        if ($null -eq $property) { $property = $Value.PSObject.Properties['SamAccountName'] }
        if ($null -ne $property) {
            $id = $property.Value
            $isFound = $null -eq $id -or $id -is [string] -or (Test-Number -Value $id)
        }
    }
    if ($isFound -and ($id -is [double] -or $id -is [single])) {
        # All of its digits: a cast would round them, and beyond [decimal] there are no plain ones.
        $digits = if ([Math]::Abs($id) -lt 1e28) { [decimal]::Parse($id.ToString('R', $culture), [Globalization.NumberStyles]::Float, $culture) }
        $isFound = $null -ne $digits -and [double] $digits -eq $id
        if ($isFound) { $id = $digits }
    }
    if (-not $isFound) {
        $message = "-UserId: found a $($Value.GetType().FullName), neither text nor an object with a UserId that is text or a number"
        return Add-Fault -Faults $Faults -Code MissingUserId -Message $message -Parameter userid -Hint 'pipe user ids as text, or objects with a UserId property'
    }
    # Without a decimal point that only the type has.
    if ($id -is [decimal]) { return $id.ToString('0.############################', $culture) }
    [Convert]::ToString($id, $culture)
}
