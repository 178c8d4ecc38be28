function Connect-Candidate {
    # Make a candidate this runspace's engine. Nothing where it is one, else why it is none.
    [OutputType([string])]
    param([hashtable] $Candidate)

    if (-not [IO.File]::Exists($Candidate.Path)) { return 'there is no such file' }
    $session = $script:Session
    $engine = $null
    $fault = 'interrupted'
    try {
        $engine, $session.Ahead = $session.Ahead, $null
        $serves = $null -ne $engine -and $engine.Path -ceq $Candidate.Path -and $engine.Arguments -ceq $Candidate.Arguments -and $engine.Variables -ceq (Get-EnvironmentText)
        if (-not $serves) {
            if ($null -ne $engine) { Close-Engine -Engine $engine }
            $engine = Open-Engine -Candidate $Candidate
        }
        $fault = Test-Engine -Engine $engine
    }
    catch [ComponentModel.Win32Exception] {
        $fault = $_.Exception.GetBaseException().Message
    }
    finally {
        # Runs when the caller presses Ctrl-C, too: no process is left behind.
        if ($fault -and $null -ne $engine) { Close-Engine -Engine $engine }
    }
    if ($fault) { return $fault }
    $engine.Reading = $engine.Output.ReadLineAsync()
    $session.Engine = $engine
    Register-EngineExit
}
