function Get-WrittenFile {
    # The files that the options of New-QsJwt ask for, each with what is done to it.
    param([Collections.IDictionary] $Options, [string] $Prefix)

    if ($Options['cert_create']) { @{ Target = "$Prefix*"; Action = 'Create key pair and certificate' } }
    if ($Options.Contains('output_file')) { @{ Target = $Options['output_file']; Action = 'Write token' } }
}
