function Get-EngineSource {
    # What -Source names, by its absolute path: its Kind (Index, Folder, Wheel or Zip) and its Path.
    # A fault where an engine cannot be installed from it.
    param([string] $Path, $Faults)

    if (-not $Path) {
        $module = $ExecutionContext.SessionState.Module
        if ($module.PrivateData.Published) { return @{ Kind = 'Index'; Path = "qs-jwt==$($module.Version)" } }
        return Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message 'no -Source is given, and this version of qs-jwt is on no package index' -Hint (Get-InstallHint)
    }
    $wheel = '^qs_jwt-[^-]+-.*\.whl$'
    $name = [IO.Path]::GetFileName($Path)
    if ([IO.Directory]::Exists($Path)) {
        $Path = $Path.TrimEnd('/', [IO.Path]::DirectorySeparatorChar)
        if ([IO.Directory]::GetFiles($Path) | Where-Object { [IO.Path]::GetFileName($_) -match $wheel }) { return @{ Kind = 'Folder'; Path = $Path } }
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$Path has no wheel of qs-jwt (qs_jwt-VERSION-py3-none-any.whl)" -Hint 'put it there, together with the wheels of what it needs: pip wheel -w FOLDER, with its path behind, collects them'
    }
    elseif (-not [IO.File]::Exists($Path)) { Add-Fault -Faults $Faults -Code FileMissing -Message "$Path does not exist" }
    elseif ($name -match $wheel) { @{ Kind = 'Wheel'; Path = $Path } }
    elseif ($name -notlike '*.zip') {
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$Path is neither a wheel of qs-jwt nor its zip for Windows" -Hint (Get-InstallHint)
    }
    elseif ($env:OS -ne 'Windows_NT') {
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$Path is for Windows" -Hint (Get-InstallHint)
    }
    else { @{ Kind = 'Zip'; Path = $Path } }
}
