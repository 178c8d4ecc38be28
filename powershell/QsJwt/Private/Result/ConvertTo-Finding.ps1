function ConvertTo-Finding {
    # The findings of a result as objects; none where nothing was checked.
    param($Result, [string] $Cmdlet)

    if ($null -eq $Result['findings']) { return }
    Register-ResultType -Kind Finding
    foreach ($finding in $Result['findings'].get_ChildNodes()) {
        $notice = Get-Notice -Element $finding -Name found, hint -Cmdlet $Cmdlet
        [pscustomobject] @{
            PSTypeName = 'QsJwt.Finding'
            Rule = $finding['rule'].get_InnerText()
            Severity = $finding['severity'].get_InnerText()
            Found = $notice.found
            Expected = $finding['expected'].get_InnerText()
            Hint = $notice.hint
        }
    }
}
