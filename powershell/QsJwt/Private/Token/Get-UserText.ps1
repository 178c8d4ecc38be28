function Get-UserText {
    # What a parameter says of a user, which must be text or have one plain text.
    [OutputType([string])]
    param([string] $Parameter, [string] $Option, [object] $Value, [switch] $Typed, [Collections.ArrayList] $Faults)

    $text = ConvertTo-ScalarText -Value $Value -Typed:$Typed
    if ($null -ne $text) { return $text }
    Add-Fault -Faults $Faults -Code InvalidUser -Parameter $Option -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $Parameter) `
        -Message "-${Parameter}: expected text, found a $($Value.GetType().FullName)"
}
