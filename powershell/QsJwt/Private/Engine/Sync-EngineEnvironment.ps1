function Sync-EngineEnvironment {
    # Profiles speak of environment variables: end an idle engine that was started with others.
    $engine = if ($null -ne $script:Engine) { $script:Engine } else { $script:Ahead }
    if ($null -eq $engine -or $null -ne $engine['Request']) { return }
    $then, $now = $engine['Variables'], (Get-EngineVariable)
    $isSame = $then.Count -eq $now.Count
    foreach ($name in $now.Keys) { $isSame = $isSame -and $then[$name] -ceq $now[$name] }
    if (-not $isSame) { Disconnect-Engine }
}
