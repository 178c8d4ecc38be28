function Install-Environment {
    # Make an engine of a source in a new folder. What went wrong, nothing where it went well.
    [OutputType([string])]
    param($Source, [string] $Python, [string] $Folder)

    if ($Source.Kind -eq 'Zip') {
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        try { [IO.Compression.ZipFile]::ExtractToDirectory($Source.Path, $Folder) }
        catch { return $_.Exception.GetBaseException().Message }
        return
    }
    $words = switch ($Source.Kind) {
        Index { , $Source.Path }
        Wheel { , $Source.Path }
        # Nothing from elsewhere: a folder of wheels is for where there is no network.
        Folder { '--no-index', '--find-links', $Source.Path, 'qs-jwt' }
    }
    $own = Get-EnvironmentPython -Folder $Folder
    foreach ($step in @($Python, '-I', '-m', 'venv', $Folder), (@($own, '-I', '-m', 'pip', '--no-input', '--disable-pip-version-check', 'install') + $words)) {
        $done = Invoke-Program -Path $step[0] -Arguments $step[1..($step.Count - 1)]
        if ($done.ExitCode) {
            # Of pip's errors the first ones tell, of a traceback the last line.
            $said = @($done.Lines -match '^ERROR: ')
            if (-not $said) { $said = @($done.Lines | Select-Object -Last 1) }
            return ($said | Select-Object -First 2) -replace '^ERROR: ' -join '; '
        }
    }
}
