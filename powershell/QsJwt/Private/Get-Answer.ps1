function Get-Answer {
    # Ask the engine one thing and wait for its answer. Params is the text of a JSON object.
    # Once marks what must not be done twice: files are written, or a token is spent.
    [OutputType([Xml.XmlElement])]
    param([string] $Method, [string] $Params, [switch] $Once)

    $request = ConvertTo-Request -Method $Method -Params $Params -Repeatable (-not $Once)
    Send-Request -Request $request
    Wait-Answer -Request $request
    $request.Answer
}
