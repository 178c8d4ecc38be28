function Test-Engine {
    # Why a process just started is no engine for this module; nothing where it is one.
    [OutputType([string])]
    param($Engine)

    $seconds = 30
    $found = $null
    $reading = $Engine['Reading']
    if ($null -ne $reading) {
        $isRead = Wait-Task -Task $reading -Seconds $seconds
        if (-not $reading.IsCompleted) { return "no answer in $seconds seconds" }
        if ($isRead -and "$($reading.Result)".StartsWith('{')) {
            $answer = ConvertFrom-JsonText -Text $reading.Result
            $Engine['Facts'] = $answer['result']
            $found = if ($null -ne $Engine['Facts']) { $Engine['Facts']['protocol'] }
        }
    }
    if ($null -eq $found) {
        $lines = @(if (Wait-Task -Task $Engine['Errors'] -Seconds 1) { $Engine['Errors'].Result.Trim() -split "`r?`n" })
        # The engine's own errors say so; of a Python traceback, the last line tells.
        $said = @($lines -like 'error: *') + $lines[-1]
        if ($said[0]) { $said[0] } else { 'it did not answer' }
    }
    elseif ($found.get_InnerText() -ne "$($script:Protocol)") {
        "speaks protocol $($found.get_InnerText()), this module speaks $($script:Protocol)"
    }
}
