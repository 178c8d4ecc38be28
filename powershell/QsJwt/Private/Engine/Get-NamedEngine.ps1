function Get-NamedEngine {
    # The engine that $env:QS_JWT_ENGINE names: a program, or a Python that has the package.
    # Quotes are no part of it, as in a variable that was set by cmd. Blanks alone name nothing.
    $path = $env:QS_JWT_ENGINE -replace '^[\s"]+|[\s"]+$'
    if (-not $path) { return }
    $arguments = if ($path -match '(^|[/\\])(py|pythonw?)[0-9.]*(\.[^./\\]*)?$') { $script:EngineModule } else { $script:EngineServe }
    # What no path can be is tried as it is, which says so.
    if ($path -notmatch $script:NoPath) {
        if ($path -notmatch '[/\\]') {
            $known = @(Find-Program -Name $path)
            if ($known) { $path = $known[0] }
        }
        elseif (-not [IO.Path]::IsPathRooted($path)) {
            # From PowerShell's location; the process's folder may be anywhere.
            $path = [IO.Path]::Combine($ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath, $path)
        }
    }
    @{ Path = $path; Arguments = $arguments; FoundBy = '$env:QS_JWT_ENGINE' }
}
