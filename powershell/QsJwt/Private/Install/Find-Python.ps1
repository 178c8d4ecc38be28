function Find-Python {
    # A Python that an engine can be installed with: the one that is named, else the first that
    # py, the registry or PATH has. Nothing where there is none; Tried then has what is wrong
    # with each.
    [OutputType([string])]
    param([string] $Path, $Tried)

    $oldest = [version] '3.11'
    $facts = 'import sys, venv, ensurepip; print(sys.version.split()[0]); print(sys.executable)'
    $searches = if ($Path) { , { $Path } } else { { Find-Program -Name py }, { Get-RegisteredPython }, { Find-Program -Name python3, python } }
    foreach ($search in $searches) {
        foreach ($program in & $search) {
            if ($Tried.Contains($program)) { continue }
            $told = Invoke-Program -Path $program -Arguments '-I', '-c', $facts
            if ($told.ExitCode) { $Tried[$program] = if ($told.Lines) { $told.Lines[-1] } else { "it ends with the exit code $($told.ExitCode)" } }
            elseif ($told.Lines[0] -notmatch '^(\d+\.\d+)') { $Tried[$program] = 'is no Python' }
            elseif ([version] $Matches[1] -lt $oldest) { $Tried[$program] = "is Python $($told.Lines[0]), and the engine needs $oldest or newer" }
            # The launcher's own choice may be another one tomorrow.
            else { return $told.Lines[1] }
        }
    }
}
