function Test-Number {
    # Whether a value is a number that JSON can write.
    [OutputType([bool])]
    param($Value)

    if ($Value -is [double] -or $Value -is [single]) {
        return -not ([double]::IsNaN($Value) -or [double]::IsInfinity($Value))
    }
    $Value -is [int] -or $Value -is [long] -or $Value -is [decimal] -or $Value -is [Numerics.BigInteger] -or
    $Value -is [byte] -or $Value -is [sbyte] -or $Value -is [int16] -or
    $Value -is [uint16] -or $Value -is [uint32] -or $Value -is [uint64]
}
