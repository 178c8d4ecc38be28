function Register-TokenType {
    # How a token is shown, as Register-ResultType has it for other results, and what it has beside its
    # own properties: its text, and its header and payload, which are read from it when they are asked
    # for, since most tokens are only passed on. By itself, since every first token waits for it.
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
    # Whole in themselves, for runspaces without the module, and after it: as text within text, which
    # is not parsed before somebody asks.
    $reader = "param(`$Token, `$Part)
        function ConvertFrom-TokenPart {${function:ConvertFrom-TokenPart}}
        function ConvertFrom-JsonElement {${function:ConvertFrom-JsonElement}}
        function ConvertFrom-JsonNumber {${function:ConvertFrom-JsonNumber}}
        function ConvertFrom-JsonText {${function:ConvertFrom-JsonText}}
        ConvertFrom-TokenPart -Token `$Token -Part `$Part" -replace '\$script:Utf8', '[Text.Encoding]::UTF8' -replace "'", "''"
    foreach ($part in 'Header', 'Payload') {
        $getter = [scriptblock]::Create("& ([scriptblock]::Create('$reader')) `$this.Token $([int] ($part -eq 'Payload'))")
        $types[0].Members.Add($part, [Management.Automation.Runspaces.ScriptPropertyData]::new($part, $getter))
    }
    Add-ResultType -Type $types
    $script:Registered['Token'] = $true
}
