function Open-Engine {
    # Start a candidate and ask what it is, without waiting for the answer.
    param([hashtable] $Candidate)

    $start = Get-ProcessStart -Path $Candidate.Path -Arguments $Candidate.Arguments
    if ($env:QS_JWT_CONFIG -and -not [IO.Path]::IsPathRooted($env:QS_JWT_CONFIG)) {
        # From where the caller is, not from where the engine works.
        $here = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
        $start.EnvironmentVariables['QS_JWT_CONFIG'] = [IO.Path]::Combine($here, $env:QS_JWT_CONFIG)
    }

    $process = [Diagnostics.Process]::Start($start)
    $engine = @{
        Process = $process
        Path = $Candidate.Path
        Arguments = $Candidate.Arguments
        FoundBy = $Candidate.FoundBy
        # What it is, once it has said so.
        Facts = $null
        # Bytes, for StandardInput writes in the console's encoding. All it may write by
        # itself on .NET Framework is a BOM at the start, which the engine forgives.
        Input = $process.StandardInput.BaseStream
        Output = $process.StandardOutput
        # Read from the start: a full pipe would stop the engine.
        Errors = $process.StandardError.ReadToEndAsync()
        Variables = Get-EnvironmentText
        Reading = $null
        # The one that it is to answer next.
        Request = $null
    }
    $question = '{"jsonrpc":"2.0","id":0,"method":"version","params":{}}'
    if (Write-Request -Engine $engine -Bytes $script:Utf8.GetBytes("$question`n")) { $engine.Reading = $engine.Output.ReadLineAsync() }
    $engine
}
