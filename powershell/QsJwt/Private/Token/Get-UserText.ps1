function Get-UserText {
    # The text that a value stands for which a user has in the place of one, such as a number.
    [OutputType([string])]
    param([string] $Parameter, [string] $Option, $Value, $Faults)

    $text = ConvertTo-ScalarText -Value $Value
    if ($null -eq $text) {
        Add-Fault -Faults $Faults -Code InvalidUser -Parameter $Option -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $Parameter) `
            -Message "-${Parameter}: expected text, found a $($Value.GetType().FullName)"
    }
    $text
}
