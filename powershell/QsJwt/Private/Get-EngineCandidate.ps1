function Get-EngineCandidate {
    # The programs of a kind that may be the engine, the one to try first at the head: each a
    # file and arguments that are constant, so that nothing needs quoting and no secret is in
    # them. Named: by $env:QS_JWT_ENGINE. Recorded: by install-powershell-module.
    param([ValidateSet('Named', 'Recorded', 'OnPath')] [string] $Kind)

    $serve = 'serve --claims-as-text --message-templates'
    # -P keeps Python from importing modules of the current folder.
    $module = "-P -m qs_jwt $serve"

    if ($Kind -eq 'Named' -and $env:QS_JWT_ENGINE) {
        $path = $env:QS_JWT_ENGINE
        if ($path -match '[/\\]') {
            # From PowerShell's location; the process's folder may be anywhere.
            $path = [IO.Path]::Combine($ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath, $path)
        }
        else {
            $known = @(Get-Command -Name ([WildcardPattern]::Escape($path)) -CommandType Application -ErrorAction Ignore)
            if ($known) { $path = $known[0].Source }
        }
        $isPython = [IO.Path]::GetFileNameWithoutExtension($path) -match '^(py|pythonw?)[0-9.]*$'
        @{ Path = $path; Arguments = $(if ($isPython) { $module } else { $serve }) }
    }
    if ($Kind -eq 'Recorded') {
        $record = [IO.Path]::Combine($script:ModuleRoot, 'engine.path')
        $interpreter = if ([IO.File]::Exists($record)) { [IO.File]::ReadAllText($record).Trim() }
        if ($interpreter -and [IO.File]::Exists($interpreter)) {
            @{ Path = $interpreter; Arguments = $module }
        }
    }
    if ($Kind -eq 'OnPath') {
        foreach ($name in 'qs-jwt', 'py', 'python3') {
            foreach ($command in @(Get-Command -Name $name -CommandType Application -All -ErrorAction Ignore)) {
                @{ Path = $command.Source; Arguments = $(if ($name -eq 'qs-jwt') { $serve } else { $module }) }
            }
        }
    }
}
