function Write-Request {
    # Write bytes to an engine's input. $false where it has closed it.
    param([hashtable] $Engine, [byte[]] $Bytes)

    # An interrupted call can have left one under way.
    if (-not $Engine.Writing.IsCompleted) { [void] (Wait-Task -Task $Engine.Writing) }
    $Engine.Writing = $Engine.Input.WriteAsync($Bytes, 0, $Bytes.Length)
    if (-not (Wait-Task -Task $Engine.Writing)) { return $false }
    # The streams of .NET Framework keep what is short until they are flushed.
    $PSEdition -ne 'Desktop' -or (Wait-Task -Task $Engine.Input.FlushAsync())
}
