function Test-Engine {
    # Why a process just started is no engine for this module; nothing where it is one.
    param([hashtable] $Engine)

    $protocol = 1
    $seconds = 30
    $clock = [Diagnostics.Stopwatch]::StartNew()
    try {
        $question = $script:Utf8.GetBytes('{"jsonrpc":"2.0","id":0,"method":"version","params":{}}' + "`n")
        $Engine.Input.Write($question, 0, $question.Length)
        $Engine.Input.Flush()
        $reading = $Engine.Output.ReadLineAsync()
        while (-not $reading.Wait(250)) {
            if ($clock.Elapsed.TotalSeconds -gt $seconds) {
                return "no answer in $seconds seconds"
            }
        }
        $answer = if ($null -ne $reading.Result) { ConvertFrom-JsonText -Text $reading.Result }
        $found = if ($null -ne $answer -and $null -ne $answer['result']) { $answer['result']['protocol'] }
    }
    catch {
        # It ended, or said what is no JSON.
        $found = $null
    }
    if ($null -eq $found) {
        $lines = @(if ($Engine.Errors.Wait(1000)) { $Engine.Errors.Result.Trim() -split "`r?`n" })
        # The engine's own errors say so; of a Python traceback, the last line tells.
        $said = @($lines -like 'error: *') + $lines[-1]
        if ($said[0]) { $said[0] } else { 'it did not answer' }
    }
    elseif ($found.InnerText -ne "$protocol") {
        "speaks protocol $($found.InnerText), this module speaks $protocol"
    }
}
