function Receive-Answer {
    # Wait for the engine's next line. The request under way has its answer then, or is lost,
    # or the line was the answer to another one, which nobody waits for any more.
    param($Engine)

    $reading, $request, $reader = $Engine['Reading'], $Engine['Request'], $Engine['Output']
    # An event of the caller's was served first, and took the answer along.
    if ($null -eq $request) { return }
    # Mostly it comes at once; Ctrl-C takes effect in between.
    if ([Threading.Tasks.Task]::WaitAny([Threading.Tasks.Task[]] $reading, 250) -lt 0) {
        & {
            if ($null -eq $request['Clock']) { $request['Clock'] = [Diagnostics.Stopwatch]::StartNew() }
            $left = [Math]::Max(1, $request['Seconds'] - [int] $request['Clock'].Elapsed.TotalSeconds)
            [void] (Wait-Task -Task $reading -Seconds $left)
            if (-not $reading.IsCompleted -and [object]::ReferenceEquals($reading, $Engine['Reading'])) {
                $request['Answer'] = ConvertTo-FailedAnswer -Code EngineStopped -Hint 'run the command again; the next one starts a new engine' `
                    -Message "the qs-jwt engine did not answer within $($request['Seconds']) seconds, and was ended"
                if ([object]::ReferenceEquals($Engine, $script:Engine)) { Disconnect-Engine }
            }
        }
        if ($null -ne $request['Answer']) { return }
    }
    $line = if (-not $reading.IsFaulted) { $reading.Result }
    # One that was cut off is none: its engine died over it.
    $answer = if ($line -like '{*}') {
        try { ConvertFrom-JsonText -Text $line }
        catch {
            # What .NET cannot hold, such as half a surrogate pair or U+FFFF in a text.
            $unread = if ($line -match '"id": ?([0-9]+)') { [long] $Matches[1] }
            ConvertTo-FailedAnswer -Code ProtocolError -Id $unread -Message "the answer cannot be shown: $($_.Exception.GetBaseException().Message)"
        }
    }
    # An event of the caller's may have called the module meanwhile, and taken the line. From
    # here on nothing is called, so neither that nor Ctrl-C comes in between.
    if ($reading -ne $Engine['Reading']) { return }
    $id = if ($null -ne $answer) { $answer['id'] }
    if ($null -eq $id) {
        # It has ended, or lost its way.
        if ([object]::ReferenceEquals($Engine, $script:Engine)) { Disconnect-Engine }
        return
    }
    $Engine['Reading'] = $reader.ReadLineAsync()
    # A request that the engine could not read is answered under id null.
    if ($id.get_InnerText() -eq $request['Id'] -or $id.GetAttribute('type') -eq 'null') {
        $Engine['Request'] = $null
        $request['Answer'] = $answer
    }
}
