function Get-ProcessStart {
    # How a program is started: unseen, its three streams ours, in UTF-8.
    [OutputType([Diagnostics.ProcessStartInfo])]
    param([string] $Path, [string] $Arguments)

    [Diagnostics.ProcessStartInfo] @{
        FileName = $Path
        Arguments = $Arguments
        UseShellExecute = $false
        CreateNoWindow = $true
        RedirectStandardInput = $true
        RedirectStandardOutput = $true
        RedirectStandardError = $true
        StandardOutputEncoding = $script:Utf8
        StandardErrorEncoding = $script:Utf8
        # A folder that a process works in cannot be removed on Windows.
        WorkingDirectory = [IO.Path]::GetPathRoot($script:ModuleRoot)
    }
}
