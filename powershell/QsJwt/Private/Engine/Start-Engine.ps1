function Start-Engine {
    # Start an engine's program with a file of profiles that is named otherwise than by this process.
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'A process that only answers.')]
    [OutputType([Diagnostics.Process])]
    param($Start, $Variables)

    $names = [string[]] @($Variables.Keys)
    if ([Collections.Generic.HashSet[string]]::new($names, [StringComparer]::OrdinalIgnoreCase).Count -eq $names.Count) {
        $Start.EnvironmentVariables['QS_JWT_CONFIG'] = $Variables['QS_JWT_CONFIG']
        return [Diagnostics.Process]::Start($Start)
    }
    # Such as Path and PATH: .NET Framework cannot list them, but hands its own on as they are.
    $before = $env:QS_JWT_CONFIG
    try {
        $env:QS_JWT_CONFIG = $Variables['QS_JWT_CONFIG']
        [Diagnostics.Process]::Start($Start)
    }
    finally { $env:QS_JWT_CONFIG = $before }
}
