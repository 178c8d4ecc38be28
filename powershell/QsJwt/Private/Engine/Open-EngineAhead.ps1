function Open-EngineAhead {
    # Start the engine that is found first, so that it starts while a cmdlet works out what to ask
    # it. Connect-Engine takes it, or finds out what is wrong with it.
    if ($null -ne $script:Engine -or $null -ne $script:Ahead -or $script:IsRemoved) { return }
    foreach ($search in $script:EngineSearches) {
        foreach ($candidate in & $search) {
            try { $script:Ahead = Open-Engine -Candidate $candidate }
            catch [ComponentModel.Win32Exception] { Write-Debug 'Connect-Engine says what is wrong with it.' }
            # Meanwhile, for it takes as long as all else.
            if ($null -ne $script:Ahead) { Register-EngineExit }
            return
        }
    }
}
