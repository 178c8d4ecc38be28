function Get-ObjectPath {
    # The path of a file object, or the text of another value that is given for a path.
    [OutputType([string])]
    param($Value, $Faults)

    if ($null -ne (Get-RawData -Value $Value)) {
        return Add-Fault -Faults $Faults -Code InvalidPath -Message 'expected the path of a file, found a certificate object' `
            -Hint 'write it to a file first: [IO.File]::WriteAllBytes("$PWD/root.cer", $certificate.RawData)'
    }
    # The text of a file object may be its bare name.
    foreach ($name in 'FullName', 'PSPath', 'CertificatePath') {
        if ($null -ne $Value.PSObject.Properties[$name]) { return [string] $Value.PSObject.Properties[$name].Value }
    }
    $path = ConvertTo-ScalarText -Value $Value -Typed
    if ($null -eq $path) { Add-Fault -Faults $Faults -Code InvalidPath -Message "expected a path, found a $($Value.GetType().FullName)" }
    $path
}
