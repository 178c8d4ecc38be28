function Write-EngineWarning {
    # Pass on a result's warnings, each once for a call of the cmdlet.
    param($Cmdlet, $Result, $Written)

    $warnings = $Result['warnings']
    if ($null -eq $warnings) { return }
    $name = Get-CmdletName -Cmdlet $Cmdlet
    foreach ($warning in $warnings.get_ChildNodes()) {
        $code = $warning['code'].get_InnerText()
        if ($code -in $script:Errors['Unsaid'][$name]) { continue }
        $notice = Get-Notice -Element $warning -Name message, hint -Cmdlet $name
        $text = if ($notice.hint) { "$($notice.message.TrimEnd('.')); $($notice.hint)" } else { $notice.message }
        if ($Written.Add($text)) { $Cmdlet.WriteWarning($text) }
    }
}
