function ConvertTo-FailedAnswer {
    # What the module has to say itself, in the form in which the engine says it.
    [OutputType([Xml.XmlElement])]
    param([string] $Code, [string] $Message, [string] $Hint = '', [string] $Parameter = '', $Id)

    $data = @{ code = $Code; message = $Message; hint = $Hint; parameter = $Parameter }
    ConvertFrom-JsonText -Text (ConvertTo-JsonText -Value @{ id = $Id; error = @{ code = 1; message = $Message; data = $data } })
}
