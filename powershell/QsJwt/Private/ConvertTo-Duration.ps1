function ConvertTo-Duration {
    # A length of time in the engine's words: a number is seconds, 00:05:00 is five minutes,
    # any other text is the engine's to understand.
    [OutputType([string])]
    param([object] $Value)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    $span = [timespan]::Zero
    if ($Value -is [timespan]) {
        return $Value.TotalSeconds.ToString($culture)
    }
    if ($Value -is [string] -and $Value.Contains(':') -and [timespan]::TryParse($Value, $culture, [ref] $span)) {
        return $span.TotalSeconds.ToString($culture)
    }
    [Convert]::ToString($Value, $culture)
}
