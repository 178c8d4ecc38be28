function Resolve-FilePath {
    # The absolute path of a file that need not exist, taken literally: relative to
    # PowerShell's location, which is not that of the process, and through its drives.
    # With -IsFolder it ends in a separator, so that names can be put behind it.
    [OutputType([string])]
    param($Cmdlet, [string] $Path, $IsFolder, $Faults)

    $session = $Cmdlet.SessionState
    $provider, $drive, $name = $null, $null, $null
    # .NET Framework throws over these.
    $odd = $Path.IndexOfAny([IO.Path]::GetInvalidPathChars())
    $fault = if (-not $Path) { 'the path is empty' }
    elseif ($odd -ge 0) { 'the character U+{0:X4} can stand in no path' -f [int] $Path[$odd] }
    elseif ($Path -notmatch ':') {
        # Mostly so: from the location, whose provider has another form of path if it has no files.
        $resolved = $session.Path.GetUnresolvedProviderPathFromPSPath($Path)
        if (-not [IO.Path]::IsPathRooted($resolved)) { "'$Path' is not in a file system but in $($session.Path.CurrentLocation.Provider.Name)" }
    }
    elseif ($session.Path.IsProviderQualified($Path)) {
        # The snap-in may stand before it: Microsoft.PowerShell.Core\FileSystem::/home
        $owner, $rest = $Path -split '::', 2
        $provider = $session.Provider.GetAll() | Where-Object { $_.Name -eq ($owner -split '\\')[-1] }
        if ($null -eq $provider) { "'$Path' is on a drive that does not exist" }
        $resolved = [IO.Path]::Combine($session.Path.CurrentFileSystemLocation.ProviderPath, $rest)
    }
    elseif ($session.Path.IsPSAbsolute($Path, [ref] $name) -and $name -and $name -notin $session.Drive.GetAll().Name) {
        "'$Path' is on a drive that does not exist"
    }
    elseif ($name -and $Path.StartsWith("${name}:")) {
        # By hand: a drive of the calling function's own is not found from a module.
        $drive = $session.Drive.Get($name)
        $provider = $drive.Provider
        $rest = $Path.Substring($name.Length + 1)
        $start = if ($rest -match '^[/\\]') { '' } else { $drive.CurrentLocation }
        $resolved = [IO.Path]::GetFullPath([IO.Path]::Combine($drive.Root, $start, $rest.TrimStart('/', '\')))
    }
    else {
        $resolved = $session.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref] $provider, [ref] $drive)
    }
    if (-not $fault -and $null -ne $provider -and $provider.Name -ne 'FileSystem') {
        $fault = "'$Path' is not in a file system but in $($provider.Name)"
    }
    if ($fault) { return Add-Fault -Faults $Faults -Code InvalidPath -Message $fault -Hint 'name a file by its path, such as ./privatekey.pem; what is in a variable, as in $env:NAME, is no path' }
    $separator = [IO.Path]::DirectorySeparatorChar
    $endsSo = $IsFolder -or $Path -match '(^|[/\\:])(\.{0,2}|~)$'
    if ($endsSo) { $resolved.TrimEnd('/', $separator) + $separator } else { $resolved }
}
