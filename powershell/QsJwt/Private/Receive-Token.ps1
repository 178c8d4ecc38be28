function Receive-Token {
    # Give out the tokens that are ready, in the order of their users; with -All, every one.
    param([hashtable] $Call, [switch] $All)

    $pending = $Call.Pending
    $engine = $script:Session.Engine
    # What has arrived meanwhile, without waiting for more.
    while (-not $All -and $null -ne $engine -and $engine.InFlight.Count -and $engine.Reading.IsCompleted) {
        Receive-Answer -Engine $engine
    }
    while ($pending.Count) {
        $request = $pending.Peek()
        if ($null -eq $request.Answer) {
            if (-not $All -and -not $request.Lost) { return }
            Wait-Answer -Request $request
        }
        [void] $pending.Dequeue()
        ConvertTo-Token -Call $Call -Request $request
    }
}
