function Write-Request {
    # Begin to write bytes to an engine's input. $false where it has closed it. Whether these
    # bytes arrive shows when the next ones are written, or when the answer is read.
    param([hashtable] $Engine, [byte[]] $Bytes)

    $writing = $Engine.Writing
    if ((-not $writing.IsCompleted -or $writing.IsFaulted) -and -not (Wait-Task -Task $writing)) { return $false }
    $Engine.Writing = $Engine.Input.WriteAsync($Bytes, 0, $Bytes.Length)
    # The streams of .NET Framework keep what is short until they are flushed.
    $PSEdition -ne 'Desktop' -or ((Wait-Task -Task $Engine.Writing) -and (Wait-Task -Task $Engine.Input.FlushAsync()))
}
