function Write-Request {
    # Begin to write bytes to an engine's input. $false where it has closed it. Whether these
    # bytes arrive shows when the next ones are written, or when the answer is read.
    param([hashtable] $Engine, [byte[]] $Bytes)

    $writing = $Engine.Writing
    if ((-not $writing.IsCompleted -or $writing.IsFaulted) -and -not (Wait-Task -Task $writing)) { return $false }
    $Engine.Writing = $Engine.Input.WriteAsync($Bytes, 0, $Bytes.Length)
    if ($PSEdition -ne 'Desktop') { return $true }
    # The streams of .NET Framework keep what is short until they are flushed. Not FlushAsync:
    # on a pipe that one waits until the other side has read.
    if (-not (Wait-Task -Task $Engine.Writing)) { return $false }
    try { $Engine.Input.Flush() } catch { return $false }
    $true
}
