function New-EngineFailure {
    # The answer that stands in for an engine's where there is none.
    param([string[]] $Tried)

    if (-not $Tried) {
        $Tried = 'neither qs-jwt nor Python is on PATH'
    }
    $origin = if ($env:QS_JWT_ENGINE) { 'that the variable QS_JWT_ENGINE names' } else { 'on this computer' }
    New-FailedAnswer -Code $(if ($Tried -match 'speaks protocol') { 'EngineIncompatible' } else { 'EngineNotFound' }) `
        -Message "there is no qs-jwt engine $origin that this module can use ($($Tried -join '; '))" `
        -Hint (Get-InstallHint)
}
