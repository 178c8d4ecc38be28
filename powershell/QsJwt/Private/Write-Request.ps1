function Write-Request {
    # Write bytes to an engine's input. $false where it has closed it.
    param([hashtable] $Engine, [byte[]] $Bytes)

    # An interrupted call can have left one under way.
    if (-not (Wait-Task -Task $Engine.Writing)) { return $false }
    $Engine.Writing = $Engine.Input.WriteAsync($Bytes, 0, $Bytes.Length)
    if (-not (Wait-Task -Task $Engine.Writing)) { return $false }
    # A stream of .NET Framework keeps what is short until it is flushed.
    Wait-Task -Task $Engine.Input.FlushAsync()
}
