function Register-EngineExit {
    # End the engine with its runspace, which removes no module when it closes. The action
    # runs outside the module and is given no data, so it looks the module up.
    # A module that was removed subscribes to nothing more; its pipeline ends what it started.
    if ($script:Session.IsRemoved) { return }
    # A pool resets its runspaces, and what they subscribed to is gone.
    $known = $script:Session.ExitSubscriber
    $isThere = $false
    foreach ($subscriber in $ExecutionContext.Events.Subscribers) {
        # Not by their ids, which begin anew.
        $isThere = $isThere -or [object]::ReferenceEquals($subscriber, $known)
    }
    if (-not $isThere) {
        $script:Session.ExitSubscriber = $ExecutionContext.Events.SubscribeEvent(
            $null, $null, [Management.Automation.PSEngineEvent]::Exiting, $null,
            { foreach ($module in Get-Module -Name QsJwt -All) { & $module { Disconnect-Engine } } }, $true, $false)
    }
}
