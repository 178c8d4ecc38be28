function ConvertTo-Duration {
    # A length of time in the engine's words: a number is seconds, 00:05:00 is five minutes,
    # any other text is the engine's to understand.
    [OutputType([string])]
    param($Value, $Faults)

    $culture = [Globalization.CultureInfo]::InvariantCulture
    if ($Value -is [timespan]) {
        return $Value.TotalSeconds.ToString($culture) + 's'
    }
    # As it was typed: without quotes, PowerShell takes 30d for a number, but keeps its text.
    $typed = ([string] $Value).Trim()
    if ($typed -match '^(?:([0-9]{1,6})[.:](?=[0-9]+:[0-9]+:))?([0-9]{1,6}):([0-5]?[0-9])(?::([0-5]?[0-9])(?:\.[0-9]+)?)?$') {
        # By hand, for .NET reads 24:00:00 as 24 days.
        $hours = 24 * [long] $Matches[1] + [long] $Matches[2]
        return (60 * (60 * $hours + [long] $Matches[3]) + [long] $Matches[4]).ToString($culture) + 's'
    }
    if ($Value -is [string] -or $typed -match '^[0-9]*\.?[0-9]+[a-z]+$') { return $typed }
    if ($Value -is [decimal] -or $null -eq (ConvertTo-ScalarText -Value $Value)) {
        # In a table or a variable, nothing tells 30d, which is thirty days, from a number.
        return Add-Fault -Faults $Faults -Code InvalidDuration -Message "found $(Get-TypeTerm -Value $Value), which is no length of time"
    }
    [Convert]::ToString($Value, $culture)
}
