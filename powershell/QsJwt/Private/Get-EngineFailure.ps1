function Get-EngineFailure {
    # The answer that stands in for an engine's where there is none.
    param([string[]] $Tried)

    if (-not $Tried) {
        $Tried = 'neither qs-jwt nor Python is on PATH'
    }
    $code = if ($Tried -match 'speaks protocol') { 'EngineIncompatible' } else { 'EngineNotFound' }
    $message = "there is no qs-jwt engine on this computer that this module can use ($($Tried -join '; '))"
    $hint = Get-InstallHint
    if ($env:QS_JWT_ENGINE) {
        $message = "`$env:QS_JWT_ENGINE names no qs-jwt engine that this module can use ($($Tried -join '; '))"
        $hint = "put it right or remove it; or $hint"
    }
    ConvertTo-FailedAnswer -Code $code -Message $message -Hint $hint
}
