function Test-QsJwtLogin {
    <#
    .SYNOPSIS
        Tries a JSON Web Token (JWT) by logging in to Qlik Sense with it.

    .DESCRIPTION
        Test-QsJwtLogin sends a token to Qlik Cloud or to a virtual proxy of client-managed
        Qlik Sense, and explains a refusal: the status, Qlik's own code, and the likely
        causes. What Qlik refuses is a result with Success $false; an error is written where
        no answer was had, as for a server that cannot be reached or is not trusted.

        Qlik Cloud takes a token once: after the test it is spent.

    .PARAMETER Url
        The address: of the tenant (https://tenant.eu.qlikcloud.com), or of the virtual proxy
        (https://qlik.example.com/prefix).

    .PARAMETER Jwt
        The token: text, with or without "Bearer " before it, a SecureString, or an object
        that New-QsJwt made.

    .PARAMETER JwtPath
        A file with the token, instead of -Jwt.

    .PARAMETER Cloud
        The address is that of a Qlik Cloud tenant.

    .PARAMETER Qseow
        The address is that of a virtual proxy of client-managed Qlik Sense.

    .PARAMETER ProfileName
        The name of a profile, whose platform and options hold for all that is not given here.

    .PARAMETER Issuer
        The issuer of the identity provider in Qlik Cloud, to explain a refusal by.

    .PARAMETER KeyId
        The key ID of the identity provider in Qlik Cloud, to explain a refusal by.

    .PARAMETER UserIdClaim
        The name of the claim with the user id, as the virtual proxy has it.

    .PARAMETER UserDirectoryClaim
        The name of the claim with the user directory, as the virtual proxy has it.

    .PARAMETER Audience
        The audience, as the virtual proxy has it, to explain a refusal by.

    .PARAMETER CertificatePath
        The file with the certificate that Qlik Sense knows, to check the token's signature
        with where the login fails.

    .PARAMETER Certificate
        That certificate itself, as PEM text.

    .PARAMETER CaCertificatePath
        The file with the certificates that the server's own is trusted by, for servers whose
        certificate is not a public one.

    .PARAMETER SkipCertificateCheck
        Sends the token to a server whose certificate is not checked. Who sits in between can
        then read the token.

    .PARAMETER Timeout
        How long the whole login may take: a TimeSpan, a number of seconds, or text such as
        1m. Default: 30 seconds.

    .PARAMETER WebIntegrationId
        The ID of a web integration of the tenant, which Qlik Cloud then takes for the place
        that the login comes from. A script seldom needs one.

    .PARAMETER CookieFile
        Also writes the session's cookies to this file, readable for you only, in the format
        of curl.

    .PARAMETER Force
        Replaces a cookie file that exists.

    .INPUTS
        System.String, System.Security.SecureString or QsJwt.Token.

    .OUTPUTS
        QsJwt.LoginResult: Success, StatusCode, QlikCode, Cause, WebSession (for
        Invoke-RestMethod -WebSession), Findings, CookieFile, and on QSEoW UserDirectory and
        UserId as Qlik saw them.

    .EXAMPLE
        Test-QsJwtLogin -Url https://tenant.eu.qlikcloud.com -Jwt $jwt -Cloud

        Tries a token in Qlik Cloud.

    .EXAMPLE
        $login = Test-QsJwtLogin https://qlik.example.com/jwt $jwt -Qseow
        if (-not $login.Success) { $login.Cause }

        Tries a token in client-managed Qlik Sense, and shows why it was refused.

    .LINK
        Test-QsJwt
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')]
    [OutputType('QsJwt.LoginResult')]
    param(
        [Parameter(ParameterSetName = 'Cloud', Mandatory, Position = 0)]
        [Parameter(ParameterSetName = 'Qseow', Mandatory, Position = 0)]
        [Parameter(ParameterSetName = 'Profile', Position = 0)]
        [string] $Url,

        [Parameter(Position = 1, ValueFromPipeline)]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('Token')]
        [object] $Jwt,

        [string] $JwtPath,

        [Parameter(ParameterSetName = 'Cloud', Mandatory)]
        [switch] $Cloud,

        [Parameter(ParameterSetName = 'Qseow', Mandatory)]
        [switch] $Qseow,

        [Parameter(ParameterSetName = 'Profile', Mandatory)]
        [Alias('Profile')]
        [ArgumentCompleter({ Get-QsJwtProfile -ErrorAction Ignore | Where-Object Name -Like "$($args[2])*" | ForEach-Object Name })]
        [string] $ProfileName,

        [Parameter(ParameterSetName = 'Cloud')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $Issuer,

        [Parameter(ParameterSetName = 'Cloud')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $KeyId,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $UserIdClaim,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $UserDirectoryClaim,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $Audience,

        [Alias('PublicKeyPath')]
        [string] $CertificatePath,

        [object] $Certificate,

        [string] $CaCertificatePath,

        [switch] $SkipCertificateCheck,

        [object] $Timeout,

        [Parameter(ParameterSetName = 'Cloud')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $WebIntegrationId,

        [string] $CookieFile,

        [switch] $Force
    )

    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $platform = if ($ProfileName) { (Get-ProfileDefault -Cmdlet $PSCmdlet -Typed $PSBoundParameters).Platform } elseif ($Cloud) { 'qscloud' } else { 'qseow' }
    }

    process {
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        if ($options.Contains('cookie_file') -and -not $PSCmdlet.ShouldProcess($options['cookie_file'], 'Write session cookies')) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method "login-$platform" -Options $options -Target $Url -Once
        if ($null -ne $result) {
            ConvertTo-LoginResult -Result $result -Cmdlet (Get-CmdletName -Cmdlet $PSCmdlet)
        }
    }
}
