function Add-ResultType {
    # Add type data to the session. Whatever the caller asks to be told of: nothing of theirs is changed.
    param($Type)

    # By its class in PowerShell 7, where the cmdlet's name would load the whole module it is in.
    $add = if ($PSEdition -eq 'Desktop') { 'Update-TypeData' }
    else {
        [void] [Reflection.Assembly]::Load('Microsoft.PowerShell.Commands.Utility')
        [Management.Automation.CmdletInfo]::new('Update-TypeData', [Microsoft.PowerShell.Commands.UpdateTypeDataCommand])
    }
    & $add -TypeData $Type -Force -WhatIf:$false -Confirm:$false
}
