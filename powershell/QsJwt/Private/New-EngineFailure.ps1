function New-EngineFailure {
    # The answer that stands in for an engine's where there is none.
    param([string[]] $Tried)

    $python = if ($env:OS -eq 'Windows_NT') { 'py' } else { 'python3' }
    if (-not $Tried) {
        $Tried = 'neither qs-jwt nor Python is on PATH'
    }
    $origin = if ($env:QS_JWT_ENGINE) { 'that the variable QS_JWT_ENGINE names' } else { 'on this computer' }
    New-FailedAnswer -Code $(if ($Tried -match 'speaks protocol') { 'EngineIncompatible' } else { 'EngineNotFound' }) `
        -Message "there is no qs-jwt engine $origin that this module can use ($($Tried -join '; '))" `
        -Hint "install it with: $python -m pip install --upgrade qs-jwt"
}
