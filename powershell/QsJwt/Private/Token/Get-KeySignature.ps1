function Get-KeySignature {
    # The signature of data in the form that a JWT holds: by the key's own SignData, for the key
    # may live in a store, a TPM or a smart card that never gives it away.
    [OutputType([byte[]])]
    param($Key, [byte[]] $Data, [string] $Algorithm)

    $hash = [Security.Cryptography.HashAlgorithmName] "SHA$($Algorithm.Substring(2))"
    if ($Key -is [Security.Cryptography.RSA]) {
        return , $Key.SignData($Data, $hash, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }
    # .NET gives r and s one behind the other, as RFC 7518 has them.
    , $Key.SignData($Data, $hash)
}
