function Add-ScriptProperty {
    # Give a type a property that a script works out. A hidden one is of views only: no table that
    # lists all, no file and no JSON has it.
    param($Type, [string] $Name, [scriptblock] $Getter, $IsHidden)

    $member = [Management.Automation.Runspaces.ScriptPropertyData]::new($Name, $Getter)
    $member.IsHidden = [bool] $IsHidden
    $Type.Members.Add($Name, $member)
}
