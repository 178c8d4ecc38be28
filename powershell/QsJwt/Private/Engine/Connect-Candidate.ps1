function Connect-Candidate {
    # Make a candidate this runspace's engine. Nothing where it is one, else why it is none.
    [OutputType([string])]
    param($Candidate)

    if ([IO.Directory]::Exists($Candidate['Path'])) { return 'is a folder' }
    if (-not [IO.File]::Exists($Candidate['Path'])) { return 'there is no such file' }
    $engine = $null
    $fault = 'interrupted'
    try {
        $engine, $script:Ahead = $script:Ahead, $null
        if ($null -ne $engine -and ($engine['Path'] -cne $Candidate['Path'] -or $engine['Arguments'] -cne $Candidate['Arguments'])) {
            Close-Engine -Engine $engine
            $engine = $null
        }
        if ($null -eq $engine) { $engine = Open-Engine -Candidate $Candidate }
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
    $engine['Reading'] = $engine['Output'].ReadLineAsync()
    $script:Engine = $engine
    Register-EngineExit
}
