function Get-EngineFailure {
    # The answer that stands in for an engine's where there is none. Tried has what is wrong
    # with each program that may have been one, by its path.
    param($Tried)

    $faults = @(foreach ($path in $Tried.Keys) { '{0}: {1}' -f $path, $Tried[$path] })
    if (-not $faults) { $faults = @('none is installed, and neither qs-jwt nor Python is on PATH') }
    $protocols = @($Tried.Values | ForEach-Object { if ($_ -match '^speaks protocol (\d+)') { [int] $Matches[1] } })
    $code = if ($protocols.Count) { 'EngineIncompatible' } else { 'EngineNotFound' }
    $message = "there is no qs-jwt engine on this computer that this module can use ($($faults -join '; '))"
    $hint = Get-InstallHint
    if ($protocols -gt $script:Protocol) { $hint = "bring the module to the engine's version, or $hint" }
    if (Get-NamedEngine) {
        $message = "`$env:QS_JWT_ENGINE names no qs-jwt engine that this module can use ($($faults -join '; '))"
        $hint = "put it right or remove it; or $hint"
    }
    ConvertTo-FailedAnswer -Code $code -Message $message -Hint $hint
}
