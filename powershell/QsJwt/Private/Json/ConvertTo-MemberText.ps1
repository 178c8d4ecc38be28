function ConvertTo-MemberText {
    # The members of a JSON object without its braces, to be put together with others. Options
    # are mostly texts, which are written here: there are many users.
    [OutputType([string])]
    param($Options, $Faults)

    $special = $script:JsonSpecial
    $members = foreach ($name in $Options.Keys) {
        $value = $Options[$name]
        $text = if ($value -is [string] -and -not $special.IsMatch($value)) { '"' + $value + '"' }
        else { ConvertTo-JsonText -Value $value -Faults $Faults }
        '"' + $name + '":' + $text
    }
    $members -join ','
}
