# Where the module looks for its engine, from the first place to the last.
BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $variables = 'QS_JWT_ENGINE', 'PATH', 'HOME', 'XDG_DATA_HOME', 'LOCALAPPDATA', 'ProgramFiles'
    $before = @{}
    foreach ($name in $variables) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
    Remove-Module QsJwt
    $moduleFolder = Join-Path $TestDrive module
    Copy-Item $ModulePath (New-Item -ItemType Directory $moduleFolder) -Recurse
    $record = [IO.Path]::Combine($moduleFolder, 'QsJwt', 'engine.path')
    Remove-Item $record -ErrorAction Ignore

    function Clear-Place {
        # Nothing is found anywhere, until a test puts something there.
        foreach ($name in $variables) { [Environment]::SetEnvironmentVariable($name, $nothing) }
        $env:QS_JWT_ENGINE = $null
        Remove-Module QsJwt -ErrorAction Ignore
        Remove-Item $record -ErrorAction Ignore
    }

    function New-Folder { (New-Item -ItemType Directory -Force (Join-Path $TestDrive ([guid]::NewGuid()))).FullName }

    function New-Python {
        # A Python that has the engine's package, by another name.
        param([string] $Folder, [string] $Name)

        $null = New-Item -ItemType Directory -Force $Folder
        New-Program -Path (Join-Path $Folder $Name)
    }

    function New-WindowsPython {
        # A Python of its own in a folder, with the libraries of the one that has the package.
        param([string] $Folder)

        $base, $version, $libraries = & $Python -c 'import sys; print(sys.base_prefix, sys.winver.replace(chr(46), str()), *filter(None, sys.path), sep=chr(10))'
        $null = New-Item -ItemType Directory -Force $Folder
        Copy-Item "$base\*.dll", "$base\python.exe" $Folder
        $libraries, 'import site' | ForEach-Object { $_ } | Set-Content (Join-Path $Folder "python$version._pth")
        Join-Path $Folder python.exe
    }

    function New-Environment {
        # What Install-QsJwtEngine makes, as far as the search looks at it.
        param([string] $Folder)

        if ($OnWindows) { New-WindowsPython -Folder "$Folder\Scripts" }
        else { New-Python -Folder "$Folder/bin" -Name python }
    }

    $nothing = New-Folder

    function Get-Found {
        # The engine that a module finds which is imported now, and how its command line begins.
        Import-Module "$moduleFolder/QsJwt" -Force
        $engine = Get-QsJwtEngine
        Remove-Module QsJwt
        $engine
    }
}
AfterAll {
    foreach ($name in $variables) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Remove-Module QsJwt -ErrorAction Ignore
}

Describe 'The search for an engine' {
    BeforeEach { Clear-Place }

    It 'shows where it is, what it is, and how it was found' {
        $env:QS_JWT_ENGINE = $before.QS_JWT_ENGINE
        $engine = Get-Found
        $engine.PSObject.TypeNames[0] | Should -Be 'QsJwt.Engine'
        $engine.Path | Should -Be $before.QS_JWT_ENGINE
        $engine.Version | Should -Match '^\d+\.\d+\.\d+'
        $engine.Protocol | Should -Be 1
        $engine.PythonVersion | Should -Match '^3\.\d+\.\d+'
        $engine.FoundBy | Should -Be '$env:QS_JWT_ENGINE'
    }

    It 'takes a variable of blanks for none, and blanks around a name for nothing' {
        $env:PATH = New-Folder
        $made = New-Program -Path (Join-Path $env:PATH qs-jwt) -Words '-P', '-m', 'qs_jwt'
        foreach ($blank in '  ', '""', ' " " ') {
            $env:QS_JWT_ENGINE = $blank
            (Get-Found).FoundBy | Should -Be 'PATH'
        }
        $env:QS_JWT_ENGINE = " `" $made `" "
        (Get-Found).FoundBy | Should -Be '$env:QS_JWT_ENGINE'
    }

    It 'takes the next place where the one before has none' {
        # All places at once; then each is taken away in its turn.
        $path = New-Folder
        $env:PATH = $path
        $expected = [ordered] @{}
        $expected['$env:QS_JWT_ENGINE'] = $env:QS_JWT_ENGINE = New-Python -Folder (New-Folder) -Name python3
        [IO.File]::WriteAllText($record, $Python)
        $expected['install-powershell-module'] = $Python
        if (-not $OnWindows) {
            $env:XDG_DATA_HOME = New-Folder
            $expected['Install-QsJwtEngine -Scope CurrentUser'] = New-Environment "$env:XDG_DATA_HOME/qs-jwt/engine"
        }
        $program = Join-Path $path qs-jwt
        $expected['PATH'] = New-Program -Path $program -Words '-P', '-m', 'qs_jwt'
        $expected['py on PATH'] = New-Python -Folder $path -Name py
        $expected['a Python on PATH'] = New-Python -Folder $path -Name python3
        $found = [ordered] @{}
        foreach ($way in @($expected.Keys)) {
            $engine = Get-Found
            $found[$engine.FoundBy] = $engine.Path
            if ($way -eq '$env:QS_JWT_ENGINE') { $env:QS_JWT_ENGINE = $null }
            elseif ($way -eq 'install-powershell-module') { Remove-Item $record }
            elseif ($way -like 'Install-*') { Remove-Item -Recurse $env:XDG_DATA_HOME }
            else { Remove-Item $expected[$way] }
        }
        @($found.Keys) | Should -Be @($expected.Keys)
        @($found.Values) | Should -Be @($expected.Values)
    }

    It 'takes <_> for a Python' -ForEach 'python', 'python3.13t', 'python3.12-dbg', 'pythonw3.11' -Skip:$OnWindows {
        $env:QS_JWT_ENGINE = New-Python -Folder (New-Folder) -Name $_
        # A variable of Windows' that says nothing here.
        $env:SystemDrive = 'C:'
        try { (Get-Found).Path | Should -BeExactly $env:QS_JWT_ENGINE }
        finally { $env:SystemDrive = $null }
    }

    It 'goes on after what is no engine, and names it where there is none' {
        $env:PATH = New-Folder
        $stub = if ($OnWindows) {
            $made = Join-Path $env:PATH python3.cmd
            [IO.File]::WriteAllText($made, "@echo Python was not found; run without arguments to install from the Microsoft Store 1>&2`r`n@exit /b 9009`r`n")
            $made
        }
        else {
            $made = Join-Path $env:PATH python3
            [IO.File]::WriteAllText($made, "#!/bin/sh`necho 'Python was not found; run without arguments to install from the Microsoft Store' >&2`nexit 49`n")
            /bin/chmod 755 $made
            $made
        }
        Import-Module "$moduleFolder/QsJwt" -Force
        $refusal = { Get-QsJwtEngine } | Should -Throw -ErrorId 'EngineNotFound,Get-QsJwtEngine' -PassThru
        "$refusal" | Should -BeLike "*$([WildcardPattern]::Escape($stub)): Python was not found*"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'install it with: Install-QsJwtEngine -Source *'
        $next = New-Python -Folder (New-Folder) -Name python
        $env:PATH += [IO.Path]::PathSeparator + (Split-Path $next)
        (Get-QsJwtEngine).Path | Should -Be $next
    }

    It 'says so where nothing is there at all' {
        Import-Module "$moduleFolder/QsJwt" -Force
        $refusal = { Get-QsJwtEngine } | Should -Throw -ErrorId 'EngineNotFound,Get-QsJwtEngine' -PassThru
        "$refusal" | Should -BeLike '*none is installed, and neither qs-jwt nor Python is on PATH*'
        { New-QsJwt LAB a -PrivateKeyPath x } | Should -Throw -ErrorId 'EngineNotFound,New-QsJwt'
    }

    It 'looks along PATH in its order, and never in the current folder' {
        $first, $second = (New-Folder), (New-Folder)
        $null = New-Program -Path (Join-Path $second qs-jwt) -Words '-P', '-m', 'qs_jwt'
        $wanted = New-Program -Path (Join-Path $first qs-jwt) -Words '-P', '-m', 'qs_jwt'
        $planted = New-Folder
        $null = New-Program -Path (Join-Path $planted qs-jwt) -Words '-c', '1/0'
        Push-Location $planted
        try {
            $env:PATH = ('', '.', 'relative', "`"$first`"", $second) -join [IO.Path]::PathSeparator
            (Get-Found).Path | Should -Be $wanted
        }
        finally { Pop-Location }
    }

    It 'passes over a record whose Python is gone' {
        [IO.File]::WriteAllText($record, (Join-Path $TestDrive gone))
        $env:PATH = New-Folder
        $wanted = New-Python -Folder $env:PATH -Name python3
        (Get-Found).Path | Should -Be $wanted
    }

    It 'names no other engine where $env:QS_JWT_ENGINE names one that fails' {
        $env:PATH = New-Folder
        $null = New-Python -Folder $env:PATH -Name python3
        $env:QS_JWT_ENGINE = Join-Path $TestDrive nowhere
        { Get-Found } | Should -Throw -ErrorId 'EngineNotFound,Get-QsJwtEngine'
    }

    It 'finds what install-powershell-module recorded, its Python kept from the current folder' {
        [IO.File]::WriteAllText($record, "$Python`n", [Text.UTF8Encoding]::new($false))
        $here = New-Folder
        [IO.File]::WriteAllText((Join-Path $here json.py), "raise SystemExit('this must not run')")
        Push-Location $here
        try { (Get-Found).Path | Should -Be $Python } finally { Pop-Location }
    }

    It 'is the same folder for all users and for the user each time' {
        Import-Module "$moduleFolder/QsJwt" -Force
        $found = & (Get-Module QsJwt) { Get-EngineFolder -Scope AllUsers; Get-EngineFolder -Scope CurrentUser }
        if ($OnWindows) { $found | Should -Be "$nothing\qs-jwt\engine", "$nothing\qs-jwt\engine" }
        else { $found | Should -Be '/opt/qs-jwt/engine', "$nothing/qs-jwt/engine" }
    }
}

Describe 'The search on Windows' -Skip:(-not $OnWindows) {
    BeforeAll {
        $program = Split-Path $Python
        function Set-Registered {
            # Pythons as their installers name them in the registry (PEP 514).
            param([hashtable] $Folders)

            foreach ($tag in $Folders.Keys) { $null = New-Item -Path "HKCU:\Software\Python\$tag\InstallPath" -Value $Folders[$tag] -Force }
        }
        if (Test-Path HKCU:\Software\Python) { throw 'this user has Pythons in the registry; the test would change them' }
    }
    BeforeEach { Clear-Place }
    AfterEach { Remove-Item HKCU:\Software\Python -Recurse -ErrorAction Ignore }

    It 'takes the engine of the zip beside the module first' {
        $zip = New-Folder
        Copy-Item "$moduleFolder\QsJwt" $zip -Recurse
        $wanted = New-WindowsPython -Folder "$zip\python"
        [IO.File]::WriteAllText("$zip\qs-jwt.exe", '')
        [IO.File]::WriteAllText("$zip\QsJwt\engine.path", $Python)
        Import-Module "$zip\QsJwt" -Force
        $engine = Get-QsJwtEngine
        Remove-Module QsJwt
        $engine.Path | Should -Be $wanted
        $engine.FoundBy | Should -Be 'the engine beside the module'
    }

    It 'takes what was installed for the user, then for all' {
        $env:LOCALAPPDATA, $env:ProgramFiles = (New-Folder), (New-Folder)
        $own = New-Environment "$env:LOCALAPPDATA\qs-jwt\engine"
        $shared = New-Environment "$env:ProgramFiles\qs-jwt\engine"
        (Get-Found).Path | Should -Be $own
        $env:LOCALAPPDATA = New-Folder
        $engine = Get-Found
        $engine.Path | Should -Be $shared
        $engine.FoundBy | Should -Be 'Install-QsJwtEngine -Scope AllUsers'
    }

    It 'finds a Python that only the registry names, the newest first' {
        $null = New-Item -ItemType Directory ($old = New-Folder) -Force
        [IO.File]::WriteAllText((Join-Path $old python.exe), 'none')
        Set-Registered @{ 'PyLauncher\1' = $old; 'Maker\3.9' = $old; 'Maker\3.12' = $program }
        $engine = Get-Found
        $engine.Path | Should -Be $Python
        $engine.FoundBy | Should -Be 'a Python of the registry'
    }

    It 'prefers the launcher to the registry, and passes over one that has no Python' {
        $env:PATH = New-Folder
        [IO.File]::WriteAllText((Join-Path $env:PATH py.cmd), "@echo No installed Python found! 1>&2`r`n@exit /b 103`r`n")
        Set-Registered @{ 'Maker\3.12' = $program }
        (Get-Found).FoundBy | Should -Be 'a Python of the registry'
        $null = New-Program -Path (Join-Path $env:PATH py)
        (Get-Found).FoundBy | Should -Be 'py on PATH'
    }
}
