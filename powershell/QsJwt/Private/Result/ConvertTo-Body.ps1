function ConvertTo-Body {
    # A request body as JSON text, or as an object. The text is ASCII: what Windows PowerShell
    # sends as a body is ISO-8859-1 otherwise.
    param($Element, [switch] $AsObject)

    $body = ConvertFrom-JsonElement -Element $Element
    if ($AsObject) { $body } else { [regex]::Replace((ConvertTo-JsonText -Value $body), '[^\x00-\x7f]', $script:JsonEscape) }
}
