function Merge-Claim {
    # The claims for all users and those of one, which win.
    [OutputType([Collections.Specialized.OrderedDictionary])]
    param($Common, $Own)

    $merged = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
    foreach ($claims in $Common, $Own) {
        if ($claims -is [Collections.IDictionary]) { foreach ($entry in $claims.GetEnumerator()) { $merged["$($entry.Key)"] = $entry.Value } }
        else { foreach ($member in $claims.PSObject.Properties) { $merged[$member.Name] = $member.Value } }
    }
    , $merged
}
