function New-QsJwtVirtualProxyBody {
    <#
    .SYNOPSIS
        Makes the request body that creates a JWT virtual proxy in client-managed Qlik Sense.

    .DESCRIPTION
        New-QsJwtVirtualProxyBody gives the JSON text that POST /qrs/virtualproxyconfig
        takes, made from the certificate and the claim names that the tokens will have. It
        sends nothing. The virtual proxy is to be linked to a proxy afterwards.

    .PARAMETER CertificatePath
        The file with the certificate. Also read from a property of that name.

    .PARAMETER Certificate
        The certificate itself: a certificate object, PEM text, a SecureString with it, or
        bytes (PEM, DER or PFX).

    .PARAMETER Prefix
        The virtual proxy's prefix, the first part of its addresses' paths.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .PARAMETER Description
        What administrators read about the virtual proxy. Default: qs-jwt.

    .PARAMETER UserIdClaim
        The name of the claim with the user id. Default: userId, as in New-QsJwt.

    .PARAMETER UserDirectoryClaim
        The name of the claim with the user directory. Default: userDirectory, as in
        New-QsJwt.

    .PARAMETER GroupsClaim
        The name of the claim with the groups. Default: group, as in New-QsJwt.

    .PARAMETER Audience
        The audience that the tokens will name.

    .PARAMETER AllowedHost
        The hosts whose pages may open web sockets to the virtual proxy.

    .PARAMETER AttributeMap
        Further claims that become attributes of the session, each as text: ATTRIBUTE=CLAIM,
        or ATTRIBUTE=CLAIM:mandatory.

    .PARAMETER SessionCookieHeaderName
        The name of the session cookie. Default: made from the prefix.

    .PARAMETER AsObject
        Gives an object to be changed before it is sent, instead of JSON text.

    .INPUTS
        Objects with a property CertificatePath, as New-QsJwtCertificate gives them.

    .OUTPUTS
        System.String, or with -AsObject an object.

    .EXAMPLE
        $body = New-QsJwtVirtualProxyBody -CertificatePath ./publickey.cer -Prefix jwt
        Invoke-RestMethod 'https://qlik.example.com:4242/qrs/virtualproxyconfig?xrfkey=0123456789abcdef' -Method Post `
            -Certificate $clientCertificate -ContentType application/json -Body $body `
            -Headers @{ 'X-Qlik-Xrfkey' = '0123456789abcdef'; 'X-Qlik-User' = 'UserDirectory=INTERNAL;UserId=sa_api' }

        Creates a virtual proxy. Windows PowerShell may have to be told to use TLS 1.2:
        [Net.ServicePointManager]::SecurityProtocol = 'Tls12'.

    .EXAMPLE
        New-QsJwtVirtualProxyBody ./publickey.cer -Prefix jwt -AllowedHost portal.example.com -AsObject

        Gives the body as an object.

    .LINK
        New-QsJwtIdentityProviderBody
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

        [psobject] $Prefix,

        [psobject] $Description,

        [psobject] $UserIdClaim,

        [psobject] $UserDirectoryClaim,

        [psobject] $GroupsClaim,

        [psobject] $Audience,

        [psobject[]] $AllowedHost,

        [psobject[]] $AttributeMap,

        [psobject] $SessionCookieHeaderName,

        [switch] $AsObject
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters -ForInput $true
        if ($null -eq $options) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method qseow-virtual-proxy -Options $options -Target $options['cert_publickey_file']
        if ($null -ne $result) {
            ConvertTo-Body -Element $result['body'] -AsObject:$AsObject
        }
    }
}
