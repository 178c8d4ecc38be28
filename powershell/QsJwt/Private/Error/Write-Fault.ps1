function Write-Fault {
    # Report a fault as a cmdlet's error at the caller's line: one that only concerns an
    # object of the pipeline leaves the next ones their turn, as does any with -Continues;
    # any other, or with -Ends, ends the call. Of says which of many inputs it is about.
    param($Cmdlet, $Fault, $Target, [string] $Of, [switch] $Ends, [switch] $Continues)

    $name = Get-CmdletName -Cmdlet $Cmdlet
    $category = $script:Errors['Categories'][$Fault.Code]
    $message = ConvertTo-Shown -Text $(if ($Of) { "$($Fault.Message) ($Of)" } else { $Fault.Message })
    if ($Target -is [string]) { $Target = ConvertTo-Shown -Text $Target }
    $record = [Management.Automation.ErrorRecord]::new(
        [InvalidOperationException]::new($message),
        $Fault.Code, $(if ($category) { $category } else { 'InvalidArgument' }), $Target)
    # A point in time is no length of time, though the engine has one code for both.
    $known = if ($Fault.Code -eq 'InvalidDuration' -and $Fault.Parameter -in $script:Settings['Kinds']['Time']) { 'InvalidTime' } else { $Fault.Code }
    $hint = $Fault.Hint
    foreach ($one in $known, "$known,$name") {
        if ($script:Errors['Hints'].Contains($one)) { $hint = $script:Errors['Hints'][$one] }
    }
    if ($hint) {
        $shown = $record.Exception.Message
        # Older ones than 7.5 print no recommended action: there it is a line of the message.
        if (-not $script:Errors['ShowsHints']) { $shown += "`n  $hint" }
        $record.ErrorDetails = [Management.Automation.ErrorDetails]::new($shown)
        $record.ErrorDetails.RecommendedAction = $hint
    }
    $inputs = $script:Settings['InputOptions'][$name]
    $passing = 'EngineStopped', 'RequestTooLarge', 'MissingUserId', 'InvalidUser', 'InternalError', 'ProtocolError'
    if ($Continues -or (-not $Ends -and $inputs -and ($Fault.Parameter -in $inputs -or $Fault.Code -in $passing))) {
        $Cmdlet.WriteError($record)
    }
    else {
        $Cmdlet.ThrowTerminatingError($record)
    }
}
