function Send-Request {
    # Send a request ahead; Wait-Answer fetches what comes of it. What cannot be sent
    # gets an answer that says so.
    param([hashtable] $Request)

    if (-not $Request.Repeatable) {
        # Asked this first, an engine that has died since its last answer is found out.
        $question = ConvertTo-Request -Method version -Params '{}' -Repeatable $true
        Send-Request -Request $question
        Wait-Answer -Request $question
    }
    # The engine's limit for a line, and what every system's pipe holds (Windows: 4096).
    $longest, $window = 1048576, 4096
    $Request.Id = ++$script:Session.LastId
    $bytes = $script:Utf8.GetBytes(
        '{"jsonrpc":"2.0","id":' + $Request.Id + ',"method":"' + $Request.Method + '","params":' + $Request.Params + "}`n")
    $Request.Size = $bytes.Length
    if ($bytes.Length -gt $longest) {
        $Request.Answer = ConvertTo-FailedAnswer -Code RequestTooLarge -Message "the input is larger than the $longest bytes that a request may have" -Hint 'shorten it'
        return
    }
    for ($try = 0; $try -lt 3; $try++) {
        $engine = $script:Session.Engine
        # One that owes answers is found dead when they are read.
        if ($null -eq $engine -or -not $engine.InFlight.Count) {
            if (-not (Connect-Engine)) {
                $Request.Answer = $script:Session.Failure
                return
            }
            $engine = $script:Session.Engine
        }
        # Requests in flight fit into the pipe, or there is just one. So writing never waits
        # for an engine that itself waits for its answers to be read.
        while ($engine.InFlight.Count -and $engine.Bytes + $bytes.Length -gt $window) {
            Receive-Answer -Engine $engine
        }
        if (-not [object]::ReferenceEquals($engine, $script:Session.Engine)) { continue }
        $Request.Lost = $false
        $engine.InFlight.Enqueue($Request)
        $engine.Bytes += $bytes.Length
        if (Write-Request -Engine $engine -Bytes $bytes) {
            $Request.Sent++
            return
        }
        # Cut off before its end, it was not run.
        Disconnect-Engine
    }
    $Request.Answer = Get-StoppedAnswer
}
