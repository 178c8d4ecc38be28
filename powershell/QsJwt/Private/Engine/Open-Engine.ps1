function Open-Engine {
    # Start a candidate and ask what it is, without waiting for the answer. Nothing where there is
    # no such file: a system would look for it elsewhere.
    param($Candidate)

    if (-not [IO.File]::Exists($Candidate['Path'])) { return }
    $variables = if ($env:QS_JWT_CONFIG) { Get-EngineVariable } else { [Environment]::GetEnvironmentVariables() }
    $start = Get-ProcessStart -Path $Candidate['Path'] -Arguments $Candidate['Arguments']
    $process = if ($variables['QS_JWT_CONFIG'] -ceq $env:QS_JWT_CONFIG) { [Diagnostics.Process]::Start($start) } else { Start-Engine -Start $start -Variables $variables }
    # Bytes, for StandardInput writes in the console's encoding. All it may write by itself on
    # .NET Framework is a BOM at the start, which the engine forgives.
    $stream, $output = $process.StandardInput.BaseStream, $process.StandardOutput
    $question = "{`"jsonrpc`":`"2.0`",`"id`":0,`"method`":`"version`",`"params`":{}}`n"
    $bytes = $script:Utf8.GetBytes($question)
    $reading = $null
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush()
        $reading = $output.ReadLineAsync()
    }
    catch { Write-Debug 'It has ended; Test-Engine says why.' }
    # What an engine is to this module, beside what was started, and how it was found.
    @{
        Path = $Candidate['Path']
        Arguments = $Candidate['Arguments']
        FoundBy = $Candidate['FoundBy']
        Variables = $variables
        Process = $process
        Input = $stream
        Output = $output
        # Read from the start: a full pipe would stop the engine.
        Errors = $process.StandardError.ReadToEndAsync()
        # The task that has its next line.
        Reading = $reading
        # What it says of itself, once Test-Engine has heard it.
        Facts = $null
        # The request that it is to answer next, of Get-Answer.
        Request = $null
    }
}
