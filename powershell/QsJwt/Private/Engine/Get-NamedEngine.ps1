function Get-NamedEngine {
    # The engine that $env:QS_JWT_ENGINE names: a program, or a Python that has the package.
    # Quotes are no part of it, as in a variable that was set by cmd. Blanks alone name nothing.
    $path = "$env:QS_JWT_ENGINE".Trim().Trim('"').Trim()
    if (-not $path) { return }
    if ($path.IndexOfAny([IO.Path]::GetInvalidPathChars()) -ge 0) { return @{ Path = $path; Arguments = $script:EngineServe; FoundBy = '$env:QS_JWT_ENGINE' } }
    if ($path -notmatch '[/\\]') {
        $known = @(Find-Program -Name $path)
        if ($known) { $path = $known[0] }
    }
    elseif (-not [IO.Path]::IsPathRooted($path)) {
        # From PowerShell's location; the process's folder may be anywhere.
        $path = [IO.Path]::Combine($ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath, $path)
    }
    $isPython = [IO.Path]::GetFileNameWithoutExtension($path) -match '^(py|pythonw?)[0-9.]*$'
    @{ Path = $path; Arguments = $(if ($isPython) { $script:EngineModule } else { $script:EngineServe }); FoundBy = '$env:QS_JWT_ENGINE' }
}
