function ConvertTo-Answer {
    # The answer on a line of the engine's. What .NET cannot hold, such as half a surrogate
    # pair or U+FFFF in a text, makes an answer that says so, under the line's own id.
    [OutputType([Xml.XmlElement])]
    param([string] $Line)

    try {
        ConvertFrom-JsonText -Text $Line
    }
    catch {
        $id = if ($Line -match '"id": ?([0-9]+)') { [long] $Matches[1] }
        $message = "the answer cannot be shown: $($_.Exception.GetBaseException().Message)"
        $data = @{ code = 'ProtocolError'; message = $message }
        ConvertFrom-JsonText -Text (ConvertTo-JsonText -Value @{ id = $id; error = @{ code = 1; message = $message; data = $data } })
    }
}
