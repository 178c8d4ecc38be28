function ConvertTo-Finding {
    # The findings of a result as objects; none where nothing was checked.
    param([Xml.XmlElement] $Result, [string] $Cmdlet)

    if ($null -eq $Result['findings']) { return }
    foreach ($finding in $Result['findings'].get_ChildNodes()) {
        [pscustomobject] @{
            PSTypeName = 'QsJwt.Finding'
            Rule = $finding['rule'].get_InnerText()
            Severity = $finding['severity'].get_InnerText()
            Found = ConvertTo-CmdletTerm -Text $finding['found'].get_InnerText() -Cmdlet $Cmdlet
            Expected = $finding['expected'].get_InnerText()
            Hint = ConvertTo-CmdletTerm -Text $finding['hint'].get_InnerText() -Cmdlet $Cmdlet
        }
    }
}
