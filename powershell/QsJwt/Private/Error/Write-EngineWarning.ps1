function Write-EngineWarning {
    # Pass on a result's warnings, each once for a call of the cmdlet.
    param($Cmdlet, $Result, $Written)

    $warnings = $Result['warnings']
    if ($null -eq $warnings) { return }
    foreach ($warning in $warnings.get_ChildNodes()) {
        $code = $warning['code'].get_InnerText()
        if ($code -in $script:Errors['Unsaid'][(Get-CmdletName -Cmdlet $Cmdlet)]) { continue }
        $notice = Get-Notice -Element $warning -Name message, hint
        $name = Get-CmdletName -Cmdlet $Cmdlet
        $text = ConvertTo-CmdletTerm -Text $notice.message -Cmdlet $name -Values $notice.Values
        if ($notice.hint) { $text = "$($text.TrimEnd('.')); $(ConvertTo-CmdletTerm -Text $notice.hint -Cmdlet $name -Values $notice.Values)" }
        if ($Written.Add($text)) { $Cmdlet.WriteWarning($text) }
    }
}
