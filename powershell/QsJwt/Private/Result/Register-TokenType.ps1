function Register-TokenType {
    # How a token is shown, as Register-ResultType has it for other results, and what it has beside its
    # own properties: its text, and its header and payload, which are read from it when they are asked
    # for, since most tokens are only passed on. By itself, since every first token waits for it.
    param(
        $Header = { & @(Get-Module QsJwt -All)[0] { ConvertFrom-TokenPart -Token $args[0] -Part 0 } $this.Token },
        $Payload = { & @(Get-Module QsJwt -All)[0] { ConvertFrom-TokenPart -Token $args[0] -Part 1 } $this.Token }
    )

    $shown = [Management.Automation.Runspaces.PropertySetData]::new([string[]] ('UserDirectory', 'User', 'Platform', 'ExpiresAt (UTC)'))
    $end = [Management.Automation.Runspaces.ScriptPropertyData]::new('ExpiresAt (UTC)', { $this.ExpiresAt })
    $end.IsHidden = $true
    $text = [Management.Automation.Runspaces.ScriptMethodData]::new('ToString', { $this.Token })
    $types = foreach ($name in 'QsJwt.Token', 'Deserialized.QsJwt.Token') {
        $type = [Management.Automation.Runspaces.TypeData]::new($name)
        $type.DefaultDisplayPropertySet = $shown
        $type.Members.Add('ExpiresAt (UTC)', $end)
        $type.Members.Add('ToString', $text)
        $type
    }
    $types[0].SerializationDepth = 4
    $types[0].Members.Add('Header', [Management.Automation.Runspaces.ScriptPropertyData]::new('Header', $Header))
    $types[0].Members.Add('Payload', [Management.Automation.Runspaces.ScriptPropertyData]::new('Payload', $Payload))
    Add-ResultType -Type $types
    $script:Registered['Token'] = $true
}
