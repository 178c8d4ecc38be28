function Receive-Answer {
    # Wait for the engine's next answer and hand it to the request that it belongs to.
    param([hashtable] $Engine)

    $reading = $Engine.Reading
    if (-not $reading.IsCompleted) {
        [void] (Wait-Task -Task $reading)
        # An event of the caller's may have called the module meanwhile, and taken it.
        if (-not [object]::ReferenceEquals($reading, $Engine.Reading)) { return }
    }
    $line = if (-not $reading.IsFaulted) { $reading.Result }
    # One that was cut off is none: its engine died over it.
    $answer = if ($line -and $line[0] -eq '{' -and $line[-1] -eq '}') {
        # First, so that a line that cannot be read is not the next one again.
        $Engine.Reading = $Engine.Output.ReadLineAsync()
        ConvertTo-Answer -Line $line
    }
    if ($null -ne $answer -and $null -ne $answer['id']) {
        Complete-Request -Engine $Engine -Answer $answer
    }
    elseif ([object]::ReferenceEquals($Engine, $script:Session.Engine)) {
        # It has ended, or lost its way.
        Disconnect-Engine
    }
}
