function Write-Fault {
    # Report a fault as a cmdlet's error at the caller's line: one that only concerns an
    # object of the pipeline leaves the next ones their turn, as does any with -Continues;
    # any other, or with -Ends, ends the call.
    param([Management.Automation.PSCmdlet] $Cmdlet, [hashtable] $Fault, [object] $Target, [switch] $Ends, [switch] $Continues)

    $name = Get-CmdletName -Cmdlet $Cmdlet
    $values = if ($Fault.Contains('Values')) { $Fault.Values } else { @{} }
    $category = $script:Errors.Categories[$Fault.Code]
    $record = [Management.Automation.ErrorRecord]::new(
        [InvalidOperationException]::new((ConvertTo-CmdletTerm -Text $Fault.Message -Cmdlet $name -Values $values)),
        $Fault.Code, $(if ($category) { $category } else { 'InvalidArgument' }), $Target)
    $hint = if ($script:Errors.Hints.Contains($Fault.Code)) { $script:Errors.Hints[$Fault.Code] } else { $Fault.Hint }
    if ($hint) {
        $record.ErrorDetails = [Management.Automation.ErrorDetails]::new($record.Exception.Message)
        $record.ErrorDetails.RecommendedAction = ConvertTo-CmdletTerm -Text $hint -Cmdlet $name -Values $values
    }
    $inputs = $script:Settings.InputOptions[$name]
    $passing = 'EngineStopped', 'RequestTooLarge', 'MissingUserId', 'InvalidUser', 'InternalError', 'ProtocolError'
    if ($Continues -or (-not $Ends -and $inputs -and ($Fault.Parameter -in $inputs -or $Fault.Code -in $passing))) {
        $Cmdlet.WriteError($record)
    }
    else {
        $Cmdlet.ThrowTerminatingError($record)
    }
}
