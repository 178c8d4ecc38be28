function Register-EngineExit {
    # End the engine with its runspace, which removes no module when it closes.
    if ($null -eq $script:Session.ExitSubscriber) {
        # The action runs in a module of its own, so it is handed what it is to call.
        $script:Session.ExitSubscriber = $ExecutionContext.Events.SubscribeEvent(
            $null, $null, [Management.Automation.PSEngineEvent]::Exiting,
            [psobject] ${function:Stop-Engine}, { & $Event.MessageData }, $true, $false)
    }
}
