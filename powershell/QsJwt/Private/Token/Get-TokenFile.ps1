function Get-TokenFile {
    # What a call of New-QsJwt writes, each to be asked about.
    param($Shared, $Defaults)

    if ($Shared['cert_create']) {
        $prefix = if ($Shared.Contains('cert_file_prefix')) { $Shared['cert_file_prefix'] } else { $Defaults['cert_file_prefix'] }
        @{ Target = "$prefix*"; Action = 'Create key pair and certificate' }
    }
    if ($Shared['output_file']) { @{ Target = $Shared['output_file']; Action = 'Write token' } }
}
