function ConvertTo-MemberText {
    # The members of a JSON object without its braces, to be put together with others, but for
    # those in Except. Options are mostly texts, which are written here: there are many users.
    [OutputType([string])]
    param($Options, $Except, $Faults)

    $special = $script:JsonSpecial
    $members = foreach ($name in $Options.Keys) {
        if ($null -ne $Except -and $name -in $Except) { continue }
        $value = $Options[$name]
        $text = if ($value -is [string] -and -not $special.IsMatch($value)) { '"' + $value + '"' }
        else { ConvertTo-JsonText -Value $value -Faults $Faults }
        '"' + $name + '":' + $text
    }
    $members -join ','
}
