function Get-InstallHint {
    # How to get an engine that fits this module.
    if ($env:OS -eq 'Windows_NT') { 'install it with: py -m pip install --upgrade qs-jwt' }
    else { 'install it with: pipx install qs-jwt' }
}
