function Add-UserExpiry {
    # Add to a user's options how long its token is valid, or until when, where it was not typed for
    # all. Of an option that could not be told, the place is there, and says whose fault it is.
    param($Call, $Own, $Value, $Faults)

    # An empty cell says nothing, nor does a database's own nothing.
    if (-not "$Value".Trim()) { return }
    $option = if ($Value -is [datetime] -or $Value -is [DateTimeOffset]) { 'expires_at' } else { 'expires' }
    $Own[$option] = ConvertTo-OptionValue -Cmdlet $Call['Cmdlet'] -Option $option -Value $Value -Faults $Faults
    foreach ($fault in $Faults) {
        if ($null -eq $Own[$option] -and -not $fault.Parameter) { $fault.Parameter, $fault.Message = $option, "-Expires: $($fault.Message)" }
    }
}
