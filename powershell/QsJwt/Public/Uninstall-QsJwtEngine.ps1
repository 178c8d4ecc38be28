function Uninstall-QsJwtEngine {
    <#
    .SYNOPSIS
        Removes the engine that Install-QsJwtEngine installed.

    .DESCRIPTION
        Uninstall-QsJwtEngine removes the folder that Install-QsJwtEngine made, and nothing else:
        an engine that came with pip, pipx or the zip for Windows stays. If another program uses
        the engine, the error is FileInUse, and nothing is removed.

    .PARAMETER Scope
        CurrentUser (default): your engine. AllUsers: the one for everybody, which needs an
        administrator's rights.

    .EXAMPLE
        Uninstall-QsJwtEngine -WhatIf

        Says which folder would be removed.

    .EXAMPLE
        if ((Get-QsJwtEngine).FoundBy -like 'Install-QsJwtEngine*') { Uninstall-QsJwtEngine }

        Removes the engine only if it is the one that is used.

    .LINK
        Install-QsJwtEngine
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Scope = 'CurrentUser'
    )

    end {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $faults = [Collections.ArrayList]::new()
        $folder = Get-OwnEngineFolder -Scope $Scope -Faults $faults
        if (-not $faults.Count -and -not [IO.Directory]::Exists($folder)) {
            Add-Fault -Faults $faults -Code EngineNotInstalled -Message "Install-QsJwtEngine has installed no engine in $folder" -Hint 'Get-QsJwtEngine shows the engine that is used'
        }
        if ($faults.Count) { Write-Fault -Cmdlet $PSCmdlet -Fault $faults[0] -Target $folder -Ends }
        if (-not $PSCmdlet.ShouldProcess($folder, 'Remove the qs-jwt engine')) { return }
        Disconnect-Engine
        $fault = Move-EngineFolder -Folder $folder
        if ($fault) { Write-Fault -Cmdlet $PSCmdlet -Fault $fault -Target $folder -Ends }
        # The folder above, where nothing else is in it.
        $above = [IO.Path]::GetDirectoryName($folder)
        if (-not [IO.Directory]::GetFileSystemEntries($above)) { Clear-EngineFolder -Folder $above }
    }
}
