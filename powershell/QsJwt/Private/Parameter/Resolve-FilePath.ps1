function Resolve-FilePath {
    # The absolute path of a file that need not exist, taken literally: relative to
    # PowerShell's location, which is not that of the process, and through its drives.
    # With -IsFolder it ends in a separator, so that names can be put behind it.
    [OutputType([string])]
    param($Cmdlet, $Path, $IsFolder, $Faults)

    $fault, $resolved = $null, $null
    if (-not $Path) { $fault = 'the path is empty' }
    elseif ($Path -match $script:NoPath) { $fault = 'the character U+{0:X4} can stand in no path' -f [int] [char] $Matches[0] }
    elseif ($Path -match ':') { $fault, $resolved = Resolve-DrivePath -Session $Cmdlet.SessionState -Path $Path }
    else {
        # From the location, whose provider has another form of path if it has no files.
        $resolved = $Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
        if (-not [IO.Path]::IsPathRooted($resolved)) { $fault = "'$Path' is not in a file system but in $($Cmdlet.SessionState.Path.CurrentLocation.Provider.Name)" }
    }
    if ($fault) { return Add-Fault -Faults $Faults -Code InvalidPath -Message $fault -Hint 'name a file by its path, such as ./privatekey.pem; what is in a variable, as in $env:NAME, is no path' }
    if ($IsFolder -or $Path -match '(^|[/\\:])(\.{0,2}|~)$') { $resolved.TrimEnd('/', [IO.Path]::DirectorySeparatorChar) + [IO.Path]::DirectorySeparatorChar } else { $resolved }
}
