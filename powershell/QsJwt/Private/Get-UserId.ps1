function Get-UserId {
    # The user id that was typed, or that was piped as text or as a property of an object.
    # No other object is turned to text: that would make tokens for nobody.
    [OutputType([string])]
    param([object] $Value, [bool] $Typed, [Collections.ArrayList] $Faults)

    $id = $Value
    # As it was typed: without quotes, PowerShell takes 007 for 7, but keeps its text.
    if ($Typed -and (Test-Number -Value $id)) {
        $text = [string] $Value
        if ($text -cne [Convert]::ToString($id, [Globalization.CultureInfo]::InvariantCulture)) { return $text }
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
    # Beyond the range of [decimal] there are no plain digits.
    if ($isFound -and ($id -is [double] -or $id -is [single])) { $isFound = [Math]::Abs($id) -lt 1e28 }
    if (-not $isFound) {
        $message = "-UserId: found a $($Value.GetType().FullName), which has no UserId that is text or a number"
        return Add-Fault -Faults $Faults -Code MissingUserId -Message $message -Parameter userid -Hint 'pipe user ids as text, or objects with a UserId property'
    }
    if ($id -is [double] -or $id -is [single] -or $id -is [decimal]) {
        # Without an exponent or a decimal point that only the type has.
        return ([decimal] $id).ToString('0.############################', [Globalization.CultureInfo]::InvariantCulture)
    }
    [Convert]::ToString($id, [Globalization.CultureInfo]::InvariantCulture)
}
