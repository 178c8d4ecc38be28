function ConvertTo-ScalarText {
    # The text of a value that is text or has just one plain text: a number, a GUID, an
    # address. $null for any other: an object's text would be signed as if it were a name.
    param($Value, [switch] $Typed)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    if ($Value -is [string]) { return $Value }
    if (Test-Number -Value $Value) {
        # As it was typed: without quotes, PowerShell takes 007 for 7, but keeps its text.
        $text = if ($Typed) { [string] $Value }
        if ($Typed -and $text -cne [string] $Value.PSObject.BaseObject) { return $text }
        $number = $Value
        if ($number -is [double] -or $number -is [single]) {
            # All of its digits: a cast would round them, and beyond [decimal] there are no plain ones.
            if ([Math]::Abs($number) -ge 1e28) { return }
            $digits = [decimal]::Parse((ConvertTo-NumberText -Value $number), [Globalization.NumberStyles]::Float, $culture)
            if ([double] $digits -ne $number) { return }
            $number = $digits
        }
        # Without a decimal point that only the type has.
        if ($number -is [decimal]) { return $number.ToString('0.############################', $culture) }
        return [Convert]::ToString($number, $culture)
    }
    if ($Value -is [guid] -or $Value -is [uri] -or $Value -is [version] -or $Value -is [enum] -or $Value -is [char] -or
        $Value -is [Net.IPAddress]) { $Value.ToString() }
}
