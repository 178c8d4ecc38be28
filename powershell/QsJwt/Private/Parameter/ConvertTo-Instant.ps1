function ConvertTo-Instant {
    # A point in time in the engine's words, which are whole seconds since 1970. A DateTime of no
    # kind is local, as is text without an offset; what is no time is the engine's to refuse.
    param($Value, $Faults)

    if ($Value -is [string]) {
        $time = $Value -as [datetime]
        if ($null -eq $time) { return $Value }
        $Value = $time
    }
    if ($Value -is [DateTimeOffset]) { $Value = $Value.UtcDateTime }
    if ($Value -is [datetime]) {
        # Ticks, for a double has too few digits for the last second of all.
        return [long] [Math]::Floor([decimal] ($Value.ToUniversalTime() - $script:Epoch).Ticks / 10000000)
    }
    if ($Value -is [int] -or $Value -is [long]) { return $Value }
    Add-Fault -Faults $Faults -Code InvalidValue -Message "expected a DateTime or DateTimeOffset, found $(Get-TypeTerm -Value $Value)" -Hint 'as in (Get-Date).AddHours(8)'
}
