function Clear-EngineFolder {
    # Remove a folder of which nothing is needed any more. What another program still holds open
    # stays, and does no harm.
    param([string] $Folder)

    if (-not [IO.Directory]::Exists($Folder)) { return }
    try { [IO.Directory]::Delete($Folder, $true) }
    catch { Write-Verbose "$Folder could not be removed: $($_.Exception.GetBaseException().Message)" }
}
