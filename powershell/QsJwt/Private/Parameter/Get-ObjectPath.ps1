function Get-ObjectPath {
    # The path of a file object, or the text of another value that is given for a path.
    [OutputType([string])]
    param([string] $Option, $Value, $Faults)

    if ($null -ne (Get-RawData -Value $Value)) {
        $hint = if ($Option -eq 'cert_privatekey_file') { $script:Errors['CertificateIsKey'] }
        else { 'write it to a file first: [IO.File]::WriteAllBytes("$PWD/root.cer", $certificate.RawData)' }
        return Add-Fault -Faults $Faults -Code InvalidPath -Message 'expected the path of a file, found a certificate object' -Hint $hint
    }
    # As Resolve-Path and Get-Location give it.
    if ($Value -is [Management.Automation.PathInfo]) { return $Value.Path }
    # The text of a file object may be its bare name. New-QsJwtCertificate's has several files.
    foreach ($name in 'FullName', 'PSPath', $(if ($Option -in 'cert_privatekey_file', 'matches_privatekey_file') { 'PrivateKeyPath' } else { 'CertificatePath' })) {
        if ($null -ne $Value.PSObject.Properties[$name]) { return [string] $Value.PSObject.Properties[$name].Value }
    }
    $path = ConvertTo-ScalarText -Value $Value -Typed
    if ($null -eq $path) { Add-Fault -Faults $Faults -Code InvalidPath -Message "expected a path, found $(Get-TypeTerm -Value $Value)" -Hint 'give the path as text, or a file object' }
    $path
}
