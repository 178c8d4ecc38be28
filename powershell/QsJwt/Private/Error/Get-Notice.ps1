function Get-Notice {
    # What an engine's error, warning or finding says, as templates and their values; what it
    # has no template for, as it stands.
    param($Element, [string[]] $Name)

    $notice = @{ Values = @{} }
    foreach ($one in $Name) {
        $text = if ($null -ne $Element['templates']) { $Element['templates'][$one] }
        if ($null -eq $text) { $text = $Element[$one] }
        $notice[$one] = if ($null -ne $text) { $text.get_InnerText() } else { '' }
    }
    if ($null -ne $Element['values']) {
        foreach ($value in $Element['values'].get_ChildNodes()) { $notice.Values[$value.get_LocalName()] = $value.get_InnerText() }
    }
    $notice
}
