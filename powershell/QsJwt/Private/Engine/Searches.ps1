# Where an engine is looked for, in this order: what gives the programs that may be the engine, the
# one to try first at the head. Each is a file and arguments that are constant, so that nothing
# needs quoting and no secret is in them. FoundBy is what Get-QsJwtEngine shows.
$script:EngineSearches = @(
    { if ($env:QS_JWT_ENGINE) { Get-NamedEngine } }
    {
        # The Windows zip has the module beside its engine.
        $folder = [IO.Path]::GetDirectoryName($script:ModuleRoot)
        Get-FolderEngine -Folder $folder -FoundBy 'the engine beside the module' -IsBundled $true
    }
    {
        $record = [IO.Path]::Combine($script:ModuleRoot, 'engine.path')
        $interpreter = if ([IO.File]::Exists($record)) { [IO.File]::ReadAllText($record).Trim() }
        if ($interpreter -and [IO.File]::Exists($interpreter)) {
            # The Python of the zip for Windows heeds no variables of another Python's.
            $isOfZip = [IO.Directory]::GetFiles([IO.Path]::GetDirectoryName($interpreter), 'python3*._pth').Count
            $words = if ($isOfZip) { "-I -m qs_jwt $($script:EngineServe)" } else { $script:EngineModule }
            @{ Path = $interpreter; Arguments = $words; FoundBy = 'install-powershell-module' }
        }
    }
    {
        foreach ($scope in $script:Settings['Scopes']) {
            $folder = Get-EngineFolder -Scope $scope
            if ($folder) { Get-FolderEngine -Folder $folder -FoundBy "Install-QsJwtEngine -Scope $scope" }
        }
    }
    { foreach ($path in Find-Program -Name qs-jwt) { @{ Path = $path; Arguments = $script:EngineServe; FoundBy = 'PATH' } } }
    { foreach ($path in Find-Program -Name py) { @{ Path = $path; Arguments = $script:EngineModule; FoundBy = 'py on PATH' } } }
    { foreach ($path in Get-RegisteredPython) { @{ Path = $path; Arguments = $script:EngineModule; FoundBy = 'a Python of the registry' } } }
    { foreach ($path in Find-Program -Name python3, python) { @{ Path = $path; Arguments = $script:EngineModule; FoundBy = 'a Python on PATH' } } }
)
