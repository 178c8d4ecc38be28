function ConvertTo-Finding {
    # The findings of a result as objects; none where nothing was checked.
    param($Result, [string] $Cmdlet)

    if ($null -eq $Result['findings']) { return }
    Register-ResultType -Kind Finding
    foreach ($finding in $Result['findings'].get_ChildNodes()) {
        $notice = Get-Notice -Element $finding -Name found, hint
        [pscustomobject] @{
            PSTypeName = 'QsJwt.Finding'
            Rule = $finding['rule'].get_InnerText()
            Severity = $finding['severity'].get_InnerText()
            Found = ConvertTo-CmdletTerm -Text $notice.found -Cmdlet $Cmdlet -Values $notice.Values
            Expected = $finding['expected'].get_InnerText()
            Hint = ConvertTo-CmdletTerm -Text $notice.hint -Cmdlet $Cmdlet -Values $notice.Values
        }
    }
}
