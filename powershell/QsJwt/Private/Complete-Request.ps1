function Complete-Request {
    # Give an answer to its request. Answers come in order, ids ascend, and no id is used
    # twice: what nobody waits for any more is dropped, what was passed over is lost.
    param([hashtable] $Engine, [Xml.XmlElement] $Answer)

    $queue = $Engine.InFlight
    $id = $Answer['id'].get_InnerText()
    # A request that the engine could not read is answered under id null, in its turn.
    $last = if ($id) { $id -as [long] } else { [long]::MaxValue }
    while ($queue.Count -and $queue.Peek().Id -le $last) {
        $request = $queue.Dequeue()
        $Engine.Bytes -= $request.Size
        if (-not $id -or $request.Id -eq $last) {
            $request.Answer = $Answer
            return
        }
        $request.Lost = $true
    }
}
