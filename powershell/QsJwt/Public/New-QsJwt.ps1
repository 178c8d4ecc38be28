# The members that Tab offers in (New-QsJwt ...). where no object is there yet.
class QsJwtToken {
    [string] $UserDirectory
    [string] $UserId
    [string] $User
    [string] $Platform
    [datetime] $ExpiresAt
    [datetime] $IssuedAt
    [string] $Token
    [string] $AuthorizationHeader
    [psobject] $Header
    [psobject] $Payload
}

function New-QsJwt {
    <#
    .SYNOPSIS
        Makes JSON Web Tokens (JWTs) that log users in to Qlik Sense.

    .DESCRIPTION
        New-QsJwt makes a signed token for each user, for client-managed Qlik Sense (QSEoW:
        -UserDirectory and -UserId) or Qlik Cloud (-Issuer and -KeyId). Users come as
        parameters or from the pipeline: as text, which is a user id, or as objects with
        properties such as UserDirectory, UserId, UserName, UserEmail and Groups. One wrong
        user does not stop the others. Each user gets a token before the next one is read, so
        that the variables of earlier commands (-PipelineVariable) still belong to that user.
        For many thousands of users, qs-jwt batch is faster.

        The key that signs is named by exactly one of -PrivateKeyPath, -PrivateKey,
        -Certificate and -CreateCertificate, or by a profile. Prefer -PrivateKeyPath: a key that is typed as
        text can end up in the command history and, where script block logging is on, in the
        event log. See about_QsJwt.

    .PARAMETER UserDirectory
        The user directory in QSEoW. Also read from a property UserDirectory or userdir.

    .PARAMETER UserId
        The user id in the user directory. Piped text is a user id; any other piped object
        needs a property UserId (or SamAccountName). A number becomes its plain digits; what
        is typed, such as 007, stays as it is typed. LAB\anna is the user anna in LAB if no
        user directory is given another way.

    .PARAMETER Issuer
        The issuer, as the identity provider in Qlik Cloud has it.

    .PARAMETER KeyId
        The key ID, as the identity provider in Qlik Cloud has it. For OAuth the default is the
        key's thumbprint.

    .PARAMETER Url
        The address of the tenant, for OAuth in Qlik Cloud.

    .PARAMETER ClientId
        The id of the OAuth client in the tenant. What is made then is a client assertion, which
        the tenant exchanges for an access token within five minutes.

    .PARAMETER InputObject
        A user from the pipeline: text, which is a user id, or an object with properties that
        are named like the parameters. Of the records that Get-QlikUser has in attributes, the
        e-mail address and the groups are taken.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .PARAMETER UserName
        The user's full name. Also read from a property UserName, username or Name.

    .PARAMETER UserEmail
        The user's e-mail address. Also read from a property UserEmail, Email, Mail or
        EmailAddress.

    .PARAMETER EmailVerified
        The e-mail address is known to be the user's (Qlik Cloud). From the pipeline the
        texts "true" and "false" do as well.

    .PARAMETER Groups
        The groups that the user is in: names with commas between them, or objects that have a
        name. In a piped object they may be one text, with semicolons between the names.

    .PARAMETER Subject
        The user's identity in the Qlik Cloud tenant: a new one makes a new user. Default:
        derived from the e-mail address; the same address gives the same identity.

    .PARAMETER Claims
        Further claims, as a hashtable or object; nested values are kept. From the pipeline
        also the text of a JSON object. A user's own claims are added to those that are given
        here, and those to a profile's; of two with one name, a user's own wins. Where names differ only in case, use a
        case-sensitive table: [Collections.Hashtable]::new().

    .PARAMETER Audience
        The audience, as the virtual proxy has it.

    .PARAMETER UserIdClaim
        The name of the claim with the user id, as the virtual proxy has it. Default: userId.

    .PARAMETER UserDirectoryClaim
        The name of the claim with the user directory, as the virtual proxy has it.
        Default: userDirectory.

    .PARAMETER GroupsClaim
        The name of the claim with the groups on QSEoW. Default: group.

    .PARAMETER Expires
        How long the token is valid: a TimeSpan, a number of seconds, or text such as 15m,
        8h, 30d, "1.5h" or 00:05:00; or when it ends, as a DateTime or DateTimeOffset.
        Default: one hour. Qlik Cloud takes no longer ones. In a hashtable or a variable such
        text needs quotes: there, PowerShell takes 30d for 30, which is refused. Each piped user
        may have its own: as a property Expires, or by a script block.

    .PARAMETER ExpiresAt
        When the token ends, as a DateTime or DateTimeOffset, instead of -Expires. A time of
        no kind is local.

    .PARAMETER Backdate
        Moves the start of validity back by this time, for servers whose clock is behind.
        Written like -Expires.

    .PARAMETER Algorithm
        The signature algorithm: RS256 (default), RS384 or RS512; ES384 for OAuth with a P-384
        key. Qlik Cloud's own tokens (-Issuer) take RS256 only.

    .PARAMETER AllowLongLifetime
        Allows a lifetime over Qlik Cloud's limit of an hour.
        QSEoW has no such limit.

    .PARAMETER PrivateKeyPath
        The file with the private key: PEM, DER or PFX; RSA, or P-384 for OAuth. No wildcards.

    .PARAMETER PrivateKey
        The private key itself: PEM as a SecureString (recommended), as one text or as the lines
        that Get-Content reads, or the bytes of a key file.

    .PARAMETER Certificate
        A certificate object (X509Certificate2) whose private key signs: from the certificate
        store (Get-ChildItem Cert:\CurrentUser\My), a TPM, a smart card, or from Get-PfxCertificate.
        The key stays where it is; a smart card asks for its PIN in a window of Windows' own.
        Also read from a property Certificate.

    .PARAMETER Passphrase
        The passphrase of the private key, as a SecureString. With -CreateCertificate, the
        one that the new key is encrypted with.

    .PARAMETER CreateCertificate
        Makes a key pair and a certificate, writes them to files, and signs all tokens of
        this call with the new key.

    .PARAMETER CertificatePrefix
        What the names of the new files begin with; may name a folder. The files are
        <prefix>privatekey.pem, <prefix>publickey.pem and <prefix>publickey.cer.

    .PARAMETER CertificateDays
        How many days the new certificate is valid. Default: 365.

    .PARAMETER KeySize
        The size of the new key in bits: 2048, 3072 or 4096 (default).

    .PARAMETER OutFile
        Also writes the token to this file, readable for you only. For one user.

    .PARAMETER Force
        Replaces files that exist.

    .PARAMETER AsString
        Gives the token as text instead of an object.

    .PARAMETER AsSecureString
        Gives the token as a SecureString, as Invoke-RestMethod -Token takes it in PowerShell 7.

    .INPUTS
        System.String, or objects with properties named like the parameters.

    .OUTPUTS
        QsJwt.Token: Token, AuthorizationHeader, ExpiresAt and IssuedAt (UTC), Platform,
        UserDirectory and UserId (on QSEoW), User, Header, Payload. In a text it stands for the token: "Bearer $jwt".

    .EXAMPLE
        $jwt = New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath ./privatekey.pem
        Invoke-RestMethod https://qlik.example.com/jwt/qrs/about?xrfkey=0123456789abcdef `
            -Headers @{ Authorization = $jwt.AuthorizationHeader; 'X-Qlik-Xrfkey' = '0123456789abcdef' }

        Makes a token for one user of QSEoW and calls the repository with it. Windows PowerShell
        may have to be told to use TLS 1.2: [Net.ServicePointManager]::SecurityProtocol = 'Tls12'.

    .EXAMPLE
        New-QsJwt -Issuer lab -KeyId key-1 -UserName 'Anna Berg' -UserEmail anna@example.com -EmailVerified -PrivateKeyPath ./privatekey.pem -Expires 15m

        Makes a token for Qlik Cloud that is valid for 15 minutes.

    .EXAMPLE
        Import-Csv users.csv -Encoding UTF8 | New-QsJwt -PrivateKeyPath ./privatekey.pem | Select-Object User, Token |
            Export-Csv tokens.csv -Encoding UTF8 -NoTypeInformation

        Makes a token for each line of a table with the columns userDirectory, userId, name,
        email and groups. Mind who can read tokens.csv: a token is as good as a password.

    .EXAMPLE
        'anna', 'bo' | New-QsJwt -UserDirectory LAB -CreateCertificate -CertificatePrefix ./lab_ -Expires 8h

        Makes a key pair and a certificate, and two tokens signed with the new key.

    .EXAMPLE
        $certificate = Get-PfxCertificate ./lab.pfx
        New-QsJwt LAB anna -Certificate $certificate

        Signs with the private key of a certificate, which never leaves its store.

    .LINK
        about_QsJwt

    .LINK
        Test-QsJwt
    #>
    [CmdletBinding(DefaultParameterSetName = 'Token', SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('QsJwt.Token')]
    [OutputType([QsJwtToken])]
    [OutputType([string], [securestring])]
    param(
        # One set for all platforms, and one for profiles, where the user id comes first. With more
        # of them, or with what is mandatory, PowerShell would ask for what is missing.
        [Parameter(ParameterSetName = 'Token', Position = 0, ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile', ValueFromPipelineByPropertyName)]
        [Alias('UserDir')]
        [psobject] $UserDirectory,

        [Parameter(ParameterSetName = 'Token', Position = 1, ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile', Position = 0, ValueFromPipelineByPropertyName)]
        [Alias('SamAccountName')]
        [psobject] $UserId,

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [psobject] $Url,

        [psobject] $ClientId,

        [Parameter(ValueFromPipeline)]
        [AllowNull()]
        [AllowEmptyString()]
        [psobject] $InputObject,

        [Parameter(ParameterSetName = 'Profile', Mandatory)]
        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Name')]
        [psobject] $UserName,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Email', 'Mail', 'EmailAddress')]
        [psobject] $UserEmail,

        [Alias('useremail-verified')]
        [switch] $EmailVerified,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Group')]
        [psobject[]] $Groups,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Sub')]
        [psobject] $Subject,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Claim')]
        [psobject] $Claims,

        [psobject] $Audience,

        [psobject] $UserIdClaim,

        [psobject] $UserDirectoryClaim,

        [psobject] $GroupsClaim,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [Parameter(ValueFromPipelineByPropertyName)]
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

        [Parameter(ValueFromPipelineByPropertyName)]
        [psobject] $Certificate,

        [securestring] $Passphrase,

        [switch] $CreateCertificate,

        [psobject] $CertificatePrefix,

        [int] $CertificateDays,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [int] $KeySize,

        [psobject] $OutFile,

        [switch] $Force,

        [switch] $AsString,

        [switch] $AsSecureString
    )

    # From parameter to token: Get-TokenCall has what all users share, Add-UserOption what one has of
    # its own, Get-Answer asks the engine, and ConvertTo-Token makes the object of its answer.
    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        if (-not $WhatIfPreference) { Open-EngineAhead }
        $call = Get-TokenCall -Cmdlet $PSCmdlet -Typed $PSBoundParameters
        foreach ($file in $call['Files']) {
            if (-not $call['Declined']) { $call['Declined'] = -not $PSCmdlet.ShouldProcess($file.Target, $file.Action) }
        }
    }

    process {
        if ($call['Declined']) { return }
        # Not $PSBoundParameters: it keeps what an earlier object of the pipeline had.
        Invoke-TokenRequest -Call $call -InputObject $_ -User @{
            UserDirectory = $UserDirectory; UserId = $UserId; UserName = $UserName; UserEmail = $UserEmail
            Groups = $Groups; Subject = $Subject; Claims = $Claims; Certificate = $Certificate; Expires = $Expires
        }
    }
}
