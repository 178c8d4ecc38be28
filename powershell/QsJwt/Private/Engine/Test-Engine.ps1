function Test-Engine {
    # Why a process just started is no engine for this module; nothing where it is one.
    [OutputType([string])]
    param($Engine)

    $seconds = $script:StartPatience
    $found, $isRead = $null, $false
    $reading = $Engine['Reading']
    if ($null -ne $reading) {
        $isRead = Wait-Task -Task $reading -Seconds $seconds
        if (-not $reading.IsCompleted) { return "no answer in $seconds seconds" }
        if ($isRead -and "$($reading.Result)".StartsWith('{')) {
            $answer = try { ConvertFrom-JsonText -Text $reading.Result } catch { Write-Debug 'That is no JSON.' }
            $Engine['Facts'] = if ($null -ne $answer) { $answer['result'] }
            $found = if ($null -ne $Engine['Facts']) { $Engine['Facts']['protocol'] }
        }
    }
    if ($null -eq $found) {
        $lines = @(if (Wait-Task -Task $Engine['Errors'] -Seconds 1) { $Engine['Errors'].Result.Trim() -split "`r?`n" })
        # The engine's own errors say so; of a Python traceback, the last line tells.
        $said = @($lines -like 'error: *') + @($lines | Select-Object -Last 1)
        $line = if ($isRead) { "$($reading.Result)".Trim() }
        if ($said -and $said[0]) { $said[0] }
        elseif ($line) { "answers '$($line.Substring(0, [Math]::Min(60, $line.Length)))', as no engine does" }
        else { 'it did not answer' }
    }
    elseif ($found.get_InnerText() -ne "$($script:Protocol)") {
        "speaks protocol $($found.get_InnerText()), this module speaks $($script:Protocol)"
    }
}
