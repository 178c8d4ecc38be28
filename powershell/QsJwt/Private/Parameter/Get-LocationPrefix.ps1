function Get-LocationPrefix {
    # What the names of new files begin with where no prefix was given: PowerShell's location,
    # which must be in a file system.
    [OutputType([string])]
    param($Cmdlet)

    $faults = [Collections.ArrayList]::new()
    Resolve-FilePath -Cmdlet $Cmdlet -Path '.' -IsFolder $true -Faults $faults
    if ($faults.Count) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }
}
