# The members that Tab offers in (New-QsJwtCertificate ...). where no object is there yet.
class QsJwtCertificateFiles {
    [string] $PrivateKeyPath
    [string] $PublicKeyPath
    [string] $CertificatePath
    [string] $PfxPath
    [datetime] $NotAfter
    [psobject] $Certificate
}

function New-QsJwtCertificate {
    <#
    .SYNOPSIS
        Makes a key pair and the certificate that Qlik Sense knows it by.

    .DESCRIPTION
        New-QsJwtCertificate writes an RSA private key, its public key and a self-signed
        certificate to files: <prefix>privatekey.pem (readable for you only),
        <prefix>publickey.pem and <prefix>publickey.cer. With -PrivateKeyPath it makes a new
        certificate for a key that exists, which is how a certificate is renewed. Files that
        exist are not replaced without -Force.

    .PARAMETER Prefix
        What the names of the new files begin with; may name a folder. Default: the files
        go into the current folder.

    .PARAMETER Days
        How many days the certificate is valid. Default: 365.

    .PARAMETER KeySize
        The size of the new key in bits: 2048, 3072 or 4096 (default).

    .PARAMETER KeyType
        The kind of the new key, if it is not RSA: ec-p384, for OAuth in Qlik Cloud only.

    .PARAMETER CommonName
        The name in the certificate's subject. Default: qs-jwt.

    .PARAMETER PrivateKeyPath
        The file with a private key that exists, to make a certificate for.

    .PARAMETER PrivateKey
        That private key itself: PEM as a SecureString (recommended), as one text or as the lines
        that Get-Content reads, or the bytes of a key file.

    .PARAMETER Passphrase
        The passphrase that the new key is encrypted with, or that opens the key of
        -PrivateKeyPath or -PrivateKey, as a SecureString.

    .PARAMETER Pfx
        Also writes key and certificate as PKCS#12, <prefix>certificate.pfx, encrypted with
        -Passphrase.

    .PARAMETER PfxEncryption
        How the PFX file is encrypted: aes256 (default), or legacy (3DES and SHA-1, weak).
        Windows Server 2016 and Windows 10 before 1709 say of an aes256 file that the password
        is not correct; legacy is for them.

    .PARAMETER Force
        Replaces files that exist.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .OUTPUTS
        QsJwt.CertificateFiles: PrivateKeyPath, PublicKeyPath, CertificatePath, PfxPath,
        Certificate (as Get-QsJwtCertificate gives it).

    .EXAMPLE
        New-QsJwtCertificate -Prefix ./lab_ -Days 730

        Makes a key pair and a certificate that is valid for two years.

    .EXAMPLE
        New-QsJwtCertificate -PrivateKeyPath ./lab_privatekey.pem -Prefix ./lab2_ -Days 365

        Renews the certificate of a key. Tokens stay valid; Qlik Sense needs the new
        certificate before the old one ends.

    .LINK
        Get-QsJwtCertificate
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('QsJwt.CertificateFiles')]
    [OutputType([QsJwtCertificateFiles])]
    param(
        [Parameter(Position = 0)]
        [psobject] $Prefix,

        [int] $Days,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [int] $KeySize,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $KeyType,

        [psobject] $CommonName,

        [psobject] $PrivateKeyPath,

        [object] $PrivateKey,

        [securestring] $Passphrase,

        [switch] $Pfx,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $PfxEncryption,

        [switch] $Force,

        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        if (-not $Prefix) { [void] $PSBoundParameters.Remove('Prefix') }
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        $defaults = Get-ProfileDefault -Cmdlet $PSCmdlet -Typed $PSBoundParameters
        $target = if ($options.Contains('cert_file_prefix')) { $options['cert_file_prefix'] } else { $defaults['Options']['cert_file_prefix'] }
        if (-not $target) {
            # The engine's working folder is not PowerShell's location.
            $target = $options['cert_file_prefix'] = Get-LocationPrefix -Cmdlet $PSCmdlet
        }
        $isNew = -not $options.Contains('cert_privatekey_file') -and -not $options.Contains('cert_privatekey')
        $file, $action = if ($isNew) { 'privatekey.pem', 'Create key pair and certificate' } else { 'publickey.cer', 'Create certificate' }
        if (-not $PSCmdlet.ShouldProcess("$target$file", $action)) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method create-cert -Options $options -Once
        if ($null -eq $result) { return }
        $paths = @{ privatekey = $options['cert_privatekey_file']; publickey = $null; certificate = $null; pfx = $null }
        foreach ($file in $result['files'].get_ChildNodes()) {
            $paths[$file['kind'].get_InnerText()] = $file['path'].get_InnerText()
        }
        Register-ResultType -Kind CertificateFiles
        $certificate = ConvertTo-Certificate -Element $result['certificate']
        [pscustomobject] @{
            PSTypeName = 'QsJwt.CertificateFiles'
            PrivateKeyPath = $paths.privatekey
            PublicKeyPath = $paths.publickey
            CertificatePath = $paths.certificate
            PfxPath = $paths.pfx
            NotAfter = $certificate.NotAfter
            Certificate = $certificate
        }
    }
}
