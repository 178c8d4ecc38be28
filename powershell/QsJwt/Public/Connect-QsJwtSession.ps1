function Connect-QsJwtSession {
    <#
    .SYNOPSIS
        Logs in to Qlik Sense and gives a session that Invoke-RestMethod goes on with.

    .DESCRIPTION
        Connect-QsJwtSession makes a token, logs in with it, and gives a session to be
        splatted: Invoke-RestMethod @session -Uri $session.Uri('/qrs/about'). For client-managed
        Qlik Sense (QSEoW) name the user (-UserDirectory, -UserId), for Qlik Cloud the identity
        provider (-Issuer, -KeyId), for OAuth in Qlik Cloud the client (-ClientId). A token or
        client assertion that was made before is given by -Jwt. A refusal is an error whose
        recommended action says the likely causes.

        The session is a hashtable that holds WebSession only, so that it can be splatted.
        Cookies and headers (X-Qlik-Xrfkey, qlik-csrf-token, Authorization for OAuth) stand in
        that WebSession. The session itself, as a table or a list, shows none of them. Displaying
        $session.WebSession shows its headers, for OAuth the access token too, and so do
        Format-Custom and ConvertTo-Json: keep these out of logs and transcripts.

        Url, Platform, User, ExpiresAt and Xrfkey are properties of the session. Its method Uri
        puts the address before a path, and the Xrfkey after it, which QSEoW wants there too.

        -CaCertificatePath and -SkipCertificateCheck are for the login. The calls that follow are
        Invoke-RestMethod's: give it -SkipCertificateCheck as well (PowerShell 7), or, better and
        in both editions, have the system trust the site's root certificate (Import-Certificate
        -CertStoreLocation Cert:\CurrentUser\Root on Windows). Windows PowerShell may have to be
        told to use TLS 1.2 first:
        [Net.ServicePointManager]::SecurityProtocol = 'Tls12'.

        A user of QSEoW has five sessions at a time: end them by Disconnect-QsJwtSession.

    .PARAMETER Url
        The address: of the virtual proxy (https://qlik.example.com/prefix) or of the tenant
        (https://tenant.eu.qlikcloud.com).

    .PARAMETER UserDirectory
        The user directory in QSEoW.

    .PARAMETER UserId
        The user id in the user directory, as in New-QsJwt.

    .PARAMETER Issuer
        The issuer, as the identity provider in Qlik Cloud has it.

    .PARAMETER KeyId
        The key ID, as the identity provider in Qlik Cloud or the registered public key has it.
        For OAuth the default is the key's thumbprint.

    .PARAMETER ClientId
        The id of the OAuth client in the tenant.

    .PARAMETER Jwt
        A token or client assertion that was made before: text, a SecureString, or an object that
        New-QsJwt made.

    .PARAMETER ProfileName
        The name of a profile, whose platform and options hold for all that is not given here.

    .PARAMETER UserName
        The user's full name.

    .PARAMETER UserEmail
        The user's e-mail address.

    .PARAMETER EmailVerified
        The e-mail address is known to be the user's (Qlik Cloud).

    .PARAMETER Groups
        The groups that the user is in: names with commas between them, or objects that have a
        name.

    .PARAMETER Subject
        The user's identity in the Qlik Cloud tenant. Default: made from the e-mail address.

    .PARAMETER Claims
        Further claims, as a hashtable or object.

    .PARAMETER Audience
        The audience, as the virtual proxy has it.

    .PARAMETER UserIdClaim
        The name of the claim with the user id, as the virtual proxy has it. Default: userId.

    .PARAMETER UserDirectoryClaim
        The name of the claim with the user directory, as the virtual proxy has it.
        Default: userDirectory.

    .PARAMETER GroupsClaim
        The name of the claim with the groups on QSEoW. Default: group.

    .PARAMETER Scope
        The scopes to ask for by OAuth. Default: user_default.

    .PARAMETER Impersonate
        The user to act as by OAuth: subject:VALUE, userid:VALUE or email:VALUE. Without it the
        session is the OAuth client's own.

    .PARAMETER Expires
        How long the token is valid, as in New-QsJwt. It is not the time of the session.

    .PARAMETER ExpiresAt
        When the token ends, as in New-QsJwt.

    .PARAMETER Backdate
        Moves the start of the token's validity back, as in New-QsJwt.

    .PARAMETER Algorithm
        The signature algorithm, as in New-QsJwt.

    .PARAMETER AllowLongLifetime
        Allows a lifetime over Qlik Cloud's limit of an hour.

    .PARAMETER PrivateKeyPath
        The file with the private key: PEM, DER or PFX.

    .PARAMETER PrivateKey
        The private key itself: PEM as a SecureString (recommended) or text, or the bytes of a
        key file.

    .PARAMETER Certificate
        A certificate object whose private key signs, and stays where it is, as in New-QsJwt.

    .PARAMETER Passphrase
        The passphrase of the private key, as a SecureString.

    .PARAMETER CaCertificatePath
        The path of a file, PEM or DER, with the certificate authorities to trust for the login,
        if the server's certificate is not a public one; no certificate object.

    .PARAMETER SkipCertificateCheck
        Sends the token to a server whose certificate is not checked. Who sits in between can
        then read the token. Not for OAuth.

    .PARAMETER Timeout
        How long the whole login may take: a TimeSpan, a number of seconds, or text such as 1m.
        Default: 30 seconds.

    .PARAMETER WebIntegrationId
        The ID of a web integration of the tenant, which Qlik Cloud then takes for the place that
        the login comes from. A script seldom needs one.

    .INPUTS
        A token: a QsJwt.Token, text or a SecureString.

    .OUTPUTS
        System.Collections.Hashtable (QsJwt.Session): WebSession, to be splatted; and the
        properties Url, Platform, User, ExpiresAt (of an access token, UTC), Xrfkey.

    .EXAMPLE
        $session = Connect-QsJwtSession https://qlik.example.com/jwt -UserDirectory LAB -UserId anna -PrivateKeyPath ./privatekey.pem
        Invoke-RestMethod @session -Uri $session.Uri('/qrs/about')
        Disconnect-QsJwtSession $session

        Logs a user in to QSEoW, makes a call, and ends the session.

    .EXAMPLE
        $session = Connect-QsJwtSession https://tenant.eu.qlikcloud.com -ClientId 0a1b2c3d -PrivateKeyPath ./privatekey.pem
        Invoke-RestMethod @session -Uri $session.Uri('/api/v1/users/me')

        Gets an access token by OAuth, and makes a call with it.

    .EXAMPLE
        $certificate = Get-PfxCertificate ./lab.pfx
        $session = Connect-QsJwtSession https://qlik.example.com/jwt -UserDirectory LAB -UserId anna -Certificate $certificate
        Disconnect-QsJwtSession $session

        Signs with the private key of a certificate, which never leaves its store.

    .LINK
        Disconnect-QsJwtSession

    .LINK
        Test-QsJwtLogin
    #>
    # One set for all platforms: the sets of PowerShell would ask for what is missing, or say no
    # more than that they cannot be told apart.
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')]
    [OutputType('QsJwt.Session')]
    [OutputType([hashtable])]
    param(
        [Parameter(Position = 0)]
        [psobject] $Url,

        [Alias('UserDir')]
        [psobject] $UserDirectory,

        [Alias('SamAccountName')]
        [psobject] $UserId,

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [psobject] $ClientId,

        [Parameter(Position = 1, ValueFromPipeline)]
        [Alias('Token')]
        [psobject] $Jwt,

        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName,

        [Alias('Name')]
        [psobject] $UserName,

        [Alias('Email', 'Mail', 'EmailAddress')]
        [psobject] $UserEmail,

        [Alias('useremail-verified')]
        [switch] $EmailVerified,

        [Alias('Group')]
        [psobject[]] $Groups,

        [Alias('Sub')]
        [psobject] $Subject,

        [Alias('Claim')]
        [psobject] $Claims,

        [psobject] $Audience,

        [psobject] $UserIdClaim,

        [psobject] $UserDirectoryClaim,

        [psobject] $GroupsClaim,

        [psobject[]] $Scope,

        [psobject] $Impersonate,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [Alias('Lifetime')]
        [psobject] $Expires,

        [psobject] $ExpiresAt,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Backdate,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Algorithm,

        [switch] $AllowLongLifetime,

        [Alias('Key')]
        [psobject] $PrivateKeyPath,

        [object] $PrivateKey,

        [psobject] $Certificate,

        [securestring] $Passphrase,

        [psobject] $CaCertificatePath,

        [switch] $SkipCertificateCheck,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Timeout,

        [psobject] $WebIntegrationId
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $bound = $PSBoundParameters
        $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $bound
        $call = Get-LoginCall -Cmdlet $PSCmdlet -Bound $bound -Options $options
        if (-not $PSCmdlet.ShouldProcess($call['Url'], 'Log in')) { return }
        if ($call['MakesToken']) { Add-LoginToken -Cmdlet $PSCmdlet -Bound $bound -Call $call }
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method "login-$($call['Platform'])" -Options $call['Options'] -Target $call['User'] -Once
        if ($null -eq $result) { return }
        if ($null -ne $result['success'] -and $result['success'].get_InnerText() -ne 'true') {
            $login = ConvertTo-LoginResult -Result $result -Cmdlet (Get-CmdletName -Cmdlet $PSCmdlet)
            $status = @($login.StatusCode) + @($login.QlikCode | Where-Object { $_ }) -join ', '
            Write-Fault -Cmdlet $PSCmdlet -Target $call['User'] -Fault @{
                Code = 'LoginRefused'; Message = "$($call['Url']) refused the login: status $status"
                Hint = $login.Cause -join '; '; Parameter = ''
            }
        }
        ConvertTo-Session -Call $call -Result $result
    }
}
