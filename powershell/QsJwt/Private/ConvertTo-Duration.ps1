function ConvertTo-Duration {
    # A length of time in the engine's words: a number is seconds, 00:05:00 is five minutes,
    # any other text is the engine's to understand.
    [OutputType([string])]
    param([object] $Value)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    if ($Value -is [timespan]) {
        return $Value.TotalSeconds.ToString($culture)
    }
    # As it was typed: without quotes, PowerShell takes 30d for a number, but keeps its text.
    $typed = [string] $Value
    if ($typed -match '^(?:(?<days>[0-9]{1,6})\.)?(?<hours>[0-9]{1,6}):(?<minutes>[0-9]{2})(?::(?<seconds>[0-9]{2}))?$') {
        # By hand, for .NET reads 24:00:00 as 24 days.
        $hours = 24 * [long] $Matches['days'] + [long] $Matches['hours']
        return (60 * (60 * $hours + [long] $Matches['minutes']) + [long] $Matches['seconds']).ToString($culture)
    }
    if ($Value -is [string] -or $typed -match '^[0-9]*\.?[0-9]+[a-z]+$') { return $typed }
    [Convert]::ToString($Value, $culture)
}
