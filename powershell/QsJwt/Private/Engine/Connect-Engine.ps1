function Connect-Engine {
    # See to it that this runspace has a live engine. Where there is none to be had,
    # the result is $false and $script:Failure says why, in the form of an answer.
    if ($null -ne $script:Engine) {
        if (-not $script:Engine['Process'].HasExited) {
            Register-EngineExit
            return $true
        }
        Disconnect-Engine
    }
    $tried = [ordered] @{}
    # One kind after the other: a search takes its time, and mostly the first one found serves.
    foreach ($kind in $script:EngineKinds.Keys) {
        foreach ($candidate in & $script:EngineKinds[$kind]) {
            if ($tried.Contains($candidate['Path'])) { continue }
            $fault = Connect-Candidate -Candidate $candidate
            if (-not $fault) { return $true }
            $tried[$candidate['Path']] = $fault
        }
        # Who names an engine wants that one: another in its place would go unnoticed.
        if ($tried.Count -and $kind -eq 'Named') { break }
    }
    $script:Failure = Get-EngineFailure -Tried $tried
    $false
}
