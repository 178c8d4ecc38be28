function Invoke-Engine {
    # Ask the engine one thing and wait for its answer, of which faults are reported.
    # The result is the answer's result element; nothing after a fault.
    param(
        [Management.Automation.PSCmdlet] $Cmdlet, [string] $Method, [Collections.IDictionary] $Options,
        [object] $Target, [switch] $Once
    )

    if ($Once) {
        # What must not be done twice is not sent to an engine that may be dead.
        $alive = New-Request -Method version -Params '{}' -Repeatable $true
        Send-Request -Request $alive
        Wait-Answer -Request $alive
    }
    $request = New-Request -Method $Method -Params (ConvertTo-JsonText -Value $Options) -Repeatable (-not $Once)
    try {
        Send-Request -Request $request
        Wait-Answer -Request $request
    }
    finally {
        # Interrupted: a login or a new key is work that nobody waits for any more.
        if ($null -eq $request.Answer) { Stop-Engine }
    }
    $fault = Get-Fault -Answer $request.Answer
    if ($fault) {
        Write-Fault -Cmdlet $Cmdlet -Fault $fault -Target $Target
        return
    }
    $result = $request.Answer['result']
    Write-EngineWarning -Cmdlet $Cmdlet -Result $result -Written ([Collections.Generic.HashSet[string]]::new())
    $result
}
