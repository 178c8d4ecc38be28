function Register-EngineExit {
    # End the engine with its runspace, which removes no module when it closes. The action
    # runs outside the module and is given no data, so it looks the module up.
    # A module that was removed subscribes to nothing more; its pipeline ends what it started.
    if ($script:IsRemoved) { return }
    if ($null -ne $script:ExitSubscriber) {
        # A pool resets its runspaces, and what they subscribed to is gone. Not by their ids,
        # which begin anew.
        foreach ($subscriber in $ExecutionContext.Events.Subscribers) {
            if ([object]::ReferenceEquals($subscriber, $script:ExitSubscriber)) { return }
        }
    }
    $script:ExitSubscriber = $ExecutionContext.Events.SubscribeEvent(
        $null, $null, [Management.Automation.PSEngineEvent]::Exiting, $null,
        { foreach ($module in Get-Module -Name QsJwt -All) { & $module { Disconnect-Engine } } }, $true, $false)
}
