function Get-TokenFile {
    # What a call of New-QsJwt writes, each to be asked about: the token, and a new key, whose place
    # is added to the options, for the engine's working folder is not PowerShell's location.
    param($Cmdlet, $Shared, $Defaults, $HasKey)

    if ($Defaults['cert_create'] -and -not $HasKey) { $Shared['cert_create'] = $true }
    if ($Shared['cert_create']) {
        $prefix = $Defaults['cert_file_prefix']
        if (-not $prefix -and -not $Shared.Contains('cert_file_prefix')) { $Shared['cert_file_prefix'] = Get-LocationPrefix -Cmdlet $Cmdlet }
        if ($Shared.Contains('cert_file_prefix')) { $prefix = $Shared['cert_file_prefix'] }
        @{ Target = "${prefix}privatekey.pem"; Action = 'Create key pair and certificate' }
    }
    if ($Shared['output_file']) { @{ Target = $Shared['output_file']; Action = 'Write token' } }
}
