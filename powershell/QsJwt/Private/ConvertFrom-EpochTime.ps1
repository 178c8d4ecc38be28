function ConvertFrom-EpochTime {
    # The UTC DateTime of an element that holds epoch seconds; $null for null and for no element.
    param([Xml.XmlElement] $Element)

    if ($null -ne $Element -and $Element.GetAttribute('type') -eq 'number') {
        $script:Epoch.AddSeconds((ConvertFrom-JsonNumber -Text $Element.get_InnerText()))
    }
}
