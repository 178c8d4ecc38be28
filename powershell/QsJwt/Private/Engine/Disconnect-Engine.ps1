function Disconnect-Engine {
    # End this runspace's engine, if it has one, and one that was started ahead.
    foreach ($name in 'Engine', 'Ahead') {
        $engine = $script:Session[$name]
        if ($null -ne $engine) {
            # Ctrl-C in between would leave it behind.
            try { $script:Session[$name] = $null } finally { Close-Engine -Engine $engine }
        }
    }
}
