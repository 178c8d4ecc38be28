function Get-QsJwtOAuthKey {
    <#
    .SYNOPSIS
        Gets the public key (JWK) to register with an OAuth client in Qlik Cloud.

    .DESCRIPTION
        Get-QsJwtOAuthKey gives the public key of a certificate as JSON Web Key (JWK), in the
        form that Qlik Cloud registers for the authentication method "Private key JWT". An
        administrator creates an OAuth client of the type Web with it. It holds no secret.

    .PARAMETER CertificatePath
        The file with the certificate or public key: RSA, or P-384.

    .PARAMETER Certificate
        The certificate or public key itself: a certificate object, PEM text, a SecureString
        with it, or bytes (PEM, DER or PFX).

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .PARAMETER KeyId
        The key id (kid) of the key. Default: its RFC 7638 thumbprint, which New-QsJwt and
        Connect-QsJwtSession use as well.

    .PARAMETER Algorithm
        The algorithm of the signatures: RS256 (default for RSA), RS512, or ES384 for P-384.

    .PARAMETER AsObject
        Gives an object instead of JSON text.

    .INPUTS
        Objects with a property CertificatePath.

    .OUTPUTS
        System.String: the JWK as JSON; or an object.

    .EXAMPLE
        Get-QsJwtOAuthKey ./publickey.cer | Set-Content jwk.json -Encoding Ascii

        Writes the key to a file, to be registered.

    .EXAMPLE
        (Get-QsJwtOAuthKey ./publickey.cer -AsObject).kid

        Shows the key id.

    .LINK
        Connect-QsJwtSession
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType([string], [psobject])]
    param(
        [Parameter(ParameterSetName = 'Path', Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile')]
        [Alias('FullName', 'PSPath')]
        [psobject] $CertificatePath,

        [Parameter(ParameterSetName = 'Certificate', Mandatory)]
        [Parameter(ParameterSetName = 'Profile')]
        [object] $Certificate,

        [Parameter(ParameterSetName = 'Profile', Mandatory)]
        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName,

        [psobject] $KeyId,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Algorithm,

        [switch] $AsObject
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -ForInput $true
        if ($null -eq $options) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method qscloud-oauth-key -Options $options -Target $options['cert_publickey_file']
        if ($null -ne $result) {
            ConvertTo-Body -Element $result['jwk'] -AsObject:$AsObject
        }
    }
}
