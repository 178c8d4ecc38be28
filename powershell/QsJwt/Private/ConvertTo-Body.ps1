function ConvertTo-Body {
    # A request body as JSON text, or as an object.
    param([Xml.XmlElement] $Element, [switch] $AsObject)

    $body = ConvertFrom-JsonElement -Element $Element
    if ($AsObject) { $body } else { ConvertTo-JsonText -Value $body }
}
