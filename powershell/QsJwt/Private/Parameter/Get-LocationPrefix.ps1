function Get-LocationPrefix {
    # What the names of new files begin with where no prefix was given: PowerShell's location,
    # which must be in a file system.
    [OutputType([string])]
    param([Management.Automation.PSCmdlet] $Cmdlet)

    $faults = [Collections.ArrayList]::new()
    Resolve-FilePath -Cmdlet $Cmdlet -Path '.' -Folder -Faults $faults
    if ($faults.Count) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }
}
