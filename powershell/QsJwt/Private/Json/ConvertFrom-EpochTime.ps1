function ConvertFrom-EpochTime {
    # The UTC DateTime of an element that holds epoch seconds; $null for what holds none,
    # and for a time that no DateTime can name.
    param($Element)

    if ($null -eq $Element -or $Element.GetAttribute('type') -ne 'number') { return }
    $seconds = [double]::Parse($Element.get_InnerText(), [Globalization.CultureInfo]::InvariantCulture)
    $first = ([datetime]::MinValue - $script:Epoch).TotalSeconds
    $last = ([datetime]::MaxValue - $script:Epoch).TotalSeconds
    if ($seconds -ge $first -and $seconds -lt $last) {
        # Not AddSeconds, which rounds to milliseconds in Windows PowerShell: up, out of the last year.
        $script:Epoch.AddTicks([long] [Math]::Floor([decimal] $seconds * 10000000))
    }
}
