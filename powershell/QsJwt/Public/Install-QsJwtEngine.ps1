function Install-QsJwtEngine {
    <#
    .SYNOPSIS
        Installs the qs-jwt engine that the module needs.

    .DESCRIPTION
        The module has its work done by the engine, the program qs-jwt. Install-QsJwtEngine
        installs it where the module finds it: for you, or for all users of this computer.

        From wheels it makes a virtual environment of Python's; the zip for Windows has a Python
        of its own. The new engine is made beside the old one and tried before it takes its
        place, so that a failure changes nothing. If another program uses the old one, the error
        is FileInUse.

    .PARAMETER Source
        Where the engine comes from: qs-jwt's zip for Windows (needs neither Python nor a
        network), a folder of wheels (needs Python, no network), or the wheel of qs-jwt (needs
        Python; pip fetches what else it needs as it is configured).

    .PARAMETER Scope
        CurrentUser (default): for you. AllUsers: for everybody, services included, below
        $env:ProgramFiles or /opt; this needs an administrator's rights.

    .PARAMETER Python
        The Python, 3.11 or newer, to install wheels with. Default: the one that the py
        launcher, the registry or PATH names first.

    .OUTPUTS
        QsJwt.Engine: Path, Version, Protocol, PythonVersion, FoundBy.

    .EXAMPLE
        Install-QsJwtEngine -Source ./wheels -WhatIf

        Says what would be done with a folder of wheels, and does nothing. Without -WhatIf it is
        done. On Windows, the path of the zip does as well.

    .EXAMPLE
        Install-QsJwtEngine -Source ./wheels -Scope AllUsers -WhatIf

        The same for all users, from a PowerShell that runs as an administrator.

    .LINK
        Get-QsJwtEngine

    .LINK
        Uninstall-QsJwtEngine
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('QsJwt.Engine')]
    param(
        [Parameter(Position = 0)]
        [psobject] $Source,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Scope = 'CurrentUser',

        [psobject] $Python
    )

    end {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $faults = [Collections.ArrayList]::new()
        $folder = Get-OwnEngineFolder -Scope $Scope -Faults $faults
        $paths = @{ Source = $Source; Python = $Python }
        foreach ($parameter in 'Source', 'Python') {
            if ($faults.Count -or -not $paths[$parameter]) { continue }
            $paths[$parameter] = ConvertTo-FilePath -Cmdlet $PSCmdlet -Value $paths[$parameter] -Faults $faults
            if ($faults.Count) { $faults[0].Message = "-${parameter}: $($faults[0].Message)" }
        }
        if (-not $faults.Count) { $from = Get-EngineSource -Path $paths['Source'] -Faults $faults }
        if ($faults.Count) { Write-Fault -Cmdlet $PSCmdlet -Fault $faults[0] -Ends }
        if (-not $PSCmdlet.ShouldProcess($folder, "Install the qs-jwt engine from $($from.Path)")) { return }

        $new = "$folder.new-$([IO.Path]::GetRandomFileName())"
        try {
            $engine = Build-Engine -Source $from -Python $paths['Python'] -Folder $new -Faults $faults
            if (-not $faults.Count) {
                Disconnect-Engine
                $fault = Move-EngineFolder -New $new -Folder $folder
                if ($fault) { [void] $faults.Add($fault) }
            }
        }
        finally {
            # Also when the caller presses Ctrl-C.
            Clear-EngineFolder -Folder $new
        }
        if ($faults.Count) { Write-Fault -Cmdlet $PSCmdlet -Fault $faults[0] -Target $folder -Ends }
        ConvertTo-Engine -Engine $engine -Path ($folder + $engine['Path'].Substring($new.Length)) -FoundBy "Install-QsJwtEngine -Scope $Scope"
    }
}
