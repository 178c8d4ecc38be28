function Get-InstallHint {
    # How to get an engine that fits this module.
    $python = if ($env:OS -eq 'Windows_NT') { 'py' } else { 'python3' }
    "install it with: $python -m pip install --upgrade qs-jwt"
}
