function Confirm-TokenFile {
    # Whether New-QsJwt may write the files that its options ask for; true where there is none.
    [OutputType([bool])]
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Options)

    if ($Options['cert_create'] -and -not $Cmdlet.ShouldProcess("$($Options['cert_file_prefix'])*", 'Create key pair and certificate')) {
        return $false
    }
    -not $Options.Contains('output_file') -or $Cmdlet.ShouldProcess($Options['output_file'], 'Write token')
}
