function ConvertTo-NumberText {
    # A number as JSON writes it: the shortest text that is read back as the same number. .NET
    # Framework's own, R, is not always: 0.84551240822557006 loses its last digit.
    [OutputType([string])]
    param($Value)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    if ($Value -is [double]) {
        $text = $Value.ToString('R', $culture)
        if ([double]::Parse($text, $culture) -eq $Value) { return $text }
        return $Value.ToString('G17', $culture)
    }
    if ($Value -is [single]) {
        $text = $Value.ToString('R', $culture)
        if ([single]::Parse($text, $culture) -eq $Value) { return $text }
        return $Value.ToString('G9', $culture)
    }
    $Value.ToString($culture)
}
