# The members that Tab offers in (Test-QsJwtLogin ...). where no object is there yet.
class QsJwtLoginResult {
    [bool] $Success
    [int] $StatusCode
    [string] $QlikCode
    [string[]] $Cause
    [psobject] $WebSession
    [psobject[]] $Findings
    [string] $CookieFile
    [string] $UserDirectory
    [string] $UserId
}

function Test-QsJwtLogin {
    <#
    .SYNOPSIS
        Tries a JSON Web Token (JWT) by logging in to Qlik Sense with it.

    .DESCRIPTION
        Test-QsJwtLogin sends a token to Qlik Cloud or to a virtual proxy of client-managed
        Qlik Sense, and explains a refusal: the status, Qlik's own code, and the likely
        causes. What Qlik refuses is a result with Success $false; an error is written if
        there was no answer, as of a server that cannot be reached or is not trusted.

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
        with if the login fails.

    .PARAMETER Certificate
        That certificate itself: a certificate object, PEM text, a SecureString with it, or bytes
        (PEM or DER).

    .PARAMETER CaCertificatePath
        The path of a file, PEM or DER, with the certificate authorities to trust, for servers
        whose certificate is not a public one; no certificate object.

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
    [OutputType([QsJwtLoginResult])]
    param(
        [Parameter(Position = 0)]
        [psobject] $Url,

        [Parameter(Position = 1, ValueFromPipeline)]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('Token')]
        [psobject] $Jwt,

        [psobject] $JwtPath,

        [switch] $Cloud,

        [switch] $Qseow,

        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName,

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [psobject] $UserIdClaim,

        [psobject] $UserDirectoryClaim,

        [psobject] $Audience,

        [Alias('PublicKeyPath')]
        [psobject] $CertificatePath,

        [object] $Certificate,

        [psobject] $CaCertificatePath,

        [switch] $SkipCertificateCheck,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Timeout,

        [psobject] $WebIntegrationId,

        [psobject] $CookieFile,

        [switch] $Force
    )

    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $platforms = @('Cloud', 'Qseow', 'ProfileName' | Where-Object { $PSBoundParameters[$_] })
        if ($platforms.Count -ne 1) {
            Write-Fault -Cmdlet $PSCmdlet -Ends -Fault @{
                Code = $(if ($platforms) { 'ConflictingOptions' } else { 'MissingOption' }); Parameter = ''
                Message = $(if ($platforms) { "-$($platforms -join ' and -') exclude each other" } else { 'nothing says which platform the address is of' })
                Hint = 'give one of -Cloud, -Qseow and -ProfileName'
            }
        }
        $default = Get-ProfileDefault -Cmdlet $PSCmdlet -Typed $PSBoundParameters
        $number = 0
        $platform = if ($ProfileName) { $default.Platform } elseif ($Cloud) { 'qscloud' } else { 'qseow' }
    }

    process {
        $number++
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        $where = Get-LoginUrl -Cmdlet $PSCmdlet -Options $options -Defaults $default
        if (-not ($options.Contains('jwt') -or $options.Contains('jwt_file'))) {
            Write-Fault -Cmdlet $PSCmdlet -Fault @{ Code = 'MissingOption'; Message = "$(Get-CmdletName -Cmdlet $PSCmdlet) needs -Jwt or -JwtPath"; Hint = 'give a token, or pipe it'; Parameter = 'jwt' }
            return
        }
        $does = if ($platform -eq 'qscloud') { 'Log in, which spends the token' } else { 'Log in' }
        if ($options.Contains('cookie_file')) { $does += " and write the session's cookies to '$($options['cookie_file'])'" }
        if (-not $PSCmdlet.ShouldProcess($where, $does)) { return }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method "login-$platform" -Options $options -Target $(if ($PSCmdlet.MyInvocation.ExpectingInput) { $number } else { $where }) -Once
        if ($null -ne $result) {
            ConvertTo-LoginResult -Result $result -Cmdlet (Get-CmdletName -Cmdlet $PSCmdlet)
        }
    }
}
