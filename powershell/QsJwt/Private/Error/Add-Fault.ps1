function Add-Fault {
    # Note what is wrong with input that cannot be handed to the engine. Faults are collected
    # and not thrown: what a module throws is in the caller's -ErrorVariable even if caught.
    param($Faults, [string] $Code, [string] $Message, [string] $Hint = '', [string] $Parameter = '')

    [void] $Faults.Add(@{ Code = $Code; Message = $Message; Hint = $Hint; Parameter = $Parameter })
}
