function Receive-Answer {
    # Read the engine's next answer and hand it to the request that it belongs to.
    # With -Ready, $false at once where none has arrived, else $true.
    param([hashtable] $Engine, [switch] $Ready)

    if ($null -eq $Engine.Reading) {
        $Engine.Reading = $Engine.Output.ReadLineAsync()
    }
    $reading = $Engine.Reading
    if ($Ready -and -not $reading.IsCompleted) { return $false }
    $root = $null
    try {
        # Short waits, for Ctrl-C takes effect between them.
        while (-not $reading.Wait(250)) { }
        if (-not [object]::ReferenceEquals($reading, $Engine.Reading)) { return }
        $Engine.Reading = $null
        if ($null -ne $reading.Result) {
            $root = ConvertFrom-JsonText -Text $reading.Result
        }
    }
    catch {
        Write-Debug 'The engine broke off.'
    }
    if ($null -eq $root -or $null -eq $root['id']) {
        if ([object]::ReferenceEquals($Engine, $script:Session.Engine)) { Stop-Engine }
    }
    else {
        Complete-Request -Engine $Engine -Answer $root
    }
    if ($Ready) { $true }
}
