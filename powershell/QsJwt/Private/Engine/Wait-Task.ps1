function Wait-Task {
    # Wait for a task of .NET, in short turns, between which Ctrl-C takes effect. $true where
    # it went well. It throws nothing: an exception that is caught is still in -ErrorVariable.
    param($Task, $Seconds)

    if (-not $Task.IsCompleted) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while ([Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]] $Task, 250) -lt 0) {
            if ($Seconds -and $clock.Elapsed.TotalSeconds -gt $Seconds) { return $false }
        }
    }
    -not ($Task.IsFaulted -or $Task.IsCanceled)
}
