function Resolve-DrivePath {
    # What is wrong with a path that has a colon, if something is, and the absolute path.
    param($Session, [string] $Path)

    $provider, $drive, $name, $fault, $resolved = $null, $null, $null, $null, $null
    if ($Session.Path.IsProviderQualified($Path)) {
        # The snap-in may stand before it: Microsoft.PowerShell.Core\FileSystem::/home
        $owner, $rest = $Path -split '::', 2
        $provider = $Session.Provider.GetAll() | Where-Object { $_.Name -eq ($owner -split '\\')[-1] }
        if ($null -eq $provider) { $fault = "'$Path' is on a drive that does not exist" }
        $resolved = [IO.Path]::Combine($Session.Path.CurrentFileSystemLocation.ProviderPath, $rest)
    }
    elseif ($Session.Path.IsPSAbsolute($Path, [ref] $name) -and $name -and $name -notin $Session.Drive.GetAll().Name) {
        $fault = "'$Path' is on a drive that does not exist"
    }
    elseif ($name -and $Path.StartsWith("${name}:")) {
        # By hand: a drive of the calling function's own is not found from a module.
        $drive = $Session.Drive.Get($name)
        $provider = $drive.Provider
        $rest = $Path.Substring($name.Length + 1)
        $start = if ($rest -match '^[/\\]') { '' } else { $drive.CurrentLocation }
        $resolved = [IO.Path]::GetFullPath([IO.Path]::Combine($drive.Root, $start, $rest.TrimStart('/', '\')))
    }
    else {
        $resolved = $Session.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref] $provider, [ref] $drive)
    }
    if (-not $fault -and $null -ne $provider -and $provider.Name -ne 'FileSystem') {
        $fault = "'$Path' is not in a file system but in $($provider.Name)"
    }
    $fault, $resolved
}
