function Connect-Engine {
    # See to it that this runspace has a live engine. Where there is none to be had,
    # the result is $false and the session's Failure says why, in the form of an answer.
    $session = $script:Session
    if ($null -ne $session.Engine) {
        if (-not $session.Engine.Process.HasExited) {
            Register-EngineExit
            return $true
        }
        Disconnect-Engine
    }
    $tried = @()
    # One kind after the other: a search of the PATH takes longer than the start of an engine.
    foreach ($kind in 'Named', 'Recorded', 'OnPath') {
        foreach ($candidate in Get-EngineCandidate -Kind $kind) {
            $fault = Connect-Candidate -Candidate $candidate
            if (-not $fault) { return $true }
            $tried += '{0}: {1}' -f $candidate.Path, $fault
        }
        # Who names an engine wants that one: another in its place would go unnoticed.
        if ($tried -and $kind -eq 'Named') { break }
    }
    $session.Failure = Get-EngineFailure -Tried $tried
    $false
}
