function Get-CmdletName {
    # The name that a cmdlet has in this module, whatever Import-Module -Prefix made of it.
    [OutputType([string])]
    param($Cmdlet)

    $Cmdlet.MyInvocation.MyCommand.ScriptBlock.Ast.Name
}
