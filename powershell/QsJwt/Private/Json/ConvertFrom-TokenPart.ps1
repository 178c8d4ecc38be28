function ConvertFrom-TokenPart {
    # The header (part 0) or payload (part 1) of a token, unchecked.
    param([string] $Token, [int] $Part)

    $text = $Token.Split('.')[$Part].Replace('-', '+').Replace('_', '/')
    $bytes = [Convert]::FromBase64String($text.PadRight([int] [Math]::Ceiling($text.Length / 4) * 4, '='))
    ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text ([Text.Encoding]::UTF8.GetString($bytes)))
}
