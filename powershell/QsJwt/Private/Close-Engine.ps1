function Close-Engine {
    # End an engine process; what it still owed answers to is marked as lost.
    param([hashtable] $Engine)

    $process = $Engine.Process
    try { $process.StandardInput.Close() } catch { Write-Debug 'The engine had closed its input.' }
    # The end of its input ends an idle engine; a busy one works for nobody any more.
    if ($Engine.InFlight.Count -or -not $process.WaitForExit(2000)) {
        try { $process.Kill() } catch { Write-Debug 'The engine had ended.' }
    }
    foreach ($request in $Engine.InFlight) {
        $request.Lost = $true
    }
    $Engine.InFlight.Clear()
    $process.Dispose()
}
