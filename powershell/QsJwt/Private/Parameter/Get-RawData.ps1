function Get-RawData {
    # The bytes of a certificate object, in DER; nothing for any other object.
    [OutputType([byte[]])]
    param($Value)

    $property = if ($null -ne $Value) { $Value.PSObject.Properties['RawData'] }
    if ($null -ne $property -and $property.Value -is [byte[]]) { , $property.Value }
}
