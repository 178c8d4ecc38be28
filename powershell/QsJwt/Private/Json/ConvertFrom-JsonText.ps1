function ConvertFrom-JsonText {
    # The XML element that .NET reads a JSON text as: names keep their case, texts that look
    # like dates stay texts, and the same in every PowerShell; ConvertFrom-Json does none of it.
    param($Text)

    $reader = [Runtime.Serialization.Json.JsonReaderWriterFactory]::CreateJsonReader(
        $script:Utf8.GetBytes($Text), [Xml.XmlDictionaryReaderQuotas]::Max)
    $document = [Xml.XmlDocument]::new()
    $document.PreserveWhitespace = $true
    $document.Load($reader)
    $document.DocumentElement
}
