function Get-EngineVariable {
    # The environment variables that an engine is started with: those of this process. A profile
    # file is named from where the caller is, not from where the engine works.
    [OutputType([Collections.IDictionary])]
    param()

    $variables = [Environment]::GetEnvironmentVariables()
    $config = $variables['QS_JWT_CONFIG']
    # What no path can be goes as it is; the engine will say what is wrong.
    if ($config -and $config -notmatch $script:NoPath -and -not [IO.Path]::IsPathRooted($config)) {
        $here = $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
        $variables['QS_JWT_CONFIG'] = [IO.Path]::Combine($here, $config)
    }
    $variables
}
