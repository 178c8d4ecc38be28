function Get-RegisteredPython {
    # The interpreters that Windows' registry names (PEP 514), the user's own first, the newest
    # version first: Python's installer leaves PATH alone unless it is asked to change it.
    [OutputType([string])]
    param()

    if ($env:OS -ne 'Windows_NT') { return }
    $found = foreach ($root in @([Microsoft.Win32.Registry]::CurrentUser, 'Software\Python'),
        @([Microsoft.Win32.Registry]::LocalMachine, 'Software\Python'),
        @([Microsoft.Win32.Registry]::LocalMachine, 'Software\Wow6432Node\Python')) {
        $python = $root[0].OpenSubKey($root[1])
        if ($null -eq $python) { continue }
        # PyLauncher is no maker of Pythons, as PEP 514 says.
        foreach ($company in $python.GetSubKeyNames() -ne 'PyLauncher') {
            $tags = $python.OpenSubKey($company)
            # 3.9 before 3.12, which as text stands the other way round.
            $sorted = $tags.GetSubKeyNames() | Sort-Object -Descending -Property { [regex]::Replace($_, '[0-9]+', { $args[0].Value.PadLeft(5, '0') }) }
            foreach ($tag in $sorted) {
                $place = $python.OpenSubKey("$company\$tag\InstallPath")
                if ($null -eq $place) { continue }
                $program, $folder = $place.GetValue('ExecutablePath'), $place.GetValue('')
                if ($program) { "$program" } elseif ($folder) { [IO.Path]::Combine("$folder", 'python.exe') }
                $place.Dispose()
            }
            $tags.Dispose()
        }
        $python.Dispose()
    }
    $found | Select-Object -Unique | Where-Object { [IO.File]::Exists($_) }
}
