function ConvertTo-MemberText {
    # The members of a JSON object without its braces, to be put together with others.
    [OutputType([string])]
    param([Collections.IDictionary] $Options, [Collections.ArrayList] $Faults)

    $text = ConvertTo-JsonText -Value $Options -Faults $Faults
    $text.Substring(1, $text.Length - 2)
}
