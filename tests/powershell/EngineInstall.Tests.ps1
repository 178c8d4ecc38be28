# Install-QsJwtEngine and Uninstall-QsJwtEngine, with real wheels, real environments of Python's,
# and the zip for Windows' layout. For all users on Linux: test_engine_install.py, in an /opt of its own.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Wine's Python is the embeddable one, which makes no environments.
    & $Python -c 'import venv, ensurepip, packaging' 2>$null
    $noWheels = $LASTEXITCODE -ne 0
}
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $variables = 'QS_JWT_ENGINE', 'PATH', 'HOME', 'XDG_DATA_HOME', 'LOCALAPPDATA', 'ProgramFiles'
    $before = @{}
    foreach ($name in $variables) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
    function New-Folder { (New-Item -ItemType Directory -Force (Join-Path $TestDrive ([guid]::NewGuid()))).FullName }
    $nothing = New-Folder
    $home_ = New-Folder
    foreach ($name in $variables) { [Environment]::SetEnvironmentVariable($name, $nothing) }
    $env:QS_JWT_ENGINE = $null
    $env:XDG_DATA_HOME = $env:LOCALAPPDATA = $home_
    $place = [IO.Path]::Combine($home_, 'qs-jwt', 'engine')
    Import-Module $ModulePath -Force
    function Get-Left { (Get-ChildItem $home_ -Recurse -Depth 1 -Directory).Name | Where-Object { $_ -ne 'qs-jwt' } }
}
AfterAll {
    Remove-Module QsJwt
    foreach ($name in $variables) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Import-Module $ModulePath
}

Describe 'Install-QsJwtEngine from wheels' -Tag Slow -Skip:$noWheels {
    BeforeAll {
        $wheels = Join-Path (New-Folder) 'the wheels'
        $null = New-Item -ItemType Directory $wheels
        & $Python "$PSScriptRoot/wheels.py" $wheels
    }

    It 'does and makes nothing with -WhatIf' {
        Install-QsJwtEngine -Source $wheels -Python $Python -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $home_ | Should -BeNullOrEmpty
    }

    It 'installs from a folder without a network; the module finds it, and a token is made' {
        $engine = Install-QsJwtEngine -Source (Get-Item $wheels) -Python (Get-Item $Python)
        $engine.FoundBy | Should -Be 'Install-QsJwtEngine -Scope CurrentUser'
        $engine.Path | Should -BeLike "$place*"
        $engine.PythonVersion | Should -Match '^3\.'
        Get-Left | Should -Be 'engine'
        $found = Get-QsJwtEngine
        $found.Path | Should -Be $engine.Path
        $found.FoundBy | Should -Be $engine.FoundBy
        if (-not $OnWine) { (New-QsJwt LAB a -PrivateKeyPath $Key).User | Should -Be 'a' }
    }

    It 'installs from one wheel, and into the place of the engine that this PowerShell uses' {
        $null = Get-QsJwtEngine
        Set-Content (Join-Path $place of-the-old-one) ''
        # pip's own configuration says where the others are
        $env:PIP_NO_INDEX, $env:PIP_FIND_LINKS = '1', [uri]::new($wheels).AbsoluteUri
        $wheel = (Get-ChildItem $wheels -Filter qs_jwt-*.whl).FullName
        try { (Install-QsJwtEngine -Source $wheel -Python $Python).Path | Should -BeLike "$place*" }
        finally { $env:PIP_NO_INDEX = $env:PIP_FIND_LINKS = $null }
        Test-Path (Join-Path $place of-the-old-one) | Should -BeFalse
        Get-Left | Should -Be 'engine'
        (Get-QsJwtEngine).FoundBy | Should -Be 'Install-QsJwtEngine -Scope CurrentUser'
    }

    It 'changes nothing where wheels are missing, and says what pip found' {
        $lacking = New-Folder
        Copy-Item "$wheels/qs_jwt-*.whl" $lacking
        $refusal = { Install-QsJwtEngine -Source $lacking -Python $Python } | Should -Throw -ErrorId 'EngineInstallFailed,Install-QsJwtEngine' -PassThru
        "$refusal" | Should -BeLike "*$lacking*"
        "$refusal" | Should -BeLike '*No matching distribution*'
        Get-Left | Should -Be 'engine'
        (Get-QsJwtEngine).FoundBy | Should -Be 'Install-QsJwtEngine -Scope CurrentUser'
    }

    It 'is removed again, and its folder with it' {
        Uninstall-QsJwtEngine -WhatIf
        Test-Path $place | Should -BeTrue
        Uninstall-QsJwtEngine
        Get-ChildItem $home_ | Should -BeNullOrEmpty
    }

    It 'finds a Python on PATH, after one that is too old and one that is none' {
        $env:PATH = New-Folder
        foreach ($one in @('py', 'print("3.9.2"); print("old")'), @('python3', 'import sys; sys.exit("Python was not found")')) {
            $script = Join-Path $TestDrive "$($one[0]).py"
            Set-Content $script $one[1]
            $null = New-Program -Path (Join-Path $env:PATH $one[0]) -Words $script
        }
        try {
            $refusal = { Install-QsJwtEngine -Source $wheels } | Should -Throw -ErrorId 'PythonNotFound,Install-QsJwtEngine' -PassThru
            "$refusal" | Should -BeLike '*is Python 3.9.2, and the engine needs 3.11 or newer*Python was not found*'
            $null = New-Program -Path (Join-Path $env:PATH python)
            (Install-QsJwtEngine -Source $wheels).Path | Should -BeLike "$place*"
            (Get-QsJwtEngine).FoundBy | Should -Be 'Install-QsJwtEngine -Scope CurrentUser'
        }
        finally {
            $env:PATH = $nothing
            Uninstall-QsJwtEngine
        }
    }
}

Describe 'Install-QsJwtEngine from the zip for Windows' -Skip:(-not $OnWindows) {
    BeforeAll {
        $content = New-Folder
        $base, $version, $libraries = & $Python -c 'import sys; print(sys.base_prefix, sys.winver.replace(chr(46), str()), *filter(None, sys.path), sep=chr(10))'
        $null = New-Item -ItemType Directory "$content\python"
        Copy-Item "$base\*.dll", "$base\python.exe" "$content\python"
        $libraries, 'import site' | ForEach-Object { $_ } | Set-Content "$content\python\python$version._pth"
        [IO.File]::WriteAllText("$content\qs-jwt.exe", '')
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        $zip = Join-Path $TestDrive 'qs-jwt windows.zip'
        [IO.Compression.ZipFile]::CreateFromDirectory($content, $zip)
    }

    It 'needs no Python, for <Scope>' -ForEach @{ Scope = 'CurrentUser' }, @{ Scope = 'AllUsers' } {
        $env:ProgramFiles = New-Folder
        $engine = Install-QsJwtEngine -Source $zip -Scope $Scope
        $engine.FoundBy | Should -Be "Install-QsJwtEngine -Scope $Scope"
        (Get-QsJwtEngine).Path | Should -Be $engine.Path
        Uninstall-QsJwtEngine -Scope $Scope
        Test-Path $engine.Path | Should -BeFalse
        { Get-QsJwtEngine } | Should -Throw -ErrorId 'EngineNotFound,Get-QsJwtEngine'
    }

    It 'changes nothing where another program uses the engine' -Skip:$OnWine {
        $engine = Install-QsJwtEngine -Source $zip
        $other = Start-Process $engine.Path -ArgumentList '-c "import time; time.sleep(60)"' -PassThru -WindowStyle Hidden
        try {
            { Install-QsJwtEngine -Source $zip } | Should -Throw -ErrorId 'FileInUse,Install-QsJwtEngine'
            { Uninstall-QsJwtEngine } | Should -Throw -ErrorId 'FileInUse,Uninstall-QsJwtEngine'
            (Get-QsJwtEngine).Path | Should -Be $engine.Path
        }
        finally { $other.Kill(); $other.WaitForExit() }
        Uninstall-QsJwtEngine
    }

    It 'refuses a zip that has no engine, and a file that is no zip' {
        $odd = Join-Path $TestDrive 'odd.zip'
        Set-Content $odd 'no zip'
        { Install-QsJwtEngine -Source $odd } | Should -Throw -ErrorId 'EngineInstallFailed,Install-QsJwtEngine'
        Remove-Item "$content\qs-jwt.exe"
        $odd = Join-Path $TestDrive 'empty.zip'
        [IO.Compression.ZipFile]::CreateFromDirectory($content, $odd)
        $refusal = { Install-QsJwtEngine -Source $odd } | Should -Throw -ErrorId 'EngineInstallFailed,Install-QsJwtEngine' -PassThru
        "$refusal" | Should -BeLike '*there is no engine in it*'
        Get-Left | Should -BeNullOrEmpty
    }

    It 'refuses a zip whose Python cannot be started here' {
        [IO.File]::WriteAllText("$content\qs-jwt.exe", '')
        [IO.File]::WriteAllText("$content\python\python.exe", 'for another processor')
        $odd = Join-Path $TestDrive 'other processor.zip'
        [IO.Compression.ZipFile]::CreateFromDirectory($content, $odd)
        $refusal = { Install-QsJwtEngine -Source $odd } | Should -Throw -ErrorId 'EngineInstallFailed,Install-QsJwtEngine' -PassThru
        "$refusal" | Should -Match 'cannot be installed from .*: \S'
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike 'nothing was changed*'
        Get-Left | Should -BeNullOrEmpty
    }
}

Describe 'A source that is none' {
    It 'is named: <Name>' -ForEach @(
        @{ Name = 'nothing'; Source = ''; Code = 'EngineSourceUnusable' }
        @{ Name = 'a path that is not there'; Source = './nowhere'; Code = 'FileMissing' }
        @{ Name = 'a folder without wheels'; Source = '.'; Code = 'EngineSourceUnusable' }
        @{ Name = 'another file'; Source = './other.txt'; Code = 'EngineSourceUnusable' }
        @{ Name = 'a drive that does not exist'; Source = 'nodrive:/x'; Code = 'InvalidPath' }
    ) {
        Push-Location (New-Folder)
        Set-Content ./other.txt ''
        try { { Install-QsJwtEngine -Source $Source } | Should -Throw -ErrorId "$Code,Install-QsJwtEngine" } finally { Pop-Location }
    }

    It 'is the zip for Windows elsewhere' -Skip:$OnWindows {
        Set-Content (Join-Path $TestDrive windows.zip) ''
        $refusal = { Install-QsJwtEngine -Source (Join-Path $TestDrive windows.zip) } | Should -Throw -ErrorId 'EngineSourceUnusable,Install-QsJwtEngine' -PassThru
        "$refusal" | Should -BeLike '*is for Windows'
    }

    It 'is named by its path where it is a file object, or has one: <Parameter>' -ForEach @{ Parameter = 'Source' }, @{ Parameter = 'Python' } {
        $folder = New-Folder
        $file = Join-Path $folder 'qs_jwt-0.1.0-py3-none-any.whl'
        Set-Content $file ''
        Set-Content (Join-Path $folder other.txt) ''
        # The text of a file object is its bare name in Windows PowerShell; of this one it is none.
        foreach ($object in (Get-Item (Join-Path $folder other.txt)), [pscustomobject] @{ FullName = (Join-Path $folder other.txt) }) {
            $given = @{ Source = (Get-Item $file); Python = $Python }
            $given[$Parameter] = $object
            $refusal = { Install-QsJwtEngine @given } | Should -Throw -PassThru
            "$refusal" | Should -BeLike "*$((Get-Item (Join-Path $folder other.txt)).FullName)*"
            $refusal.FullyQualifiedErrorId | Should -Be "$(if ($Parameter -eq 'Source') { 'EngineSourceUnusable' } else { 'PythonNotFound' }),Install-QsJwtEngine"
        }
        $given[$Parameter] = @{ x = 1 }
        { Install-QsJwtEngine @given } | Should -Throw "-${Parameter}: expected a path, found *" -ErrorId 'InvalidPath,Install-QsJwtEngine'
    }

    It 'is a Python that is none' {
        $folder = New-Folder
        Set-Content (Join-Path $folder 'qs_jwt-0.1.0-py3-none-any.whl') ''
        { Install-QsJwtEngine -Source $folder -Python (Join-Path $folder python) } | Should -Throw -ErrorId 'PythonNotFound,Install-QsJwtEngine'
    }
}

Describe '-Scope' {
    It 'is offered by Tab: <_>' -ForEach 'Install-QsJwtEngine', 'Uninstall-QsJwtEngine' {
        (TabExpansion2 "$_ -Scope ").CompletionMatches.CompletionText | Should -Be 'CurrentUser', 'AllUsers'
        (TabExpansion2 "$_ -Scope 'a").CompletionMatches.CompletionText | Should -Be "'AllUsers'"
    }

    It 'is refused by name: <_>' -ForEach 'Install-QsJwtEngine', 'Uninstall-QsJwtEngine' {
        $refusal = { & $_ -Scope Everyone } | Should -Throw -ErrorId "InvalidValue,$_" -PassThru
        "$refusal" | Should -BeLike "-Scope: expected CurrentUser or AllUsers, found 'Everyone'*"
    }
}

Describe 'Uninstall-QsJwtEngine' {
    It 'leaves what it did not make: <Cmdlet>' -ForEach @{ Cmdlet = 'Uninstall-QsJwtEngine' }, @{ Cmdlet = 'Install-QsJwtEngine' } {
        $null = New-Item -ItemType Directory -Force $place
        Set-Content (Join-Path $place mine.txt) 'mine'
        try {
            { & $Cmdlet } | Should -Throw -ErrorId "FileExists,$Cmdlet"
            Get-Content (Join-Path $place mine.txt) | Should -Be 'mine'
        }
        finally { Remove-Item (Split-Path $place) -Recurse }
    }

    It 'says that there is none' {
        { Uninstall-QsJwtEngine } | Should -Throw -ErrorId 'EngineNotInstalled,Uninstall-QsJwtEngine'
    }
}
