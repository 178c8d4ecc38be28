function Build-Engine {
    # Make an engine in a new folder and try it: the engine, ended again. A fault where it
    # cannot be made, or does not fit this module.
    param($Source, [string] $Python, [string] $Folder, $Faults)

    $tried = [ordered] @{}
    $program = if ($Source.Kind -ne 'Zip') { Find-Python -Path $Python -Tried $tried }
    if ($Source.Kind -ne 'Zip' -and -not $program) {
        $found = if ($tried.Count) { @($tried.Keys | ForEach-Object { '{0}: {1}' -f $_, $tried[$_] }) -join '; ' } else { 'neither py nor the registry nor PATH names one' }
        $other = if ($env:OS -eq 'Windows_NT') { ", or give qs-jwt's zip for Windows, which needs none" } else { ', with its modules venv and ensurepip (Debian: python3-venv)' }
        return Add-Fault -Faults $Faults -Code PythonNotFound -Message "there is no Python that the engine can be installed with ($found)" -Hint "install Python 3.11 or newer, or name one with -Python$other"
    }
    try { [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Folder)) }
    catch {
        $hint = 'run PowerShell as an administrator for -Scope AllUsers, or leave -Scope out'
        return Add-Fault -Faults $Faults -Code WriteFailed -Message "$Folder cannot be made: $($_.Exception.GetBaseException().Message)" -Hint $hint
    }
    $fault = Install-Environment -Source $Source -Python $program -Folder $Folder
    $candidate = if (-not $fault) { Get-FolderEngine -Folder $Folder -FoundBy '' }
    if (-not $fault -and -not $candidate) { $fault = 'there is no engine in it' }
    if (-not $fault) {
        $engine = $null
        try {
            $engine = Open-Engine -Candidate $candidate
            $fault = if ($null -ne $engine) { Test-Engine -Engine $engine } else { 'there is no engine in it' }
        }
        # For another processor, or forbidden here.
        catch [ComponentModel.Win32Exception] { $fault = $_.Exception.GetBaseException().Message }
        finally { if ($null -ne $engine) { Close-Engine -Engine $engine } }
    }
    if ($fault) {
        return Add-Fault -Faults $Faults -Code EngineInstallFailed -Message "the engine cannot be installed from $($Source.Path): $fault" -Hint 'nothing was changed; mend the source and run it again'
    }
    [IO.File]::WriteAllText([IO.Path]::Combine($Folder, $script:EngineMark), "Made by Install-QsJwtEngine of PowerShell's module QsJwt; Uninstall-QsJwtEngine removes this folder.`r`n")
    $engine
}
