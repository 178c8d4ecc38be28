function Get-EngineFolder {
    # Where Install-QsJwtEngine puts an engine. Nothing where an account has no such place.
    [OutputType([string])]
    param([ValidateSet('CurrentUser', 'AllUsers')] [string] $Scope)

    $onWindows = $env:OS -eq 'Windows_NT'
    $base = if ($Scope -eq 'AllUsers') { if ($onWindows) { $env:ProgramFiles } else { '/opt' } }
    elseif ($onWindows) { $env:LOCALAPPDATA }
    elseif ($env:XDG_DATA_HOME) { $env:XDG_DATA_HOME }
    elseif ($env:HOME) { "$env:HOME/.local/share" }
    if ($base -and [IO.Path]::IsPathRooted($base)) { [IO.Path]::Combine($base, 'qs-jwt', 'engine') }
}
