function New-QsJwtIdentityProviderBody {
    <#
    .SYNOPSIS
        Makes the request body that creates a JWT identity provider in Qlik Cloud.

    .DESCRIPTION
        New-QsJwtIdentityProviderBody gives the JSON text that POST
        /api/v1/identity-providers takes, made from the certificate, the issuer and the key
        ID that the tokens will have. It sends nothing.

    .PARAMETER CertificatePath
        The file with the certificate. Also read from a property of that name.

    .PARAMETER Certificate
        The certificate itself: a certificate object, PEM text, a SecureString with it, or
        bytes (PEM, DER or PFX).

    .PARAMETER Issuer
        The issuer that the tokens will name.

    .PARAMETER KeyId
        The key ID that the tokens will name.

    .PARAMETER TenantId
        The IDs of the tenants that the identity provider is for.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .PARAMETER Description
        What the tenant's administrators read about it. Default: qs-jwt.

    .PARAMETER ClockTolerance
        By how much Qlik's clock and the signer's may differ, in whole seconds: '30s', '2m', a
        number of seconds or a TimeSpan.

    .PARAMETER AsObject
        Gives an object to be changed before it is sent, instead of JSON text.

    .INPUTS
        Objects with a property CertificatePath, as New-QsJwtCertificate gives them.

    .OUTPUTS
        System.String, or with -AsObject an object.

    .EXAMPLE
        $body = New-QsJwtIdentityProviderBody -CertificatePath ./publickey.cer -Issuer lab -KeyId key-1
        Invoke-RestMethod https://tenant.eu.qlikcloud.com/api/v1/identity-providers -Method Post `
            -ContentType application/json -Body $body -Headers @{ Authorization = "Bearer $apiKey" }

        Creates an identity provider. Windows PowerShell may have to be told to use TLS 1.2:
        [Net.ServicePointManager]::SecurityProtocol = 'Tls12'.

    .EXAMPLE
        New-QsJwtCertificate -Prefix ./lab_ | New-QsJwtIdentityProviderBody -Issuer lab -KeyId key-1

        Makes a certificate and the body that makes it known.

    .LINK
        New-QsJwtVirtualProxyBody
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes a text and changes nothing.')]
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

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [psobject[]] $TenantId,

        [psobject] $Description,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $ClockTolerance,

        [switch] $AsObject
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -ForInput $true
        if ($null -eq $options) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method qscloud-idp -Options $options -Target $options['cert_publickey_file']
        if ($null -ne $result) {
            ConvertTo-Body -Element $result['body'] -AsObject:$AsObject
        }
    }
}
