function Get-Answer {
    # Ask the engine one thing and wait for its answer. Params is the text of a JSON object.
    # Once marks what must not be done twice: files are written, or a token is spent. Anything
    # else is asked again if its engine died over it; nobody notices. An engine that says
    # nothing for so many seconds is ended.
    [OutputType([Xml.XmlElement])]
    param($Method, $Params, $Once, $Seconds = $script:Patience)

    # Asked this first, an engine that has died since its last answer is found out.
    if ($Once) { [void] (Get-Answer -Method version -Params '{}') }
    # What a request is. It is lost where its engine ended; then nobody answers it any more.
    $request = @{ Method = $Method; Params = $Params; Id = [long] 0; Lost = $false; Answer = $null; Seconds = $Seconds; Clock = $null }
    $engine = $null
    try {
        for ($left = if ($Once) { 1 } else { 2 }; $left; $left--) {
            $engine = Send-Request -Request $request
            while ($null -eq $request['Answer'] -and -not $request['Lost']) { Receive-Answer -Engine $engine }
            $answer = $request['Answer']
            if ($null -eq $answer) { continue }
            $result, $fault = $answer['result'], $answer['error']
            if (($null -ne $result -and $result.GetAttribute('type') -eq 'object') -or ($null -ne $fault -and $null -ne $fault['code'])) { return $answer }
            return ConvertTo-FailedAnswer -Code ProtocolError -Message "the qs-jwt engine's answer to $Method has neither a result nor an error" `
                -Hint "Get-QsJwtEngine shows which engine that is; $(Get-InstallHint)"
        }
        $request['Answer'] = ConvertTo-FailedAnswer -Code EngineStopped -Message 'the qs-jwt engine ended before it answered' `
            -Hint 'run the command again; the next one starts a new engine'
        $request['Answer']
    }
    finally {
        # Interrupted: nobody waits any more for a login or for a new key.
        $isAbandoned = $Once -and $null -eq $request['Answer']
        # Removed while a pipeline ran: nobody else will end what was started since.
        $isForgotten = $script:IsRemoved -and $null -ne $engine -and $null -eq $engine['Request']
        if ($isAbandoned -or $isForgotten) { Disconnect-Engine }
    }
}
