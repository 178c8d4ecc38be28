function ConvertFrom-JsonNumber {
    # The number that a JSON text writes: a whole one exactly, however large.
    param([string] $Text)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    [long] $whole = 0
    if ([long]::TryParse($Text, [Globalization.NumberStyles]::AllowLeadingSign, $culture, [ref] $whole)) {
        return $whole
    }
    if ($Text -match '^-?[0-9]+$') {
        return [Numerics.BigInteger]::Parse($Text, $culture)
    }
    $number = [double]::Parse($Text, $culture)
    if ([double]::IsInfinity($number)) {
        throw [IO.InvalidDataException]::new("the number $Text is out of range")
    }
    $number
}
