function Add-SigningKey {
    # Add what signs where no private key was given: a certificate's own key, or a new one, and
    # where that goes. The engine's working folder is not PowerShell's location.
    param($Cmdlet, $Shared, $Defaults)

    if ($Shared.Contains('cert_publickey')) { $Shared['signing'] = 'detached' }
    elseif ($Defaults['cert_create']) { $Shared['cert_create'] = $true }
    if ($Shared['cert_create'] -and -not $Shared.Contains('cert_file_prefix') -and -not $Defaults['cert_file_prefix']) {
        $Shared['cert_file_prefix'] = Get-LocationPrefix -Cmdlet $Cmdlet
    }
}
