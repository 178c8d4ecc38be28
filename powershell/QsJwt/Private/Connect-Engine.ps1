function Connect-Engine {
    # See to it that this runspace has a live engine. Where there is none to be had,
    # the result is $false and the session's Failure says why, in the form of an answer.
    $session = $script:Session
    if ($null -ne $session.Engine) {
        if (-not $session.Engine.Process.HasExited) { return $true }
        Stop-Engine
    }
    $tried = foreach ($candidate in Get-EngineCandidate) {
        $engine = $null
        $fault = 'interrupted'
        try {
            if ([IO.File]::Exists($candidate.Path)) {
                $engine = Open-Engine -Candidate $candidate
                $fault = Test-Engine -Engine $engine
            }
            else {
                $fault = 'there is no such file'
            }
        }
        catch [ComponentModel.Win32Exception] {
            $fault = $_.Exception.GetBaseException().Message
        }
        finally {
            # Runs when the caller presses Ctrl-C, too: no process is left behind.
            if ($fault -and $null -ne $engine) { Close-Engine -Engine $engine }
        }
        if (-not $fault) {
            $engine.Reading = $engine.Output.ReadLineAsync()
            $session.Engine = $engine
            Register-EngineExit
            return $true
        }
        '{0}: {1}' -f $candidate.Path, $fault
    }
    $session.Failure = New-EngineFailure -Tried $tried
    $false
}
