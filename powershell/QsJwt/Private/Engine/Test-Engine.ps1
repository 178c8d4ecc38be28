function Test-Engine {
    # Why a process just started is no engine for this module; nothing where it is one.
    [OutputType([string])]
    param($Engine)

    $reading = $Engine['Reading']
    $isRead = $null -ne $reading -and (Wait-Task -Task $reading -Seconds $script:StartPatience)
    if ($null -ne $reading -and -not $reading.IsCompleted) { return "no answer in $($script:StartPatience) seconds" }
    $line = if ($isRead) { "$($reading.Result)" }
    # Not as JSON: the reader of that takes its time, and the rest is for Get-QsJwtEngine.
    if ($line -cmatch '^\{[^{}]*"result"\s*:\s*\{[^{}]*"protocol"\s*:\s*"?([^",\s}]*).*\}\s*$') {
        $Engine['Facts'] = $line
        if ($Matches[1] -ne $script:Protocol) { "speaks protocol $($Matches[1]), this module speaks $($script:Protocol)" }
        return
    }
    & {
        $lines = @(if (Wait-Task -Task $Engine['Errors'] -Seconds 1) { $Engine['Errors'].Result.Trim() -split "`r?`n" })
        # The engine's own errors say so; of a Python traceback, the last line tells.
        $said = @($lines -like 'error: *') + @($lines | Select-Object -Last 1)
        $line = "$line".Trim()
        if ($said -and $said[0]) { $said[0] }
        elseif ($line) { "answers '$($line.Substring(0, [Math]::Min(60, $line.Length)))', as no engine does" }
        else { 'it did not answer' }
    }
}
