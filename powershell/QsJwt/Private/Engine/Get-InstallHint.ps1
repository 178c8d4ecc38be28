function Get-InstallHint {
    # How to get an engine that fits this module.
    $manifest = $ExecutionContext.SessionState.Module.PrivateData
    if ($manifest.Published) { return 'install it with: Install-QsJwtEngine' }
    $sources = if ($env:OS -eq 'Windows_NT') { "qs-jwt's zip for Windows (which needs no Python), its wheel, or a folder of wheels" }
    else { 'the wheel of qs-jwt or a folder of wheels, and Python is 3.11 or newer' }
    "install it with: Install-QsJwtEngine -Source PATH, where PATH is $sources"
}
