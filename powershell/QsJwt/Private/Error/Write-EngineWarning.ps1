function Write-EngineWarning {
    # Pass on a result's warnings, each once for a call of the cmdlet. Of says which of many users
    # the result is about, the first of those who would get the same.
    param($Cmdlet, $Result, $Written, [string] $Of)

    $warnings = $Result['warnings']
    if ($null -eq $warnings) { return }
    $name = Get-CmdletName -Cmdlet $Cmdlet
    foreach ($warning in $warnings.get_ChildNodes()) {
        $code = $warning['code'].get_InnerText()
        if ($code -in $script:Errors['Unsaid'][$name]) { continue }
        $notice = Get-Notice -Element $warning -Name message, hint -Cmdlet $name
        $hint = if ($Of -and $code -in $script:Errors['GroupsInOne']) { $script:Errors['PipedGroups'] } else { $notice.hint }
        $text = if ($hint) { "$($notice.message.TrimEnd('.')); $hint" } else { $notice.message }
        if ($Written.Contains($text)) { continue }
        $Written[$text] = $true
        $Cmdlet.WriteWarning($(if ($Of -and $code -notin $script:Errors['OfNoUser']) { "$text ($(ConvertTo-Shown -Text $Of); said once)" } else { $text }))
    }
}
