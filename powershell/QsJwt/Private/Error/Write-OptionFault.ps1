function Write-OptionFault {
    # Report that a parameter's value means nothing to the engine, which ends the call but where an
    # object of the pipeline gave it.
    param($Cmdlet, $Fault, [string] $Parameter, [string] $Option, $Value, $ForInput)

    if (-not $Fault.Message.StartsWith("-${Parameter}: ")) { $Fault.Message = "-${Parameter}: $($Fault.Message)" }
    $Fault.Parameter = $Option
    # Of the input only: what else was typed may be a secret.
    $target = if ($ForInput -and $Option -notin $script:Settings['Kinds']['Secret'] -and $Value -is [string]) { $Value }
    Write-Fault -Cmdlet $Cmdlet -Fault $Fault -Target $target -Ends:(-not $ForInput)
}
