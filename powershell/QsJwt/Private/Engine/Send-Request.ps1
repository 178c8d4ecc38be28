function Send-Request {
    # Send a request to the engine, which then has this one only; that engine. What cannot be
    # sent gets an answer that says so, or is lost.
    [OutputType([hashtable])]
    param($Request)

    if (-not (Connect-Engine)) {
        $Request['Answer'] = $script:Failure
        return
    }
    # Its answer is still to come if an interrupted pipeline asked, or if an event of the
    # caller's asks while a pipeline waits.
    while ($null -ne $script:Engine -and $null -ne $script:Engine['Request']) {
        Receive-Answer -Engine $script:Engine
    }
    $engine = $script:Engine
    $Request['Lost'] = $null -eq $engine
    if ($Request['Lost']) { return }
    $Request['Id'] = ++$script:LastId
    $bytes = $script:Utf8.GetBytes(
        '{"jsonrpc":"2.0","id":' + $Request['Id'] + ',"method":"' + $Request['Method'] + '","params":' + $Request['Params'] + "}`n")
    # The engine's limit for a line.
    $longest = 1048576
    if ($bytes.Length -gt $longest) {
        $Request['Answer'] = ConvertTo-FailedAnswer -Code RequestTooLarge -Message "the input is larger than the $longest bytes that a request may have" -Hint 'shorten it'
        return
    }
    $isSent = $false
    try {
        # Nothing is called between these lines, so neither Ctrl-C nor an event of the caller's
        # comes in between.
        $engine['Request'] = $Request
        # More than every system's pipe holds would wait for the engine, without Ctrl-C.
        if ($bytes.Length -gt 4096) { $writing = $engine['Input'].WriteAsync($bytes, 0, $bytes.Length) }
        else { $engine['Input'].Write($bytes, 0, $bytes.Length) }
        if ($bytes.Length -le 4096 -or (Wait-Task -Task $writing)) {
            # The streams of .NET Framework keep what is short until they are flushed.
            $engine['Input'].Flush()
            $isSent = $true
        }
    }
    catch { Write-Debug 'The engine has ended.' }
    finally {
        # What is cut off before its end is not run, and never answered.
        if (-not $isSent) { Disconnect-Engine }
    }
    $engine
}
