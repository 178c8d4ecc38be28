function Register-TokenReader {
    # Let tokens have their header and payload after the module was removed: as text within text, which
    # is not parsed before somebody asks.
    $readers = "param(`$Token, `$Part)
        function ConvertFrom-TokenPart {${function:ConvertFrom-TokenPart}}
        function ConvertFrom-JsonElement {${function:ConvertFrom-JsonElement}}
        function ConvertFrom-JsonNumber {${function:ConvertFrom-JsonNumber}}
        function ConvertFrom-JsonText {${function:ConvertFrom-JsonText}}
        ConvertFrom-TokenPart -Token `$Token -Part `$Part"
    # The module's own variable is gone then.
    $readers = $readers.Replace('$script:Utf8', '[Text.Encoding]::UTF8').Replace("'", "''")
    $header, $payload = foreach ($part in 0, 1) { [scriptblock]::Create("& ([scriptblock]::Create('$readers')) `$this.Token $part") }
    Register-TokenType -Header $header -Payload $payload
}
