function Get-FolderEngine {
    # The engine in a folder: the one of the Windows zip, or an environment that
    # Install-QsJwtEngine made. Nothing where there is none.
    param([string] $Folder, [string] $FoundBy, $IsBundled)

    # Its Python, and not its qs-jwt.exe, which AppLocker refuses where it asks for a signature.
    # Isolated, for the variables of another Python would count, too.
    $python = [IO.Path]::Combine($Folder, 'python', 'python.exe')
    if ([IO.File]::Exists($python) -and [IO.File]::Exists([IO.Path]::Combine($Folder, 'qs-jwt.exe'))) {
        return @{ Path = $python; Arguments = "-I -m qs_jwt $($script:EngineServe)"; FoundBy = $FoundBy }
    }
    if ($IsBundled) { return }
    $python = Get-EnvironmentPython -Folder $Folder
    if ([IO.File]::Exists($python)) { @{ Path = $python; Arguments = "-I -m qs_jwt $($script:EngineServe)"; FoundBy = $FoundBy } }
}
