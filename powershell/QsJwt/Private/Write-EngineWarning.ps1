function Write-EngineWarning {
    # Pass on a result's warnings, each once for a call of the cmdlet.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Xml.XmlElement] $Result, [Collections.Generic.HashSet[string]] $Written)

    $warnings = $Result['warnings']
    if ($null -eq $warnings) { return }
    foreach ($warning in $warnings.get_ChildNodes()) {
        $text = $warning['message'].get_InnerText()
        if ($null -ne $warning['hint']) { $text = "$($text.TrimEnd('.')); $($warning['hint'].get_InnerText())" }
        if ($Written.Add($text)) {
            $Cmdlet.WriteWarning((ConvertTo-CmdletTerm -Text $text -Cmdlet (Get-CmdletName -Cmdlet $Cmdlet)))
        }
    }
}
