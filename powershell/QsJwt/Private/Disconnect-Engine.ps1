function Disconnect-Engine {
    # End this runspace's engine, if it has one.
    $engine = $script:Session.Engine
    if ($null -ne $engine) {
        $script:Session.Engine = $null
        Close-Engine -Engine $engine
    }
}
