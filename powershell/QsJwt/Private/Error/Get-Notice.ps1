function Get-Notice {
    # What an engine's error, warning or finding says, each text in a cmdlet's words; what it has
    # no template for, as it stands.
    [OutputType([hashtable])]
    param($Element, [string[]] $Name, [string] $Cmdlet)

    $values = @{}
    if ($null -ne $Element['values']) {
        foreach ($value in $Element['values'].get_ChildNodes()) { $values[$value.get_LocalName()] = $value.get_InnerText() }
    }
    $notice = @{}
    foreach ($one in $Name) {
        $template = if ($null -ne $Element['templates']) { $Element['templates'][$one] }
        $notice[$one] = if ($null -ne $template) { Expand-Template -Template $template.get_InnerText() -Values $values -Cmdlet $Cmdlet }
        elseif ($null -ne $Element[$one]) { $Element[$one].get_InnerText() }
        else { '' }
    }
    $notice
}
