function Sync-EngineEnvironment {
    # Profiles speak of environment variables: end an idle engine that was started with others.
    $engine = $script:Session.Engine
    if ($null -ne $engine -and -not $engine.InFlight.Count -and $engine.Variables -cne (Get-EnvironmentText)) {
        Disconnect-Engine
    }
}
