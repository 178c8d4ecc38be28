function Get-ProcessStart {
    # How a program is started: unseen, its three streams ours, in UTF-8.
    [OutputType([Diagnostics.ProcessStartInfo])]
    param($Path, $Arguments)

    # Set one by one, which is quicker than a table turned to an object.
    $start = [Diagnostics.ProcessStartInfo]::new($Path, $Arguments)
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $script:Utf8
    $start.StandardErrorEncoding = $script:Utf8
    # A folder that a process works in cannot be removed on Windows.
    $start.WorkingDirectory = if ($env:OS -eq 'Windows_NT') { "$env:SystemDrive/" } else { '/' }
    $start
}
