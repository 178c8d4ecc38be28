function Close-Engine {
    # End an engine process; the request that it was to answer is lost.
    param($Engine)

    $process, $stream = $Engine['Process'], $Engine['Input']
    # The stream, not the writer over it: that one would flush into a broken pipe.
    try { $stream.Dispose() } catch { Write-Debug 'The engine ended meanwhile.' }
    # The end of its input ends an idle engine; a busy one works for nobody any more.
    $isBusy = $null -ne $Engine['Request'] -and -not $process.HasExited
    if ($isBusy -or -not $process.WaitForExit(2000)) {
        try { $process.Kill() } catch { Write-Debug 'The engine ended meanwhile.' }
    }
    if ($null -ne $Engine['Request']) { $Engine['Request'].Lost = $true }
    $Engine['Request'] = $null
    $process.Dispose()
}
