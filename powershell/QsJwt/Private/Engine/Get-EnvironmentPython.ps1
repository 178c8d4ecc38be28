function Get-EnvironmentPython {
    # The interpreter of a virtual environment of Python's.
    [OutputType([string])]
    param([string] $Folder)

    if ($env:OS -eq 'Windows_NT') { [IO.Path]::Combine($Folder, 'Scripts', 'python.exe') }
    else { [IO.Path]::Combine($Folder, 'bin', 'python') }
}
