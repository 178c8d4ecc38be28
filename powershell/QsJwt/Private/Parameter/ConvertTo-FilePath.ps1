function ConvertTo-FilePath {
    # The absolute path that a parameter for a path names, as text or as a file object. Option is
    # the engine's, if it is one of them.
    [OutputType([string])]
    param($Cmdlet, $Value, [string] $Option, $Faults)

    $path = if ($Value -is [string]) { $Value } else { Get-ObjectPath -Option $Option -Value $Value -Faults $Faults }
    if ($null -eq $path) { return }
    Resolve-FilePath -Cmdlet $Cmdlet -Path $path -IsFolder ($Value -is [IO.DirectoryInfo]) -Faults $Faults
}
