function Add-TokenMember {
    # What a token has beside its properties: its text, and its header and payload, which are read
    # from it when they are asked for, since most tokens are only passed on.
    param($Type, $Deserialized)

    foreach ($one in $Type, $Deserialized) {
        $one.Members.Add('ToString', [Management.Automation.Runspaces.ScriptMethodData]::new('ToString', { $this.Token }))
    }
    $Type.SerializationDepth = 4
    # As text within text, which is not parsed before somebody asks.
    $readers = "param(`$Token, `$Part)
        function ConvertFrom-TokenPart {${function:ConvertFrom-TokenPart}}
        function ConvertFrom-JsonElement {${function:ConvertFrom-JsonElement}}
        function ConvertFrom-JsonNumber {${function:ConvertFrom-JsonNumber}}
        function ConvertFrom-JsonText {${function:ConvertFrom-JsonText}}
        ConvertFrom-TokenPart -Token `$Token -Part `$Part".Replace("'", "''")
    foreach ($part in 'Header', 'Payload') {
        $getter = [scriptblock]::Create("& ([scriptblock]::Create('$readers')) `$this.Token $([int] ($part -eq 'Payload'))")
        Add-ScriptProperty -Type $Type -Name $part -Getter $getter
    }
}
