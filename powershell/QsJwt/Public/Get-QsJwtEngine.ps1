# The members that Tab offers in (Get-QsJwtEngine). where no object is there yet.
class QsJwtEngine {
    [string] $Path
    [string] $Version
    [int] $Protocol
    [string] $PythonVersion
    [string] $FoundBy
}

function Get-QsJwtEngine {
    <#
    .SYNOPSIS
        Shows which qs-jwt engine this PowerShell uses, and how it was found.

    .DESCRIPTION
        The module has its work done by the engine, the program qs-jwt. Get-QsJwtEngine starts
        it if it is not running yet, and shows where it is, its version, the Python that it
        runs on, and how it was found.

        The first of these that works is used: the program that $env:QS_JWT_ENGINE names (then
        no other is tried); the engine beside the module, as the zip for Windows has it; the
        Python that installed the module with install-powershell-module; the engine that
        Install-QsJwtEngine installed, for you, then for all users; qs-jwt on PATH; the Pythons
        that the py launcher, the registry and PATH name, if they have the package qs-jwt.

    .OUTPUTS
        QsJwt.Engine: Path, Version, Protocol, PythonVersion, FoundBy.

    .EXAMPLE
        Get-QsJwtEngine

        Shows the engine of this PowerShell.

    .EXAMPLE
        (Get-QsJwtEngine).Path

        Shows only the program: qs-jwt itself, or the Python that has it.

    .LINK
        Install-QsJwtEngine

    .LINK
        Uninstall-QsJwtEngine
    #>
    [CmdletBinding()]
    [OutputType('QsJwt.Engine')]
    [OutputType([QsJwtEngine])]
    param()

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        Sync-EngineEnvironment
        if (-not (Connect-Engine)) {
            Write-Fault -Cmdlet $PSCmdlet -Fault (Get-Fault -Answer $script:Failure -Cmdlet Get-QsJwtEngine) -Ends
        }
        ConvertTo-Engine -Engine $script:Engine
    }
}
