function Register-EngineExit {
    # End the engine with its runspace, which removes no module when it closes. The action
    # runs outside the module and is given no data, so it looks the module up.
    if ($null -eq $script:Session.ExitSubscriber) {
        $script:Session.ExitSubscriber = $ExecutionContext.Events.SubscribeEvent(
            $null, $null, [Management.Automation.PSEngineEvent]::Exiting, $null,
            { foreach ($module in Get-Module -Name QsJwt -All) { & $module { Stop-Engine } } }, $true, $false)
    }
}
