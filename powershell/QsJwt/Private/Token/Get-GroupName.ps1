function Get-GroupName {
    # The names of a user's groups: texts, or objects that have a name. With -Split, one text
    # holds several, as a cell of a batch does.
    param([object[]] $Groups, [switch] $Split, $Faults)

    $list = [Collections.ArrayList]::new()
    foreach ($group in $Groups) {
        if ($null -eq $group -or $group -is [DBNull]) { continue }
        $name = ConvertTo-ScalarText -Value $group -Typed
        if ($null -eq $name) {
            $found = if ($group -is [Collections.IDictionary]) { $group['name'] }
            elseif ($null -ne $group.PSObject.Properties['name']) { $group.PSObject.Properties['name'].Value }
            if ($null -ne $found) { $name = ConvertTo-ScalarText -Value $found }
        }
        if ($null -eq $name) {
            return Add-Fault -Faults $Faults -Code InvalidUser -Parameter groups -Hint 'give the names of the groups, or objects with a name' `
                -Message "-Groups: expected the name of a group, found $(Get-TypeTerm -Value $group)"
        }
        if ($Split) { $list.AddRange(@(@($name.Split(';').Trim()) -ne '')) } else { [void] $list.Add($name) }
    }
    , $list.ToArray()
}
