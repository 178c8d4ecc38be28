function Get-EngineSource {
    # What -Source names: its Kind (Index, Folder, Wheel or Zip) and its Path. A fault where an
    # engine cannot be installed from it.
    param($Cmdlet, [string] $Source, $Faults)

    if (-not $Source) {
        $module = $ExecutionContext.SessionState.Module
        if ($module.PrivateData.Published) { return @{ Kind = 'Index'; Path = "qs-jwt==$($module.Version)" } }
        return Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message 'no -Source is given, and this version of qs-jwt is on no package index' -Hint (Get-InstallHint)
    }
    $path = Resolve-FilePath -Cmdlet $Cmdlet -Path $Source -Faults $Faults
    if ($Faults.Count) { return }
    $wheel = '^qs_jwt-[^-]+-.*\.whl$'
    $name = [IO.Path]::GetFileName($path)
    if ([IO.Directory]::Exists($path)) {
        $path = $path.TrimEnd('/', [IO.Path]::DirectorySeparatorChar)
        if ([IO.Directory]::GetFiles($path) | Where-Object { [IO.Path]::GetFileName($_) -match $wheel }) { return @{ Kind = 'Folder'; Path = $path } }
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$path has no wheel of qs-jwt (qs_jwt-VERSION-py3-none-any.whl)" -Hint 'put it there, together with the wheels of what it needs: pip wheel -w FOLDER, with its path behind, collects them'
    }
    elseif (-not [IO.File]::Exists($path)) { Add-Fault -Faults $Faults -Code FileMissing -Message "$path does not exist" }
    elseif ($name -match $wheel) { @{ Kind = 'Wheel'; Path = $path } }
    elseif ($name -notlike '*.zip') {
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$path is neither a wheel of qs-jwt nor its zip for Windows" -Hint (Get-InstallHint)
    }
    elseif ($env:OS -ne 'Windows_NT') {
        Add-Fault -Faults $Faults -Code EngineSourceUnusable -Message "$path is for Windows" -Hint (Get-InstallHint)
    }
    else { @{ Kind = 'Zip'; Path = $path } }
}
