function Register-EngineExit {
    # End the engine with its runspace, which removes no module when it closes. The action
    # runs outside the module and is given no data, so it looks the module up.
    # A module that was removed subscribes to nothing more; its pipeline ends what it started.
    # A pool that resets its runspaces gives them new events, and what they subscribed to is gone.
    if ($script:IsRemoved -or $ExecutionContext.Events -eq $script:ExitEvents) { return }
    $script:ExitEvents = $ExecutionContext.Events
    $script:ExitSubscriber = $ExecutionContext.Events.SubscribeEvent(
        $null, $null, [Management.Automation.PSEngineEvent]::Exiting, $null,
        { foreach ($module in Get-Module -Name QsJwt -All) { & $module { Disconnect-Engine } } }, $true, $false)
}
