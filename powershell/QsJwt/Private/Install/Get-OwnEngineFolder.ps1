function Get-OwnEngineFolder {
    # The folder that Install-QsJwtEngine may fill or empty: there is none yet, or it made it. A
    # fault where it did not.
    [OutputType([string])]
    param([string] $Scope, $Faults)

    $scopes = $script:Settings['Scopes']
    if ($Scope -notin $scopes) {
        return Add-Fault -Faults $Faults -Code InvalidValue -Message "-Scope: expected $($scopes -join ' or '), found '$Scope'" -Hint "$($scopes[0]) is for you, $($scopes[1]) for everybody on this computer"
    }
    $folder = Get-EngineFolder -Scope $Scope
    if (-not $folder) {
        Add-Fault -Faults $Faults -Code WriteFailed -Message 'this account has no folder for programs of its own' -Hint '-Scope AllUsers installs for all users'
    }
    elseif ([IO.File]::Exists($folder) -or ([IO.Directory]::Exists($folder) -and -not [IO.File]::Exists([IO.Path]::Combine($folder, $script:EngineMark)))) {
        Add-Fault -Faults $Faults -Code FileExists -Message "$folder was not made by Install-QsJwtEngine" -Hint 'move it away'
    }
    $folder
}
