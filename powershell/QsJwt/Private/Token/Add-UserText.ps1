function Add-UserText {
    # Add to a user's options what is no text but may stand for one, such as a number.
    param($Own, [string] $Parameter, [string] $Option, $Value, $Faults)

    # A database's own nothing.
    if ($Value -is [DBNull]) { return }
    $text = ConvertTo-ScalarText -Value $Value
    if ($text) { $Own[$Option] = $text }
    elseif ($null -eq $text) {
        Add-Fault -Faults $Faults -Code InvalidUser -Parameter $Option -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $Parameter) `
            -Message "-${Parameter}: expected text, found $(Get-TypeTerm -Value $Value)"
    }
}
