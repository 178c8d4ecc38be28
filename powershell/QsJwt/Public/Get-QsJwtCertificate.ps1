# The members that Tab offers in (Get-QsJwtCertificate ...). where no object is there yet.
class QsJwtCertificate {
    [string] $Subject
    [string] $Issuer
    [datetime] $NotBefore
    [datetime] $NotAfter
    [int] $DaysLeft
    [string] $KeyType
    [int] $KeySize
    [string] $SignatureAlgorithm
    [string] $SerialNumber
    [string] $Thumbprint
    [string] $ThumbprintSha256
    [string] $OneLinePem
    [bool] $PrivateKeyMatches
}

function Get-QsJwtCertificate {
    <#
    .SYNOPSIS
        Shows what is in a certificate.

    .DESCRIPTION
        Get-QsJwtCertificate reads a certificate and gives its subject, its validity, its
        thumbprints and its text on one line, which is how Qlik Cloud's form takes it. It
        warns of a certificate that ends within 30 days, and of weak ones.

    .PARAMETER Path
        The file with the certificate: PEM, DER or PFX. No wildcards; files can be piped.

    .PARAMETER Certificate
        The certificate itself: a certificate object, PEM text, a SecureString with it, or
        bytes (PEM, DER or PFX).

    .PARAMETER PrivateKeyPath
        A file with a private key: PrivateKeyMatches then says whether it is the
        certificate's.

    .PARAMETER Passphrase
        The passphrase of the private key, or of the PFX file that the certificate is in, as a
        SecureString.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .INPUTS
        System.String, or files as Get-ChildItem gives them.

    .OUTPUTS
        QsJwt.Certificate: Subject, Issuer, NotBefore and NotAfter (UTC), DaysLeft (whole
        days, negative since its end), KeyType, KeySize, SignatureAlgorithm, SerialNumber, Thumbprint (SHA-1),
        ThumbprintSha256, OneLinePem, and with -PrivateKeyPath PrivateKeyMatches.

    .EXAMPLE
        Get-QsJwtCertificate -Path ./publickey.cer

        Shows a certificate.

    .EXAMPLE
        Get-ChildItem *.cer | Get-QsJwtCertificate | Where-Object DaysLeft -LT 60

        Lists the certificates that are to be renewed soon.

    .EXAMPLE
        (Get-QsJwtCertificate ./publickey.cer -PrivateKeyPath ./privatekey.pem).PrivateKeyMatches

        Tells whether a private key belongs to a certificate.

    .LINK
        New-QsJwtCertificate
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('QsJwt.Certificate')]
    [OutputType([QsJwtCertificate])]
    param(
        [Parameter(ParameterSetName = 'Path', Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Alias('FullName', 'PSPath', 'CertificatePath')]
        [psobject[]] $Path,

        [Parameter(ParameterSetName = 'Certificate', Mandatory)]
        [object] $Certificate,

        [Parameter(ParameterSetName = 'Profile', Mandatory)]
        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName,

        [psobject] $PrivateKeyPath,

        [securestring] $Passphrase
    )

    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
    }

    process {
        if ($null -eq $Path) { $Path = '' }
        foreach ($one in $Path) {
            if ($PSBoundParameters.ContainsKey('Path')) { $PSBoundParameters['Path'] = $one }
            $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -ForInput $true
            if ($null -eq $options) { continue }
            $target = if ($one -is [string]) { $one } elseif ($options.Contains('cert_publickey_file')) { $options['cert_publickey_file'] }
            $result = Invoke-Engine -Cmdlet $PSCmdlet -Method inspect-cert -Options $options -Target $target
            if ($null -ne $result) { ConvertTo-Certificate -Element $result }
        }
    }
}
