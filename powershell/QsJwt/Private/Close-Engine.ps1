function Close-Engine {
    # End an engine process; what it still owed answers to is marked as lost.
    param([hashtable] $Engine)

    $process = $Engine.Process
    # The stream, not the writer over it: that one would flush into a broken pipe.
    try { $Engine.Input.Dispose() } catch { Write-Debug 'The engine ended meanwhile.' }
    # The end of its input ends an idle engine; a busy one works for nobody any more.
    $isBusy = $Engine.InFlight.Count -and -not $process.HasExited
    if ($isBusy -or -not $process.WaitForExit(2000)) {
        try { $process.Kill() } catch { Write-Debug 'The engine ended meanwhile.' }
    }
    foreach ($request in $Engine.InFlight) {
        $request.Lost = $true
    }
    $Engine.InFlight.Clear()
    $process.Dispose()
}
