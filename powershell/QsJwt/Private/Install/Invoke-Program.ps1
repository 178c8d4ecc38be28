function Invoke-Program {
    # Run a program to its end: its ExitCode and the Lines of both its streams. No secret is ever
    # in its arguments.
    param([string] $Path, [string[]] $Arguments)

    # As CommandLineToArgvW reads them, and .NET on every system.
    $quoted = foreach ($word in $Arguments) { '"{0}"' -f [regex]::Replace([regex]::Replace($word, '(\\*)"', '$1$1\"'), '(\\+)$', '$1$1') }
    $start = Get-ProcessStart -Path $Path -Arguments ($quoted -join ' ')
    $start.EnvironmentVariables['PYTHONIOENCODING'] = 'utf-8'
    $process = $null
    try {
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.BaseStream.Dispose()
        $output, $errors = $process.StandardOutput.ReadToEndAsync(), $process.StandardError.ReadToEndAsync()
        [void] (Wait-Task -Task $output)
        [void] (Wait-Task -Task $errors)
        $process.WaitForExit()
        $lines = @("$($output.Result)`n$($errors.Result)" -split "`r?`n" | Where-Object { $_.Trim() })
        @{ ExitCode = $process.ExitCode; Lines = $lines }
    }
    catch [ComponentModel.Win32Exception] {
        @{ ExitCode = -1; Lines = @($_.Exception.GetBaseException().Message) }
    }
    finally {
        if ($null -ne $process) {
            # Interrupted by Ctrl-C.
            try { if (-not $process.HasExited) { $process.Kill() } } catch { Write-Debug 'The program ended meanwhile.' }
            $process.Dispose()
        }
    }
}
