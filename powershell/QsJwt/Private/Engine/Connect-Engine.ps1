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
    # One search after the other: each takes its time, and mostly the first one found serves.
    foreach ($search in $script:EngineSearches) {
        foreach ($candidate in & $search) {
            $path = $candidate['Path']
            if ($tried.Count -and $tried.Contains($path)) { continue }
            $engine, $fault = $null, 'interrupted'
            try {
                $engine, $script:Ahead = $script:Ahead, $null
                if ($null -ne $engine -and ($engine['Path'] -cne $path -or $engine['Arguments'] -cne $candidate['Arguments'])) {
                    Close-Engine -Engine $engine
                    $engine = $null
                }
                if ($null -eq $engine) { $engine = Open-Engine -Candidate $candidate }
                $fault = if ($null -ne $engine) { Test-Engine -Engine $engine }
                elseif ([IO.Directory]::Exists($path)) { 'is a folder' }
                else { 'there is no such file' }
            }
            catch [ComponentModel.Win32Exception] { $fault = $_.Exception.GetBaseException().Message }
            finally {
                # Runs when the caller presses Ctrl-C, too: no process is left behind.
                if ($fault -and $null -ne $engine) { Close-Engine -Engine $engine }
            }
            if (-not $fault) {
                $engine['Reading'] = $engine['Output'].ReadLineAsync()
                $script:Engine = $engine
                Register-EngineExit
                return $true
            }
            $tried[$path] = $fault
        }
        # Who names an engine wants that one: another in its place would go unnoticed.
        if ($tried.Count -and (Get-NamedEngine)) { break }
    }
    $script:Failure = Get-EngineFailure -Tried $tried
    $false
}
