function Sync-EngineEnvironment {
    # Profiles speak of environment variables: end an idle engine that was started with others.
    $engine = $script:Session.Engine
    if ($null -ne $engine -and $null -eq $engine.Request -and $engine.Variables -cne (Get-EnvironmentText)) {
        Disconnect-Engine
    }
}
