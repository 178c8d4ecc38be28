function Resolve-FilePath {
    # The absolute path of a file that need not exist, taken literally: relative to
    # PowerShell's location, which is not that of the process, and through its drives.
    # With -Folder it ends in a separator, so that names can be put behind it.
    [OutputType([string])]
    param([Management.Automation.PSCmdlet] $Cmdlet, [string] $Path, [switch] $Folder, [Collections.ArrayList] $Faults)

    $paths = $Cmdlet.SessionState.Path
    $provider, $drive, $name = $null, $null, $null
    $isQualified = $paths.IsPSAbsolute($Path, [ref] $name) -and $name
    if (-not $Path) {
        return Add-Fault -Faults $Faults -Code InvalidPath -Message 'the path is empty'
    }
    if ($isQualified -and $name -notin $Cmdlet.SessionState.Drive.GetAll().Name -and -not $paths.IsProviderQualified($Path)) {
        return Add-Fault -Faults $Faults -Code InvalidPath -Message "'$Path' is on a drive that does not exist"
    }
    $resolved = $paths.GetUnresolvedProviderPathFromPSPath($Path, [ref] $provider, [ref] $drive)
    if ($provider.Name -ne 'FileSystem') {
        return Add-Fault -Faults $Faults -Code InvalidPath -Message "'$Path' is not in a file system but in $($provider.Name)"
    }
    $isFolder = $Folder -or $Path.EndsWith('/') -or $Path.EndsWith([IO.Path]::DirectorySeparatorChar)
    if ($isFolder) { $resolved.TrimEnd('/', [IO.Path]::DirectorySeparatorChar) + [IO.Path]::DirectorySeparatorChar } else { $resolved }
}
