function Write-Request {
    # Write bytes to an engine's input, from which all earlier ones were read. $false where it
    # has closed it. Whether these bytes arrive shows when the answer is read.
    [OutputType([bool])]
    param([hashtable] $Engine, [byte[]] $Bytes)

    try {
        # What every system's pipe holds. More of it would wait for the engine, without Ctrl-C.
        if ($Bytes.Length -le 4096) { $Engine.Input.Write($Bytes, 0, $Bytes.Length) }
        elseif (-not (Wait-Task -Task $Engine.Input.WriteAsync($Bytes, 0, $Bytes.Length))) { return $false }
        # The streams of .NET Framework keep what is short until they are flushed.
        $Engine.Input.Flush()
    }
    catch { return $false }
    $true
}
