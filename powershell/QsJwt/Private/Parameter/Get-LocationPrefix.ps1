function Get-LocationPrefix {
    # What the names of new files begin with where no prefix was given: PowerShell's location,
    # which must be in a file system.
    [OutputType([string])]
    param($Cmdlet)

    $faults = [Collections.ArrayList]::new()
    Resolve-FilePath -Cmdlet $Cmdlet -Path '.' -IsFolder $true -Faults $faults
    if (-not $faults.Count) { return }
    $faults[0].Message = "no place for the new files was named, and the current location is none ($($Cmdlet.SessionState.Path.CurrentLocation))"
    $faults[0].Hint = 'change to a folder (Set-Location), or name one'
    Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends
}
