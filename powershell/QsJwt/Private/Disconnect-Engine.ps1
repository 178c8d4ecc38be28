function Disconnect-Engine {
    # End this runspace's engine, if it has one.
    $engine = $script:Session.Engine
    if ($null -ne $engine) {
        # Ctrl-C in between would leave it behind.
        try { $script:Session.Engine = $null } finally { Close-Engine -Engine $engine }
    }
}
