function Invoke-Engine {
    # Ask the engine one thing for a cmdlet. The result element of the answer, whose warnings
    # are passed on; nothing after a fault, which is reported, and ends the call as Write-Fault has it.
    [OutputType([Xml.XmlElement])]
    param(
        $Cmdlet, [string] $Method, $Options,
        $Target, [switch] $Once, [switch] $Ends, [switch] $Continues
    )

    $answer = Get-Answer -Method $Method -Params (ConvertTo-JsonText -Value $Options) -Once $Once -Seconds (Get-Patience -Options $Options)
    $fault = Get-Fault -Answer $answer -Cmdlet (Get-CmdletName -Cmdlet $Cmdlet)
    if ($fault) {
        Write-Fault -Cmdlet $Cmdlet -Fault $fault -Target $Target -Ends:$Ends -Continues:$Continues
        return
    }
    $result = $answer['result']
    Write-EngineWarning -Cmdlet $Cmdlet -Result $result -Written ([Collections.Hashtable]::new())
    $result
}
