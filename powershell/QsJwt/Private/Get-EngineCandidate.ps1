function Get-EngineCandidate {
    # The programs that may be the engine, the one to try first at the head: each a file
    # and arguments that are constant, so that nothing needs quoting and no secret is in them.
    $serve = 'serve --claims-as-text'
    # -P keeps Python from importing modules of the current folder.
    $module = "-P -m qs_jwt $serve"

    if ($env:QS_JWT_ENGINE) {
        $known = @(Get-Command -Name $env:QS_JWT_ENGINE -CommandType Application -ErrorAction Ignore)
        $path = if ($known) { $known[0].Source } else { $env:QS_JWT_ENGINE }
        $isPython = [IO.Path]::GetFileNameWithoutExtension($path) -match '^(py|pythonw?)[0-9.]*$'
        # Who names an engine wants that one: another in its place would go unnoticed.
        return @{ Path = $path; Arguments = $(if ($isPython) { $module } else { $serve }) }
    }

    $record = [IO.Path]::Combine($script:ModuleRoot, 'engine.path')
    if ([IO.File]::Exists($record)) {
        $interpreter = [IO.File]::ReadAllText($record).Trim()
        if ([IO.File]::Exists($interpreter)) {
            @{ Path = $interpreter; Arguments = $module }
        }
    }
    foreach ($name in 'qs-jwt', 'py', 'python3') {
        foreach ($command in @(Get-Command -Name $name -CommandType Application -All -ErrorAction Ignore)) {
            @{ Path = $command.Source; Arguments = $(if ($name -eq 'qs-jwt') { $serve } else { $module }) }
        }
    }
}
