function Get-Fault {
    # What an answer says went wrong, as Code, Message, Hint and Parameter, in a cmdlet's words;
    # nothing for a result.
    param($Answer, [string] $Cmdlet)

    $fault = $Answer['error']
    if ($null -eq $fault) { return }
    # A fault of the protocol has no data, and so no code that has a name.
    $data = if ($null -ne $fault['data']) { $fault['data'] } else { $fault }
    $notice = Get-Notice -Element $data -Name message, hint, parameter -Cmdlet $Cmdlet
    $found = @{ Code = 'ProtocolError'; Message = $notice.message; Hint = $notice.hint; Parameter = $notice.parameter }
    if ($null -ne $data['code'] -and $data['code'].GetAttribute('type') -eq 'string') {
        $found.Code = $data['code'].get_InnerText()
    }
    elseif ($fault['code'].get_InnerText() -eq '-32601') {
        # A method that is unknown to it: the engine is older than the module.
        $found.Code = 'EngineIncompatible'
        $found.Hint = Get-InstallHint
    }
    $found
}
