function Complete-Request {
    # Give an answer to its request. Answers come in order, ids ascend, and no id is used
    # twice: what nobody waits for any more is dropped, what was passed over is lost.
    param([hashtable] $Engine, [Xml.XmlElement] $Answer)

    $queue = $Engine.InFlight
    [long] $id = 0
    # A request that the engine could not read is answered under id null, in its turn.
    $isNamed = [long]::TryParse($Answer['id'].get_InnerText(), [ref] $id)
    while ($queue.Count -and (-not $isNamed -or $queue.Peek().Id -le $id)) {
        $request = $queue.Dequeue()
        $Engine.Bytes -= $request.Size
        if (-not $isNamed -or $request.Id -eq $id) {
            $request.Answer = $Answer
            return
        }
        $request.Lost = $true
    }
}
