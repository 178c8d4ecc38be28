function Open-EngineAhead {
    # Start the engine that is found first, so that it starts while a cmdlet works out what to ask
    # it. Connect-Engine takes it, or finds out what is wrong with it.
    $session = $script:Session
    if ($null -ne $session.Engine -or $null -ne $session.Ahead -or $session.IsRemoved) { return }
    foreach ($kind in $script:EngineKinds) {
        $candidates = @(Get-EngineCandidate -Kind $kind)
        if (-not $candidates) { continue }
        if ([IO.File]::Exists($candidates[0].Path)) {
            try { $session.Ahead = Open-Engine -Candidate $candidates[0] }
            catch [ComponentModel.Win32Exception] { Write-Debug 'Connect-Engine says what is wrong with it.' }
        }
        break
    }
    # Meanwhile, for it takes as long as all else.
    if ($null -ne $session.Ahead) { Register-EngineExit }
}
