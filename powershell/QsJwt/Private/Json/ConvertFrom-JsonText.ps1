function ConvertFrom-JsonText {
    # The XML element that .NET reads a JSON text as: names keep their case, texts that look
    # like dates stay texts, and the same in every PowerShell; ConvertFrom-Json does none of it.
    param([string] $Text)

    $bytes = [Text.Encoding]::UTF8.GetBytes($Text)
    $reader = [Runtime.Serialization.Json.JsonReaderWriterFactory]::CreateJsonReader(
        $bytes, [Xml.XmlDictionaryReaderQuotas]::Max)
    $document = [Xml.XmlDocument]::new()
    $document.PreserveWhitespace = $true
    $document.Load($reader)
    $document.DocumentElement
}
