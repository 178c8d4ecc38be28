function Disconnect-Engine {
    # End this runspace's engine, if it has one, and one that was started ahead.
    $engine, $ahead = $script:Engine, $script:Ahead
    # Ctrl-C in between would leave them behind.
    try { $script:Engine = $script:Ahead = $null }
    finally { foreach ($one in $engine, $ahead) { if ($null -ne $one) { Close-Engine -Engine $one } } }
}
