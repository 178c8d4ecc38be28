function Wait-Answer {
    # Wait until a request has its answer: sent again once where its engine died and
    # nobody will notice.
    param([hashtable] $Request)

    try {
        while ($null -eq $Request.Answer) {
            if (-not $Request.Lost) {
                Receive-Answer -Engine $script:Session.Engine
            }
            elseif ($Request.Repeatable -and $Request.Sent -lt 2) {
                Send-Request -Request $Request
            }
            else {
                $Request.Answer = Get-StoppedAnswer
            }
        }
    }
    finally {
        # Interrupted: nobody waits any more for a login or for a new key.
        if ($null -eq $Request.Answer -and -not $Request.Repeatable) { Disconnect-Engine }
        # Removed while a pipeline ran: nobody else will end what was started since.
        $engine = $script:Session.Engine
        if ($script:Session.IsRemoved -and $null -ne $engine -and -not $engine.InFlight.Count) { Disconnect-Engine }
    }
}
