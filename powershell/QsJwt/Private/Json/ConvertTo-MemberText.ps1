function ConvertTo-MemberText {
    # The members of a JSON object without its braces, to be put together with others, but for
    # those in Except. Options are mostly texts, which are written here: there are many users.
    [OutputType([string])]
    param($Options, $Except, $Faults)

    $members = foreach ($name in $Options.Keys) {
        if ($null -ne $Except -and $name -in $Except) { continue }
        $value = $Options[$name]
        $text = if ($value -is [string] -and $value -cnotmatch $script:JsonSpecial) { '"' + $value + '"' }
        # Paths of Windows have a backslash; what else JSON cannot hold as it is, hardly any text has.
        elseif ($value -is [string] -and $value -cnotmatch "[$($script:JsonOdd)]") { '"' + ($value -replace '["\\]', '\$0') + '"' }
        elseif ($value -is [bool]) { if ($value) { 'true' } else { 'false' } }
        else { ConvertTo-JsonText -Value $value -Faults $Faults }
        '"' + $name + '":' + $text
    }
    $members -join ','
}
