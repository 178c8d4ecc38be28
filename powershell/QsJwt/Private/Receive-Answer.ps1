function Receive-Answer {
    # Read the engine's next answer and hand it to the request that it belongs to.
    # With -Ready, $false at once where none has arrived, else $true.
    param([hashtable] $Engine, [switch] $Ready)

    if ($null -eq $Engine.Reading) {
        $Engine.Reading = $Engine.Output.ReadLineAsync()
    }
    $reading = $Engine.Reading
    if ($Ready -and -not $reading.IsCompleted) { return $false }
    $isRead = Wait-Task -Task $reading
    # An event of the caller's may have called the module meanwhile, and taken it.
    if (-not [object]::ReferenceEquals($reading, $Engine.Reading)) { return }
    $Engine.Reading = $null
    $answer = if ($isRead -and "$($reading.Result)".StartsWith('{')) { ConvertFrom-JsonText -Text $reading.Result }
    if ($null -ne $answer -and $null -ne $answer['id']) {
        Complete-Request -Engine $Engine -Answer $answer
    }
    elseif ([object]::ReferenceEquals($Engine, $script:Session.Engine)) {
        # It has ended, or lost its way.
        Stop-Engine
    }
    if ($Ready) { $true }
}
