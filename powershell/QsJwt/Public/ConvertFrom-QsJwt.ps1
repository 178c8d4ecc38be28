# The members that Tab offers in (ConvertFrom-QsJwt ...). where no object is there yet.
class QsJwtDecodedToken {
    [psobject] $Header
    [psobject] $Payload
    [datetime] $IssuedAt
    [datetime] $NotBefore
    [datetime] $ExpiresAt
    [bool] $SignatureChecked
    [bool] $Valid
    [psobject[]] $Findings
}

function ConvertFrom-QsJwt {
    <#
    .SYNOPSIS
        Shows what a JSON Web Token (JWT) says.

    .DESCRIPTION
        ConvertFrom-QsJwt reads the header and the payload of a token. With a certificate or
        public key it also checks the signature and the times: Valid and Findings say what
        came of it, and a warning where the token is not valid. Without a key nobody knows who
        wrote the token; a warning says that, too.

    .PARAMETER Jwt
        The token: text, with or without "Bearer " before it, a SecureString, an object
        that New-QsJwt made, or a file object. Of several, each is looked at.

    .PARAMETER JwtPath
        A file with the token, instead of -Jwt; or several.

    .PARAMETER CertificatePath
        The file with the certificate or public key to check the signature with.

    .PARAMETER Certificate
        The certificate or public key itself: a certificate object, PEM text, a SecureString
        with it, or bytes (PEM, DER or PFX).

    .PARAMETER Audience
        The audience that the token must name.

    .PARAMETER Issuer
        The issuer that the token must name.

    .PARAMETER KeyId
        The key ID that the token must name.

    .PARAMETER Platform
        The platform whose rules the token must keep: qseow, qscloud, qscloud-oauth, or none.

    .PARAMETER Leeway
        How far clocks may differ: a TimeSpan, a number of seconds, or text such as 30s.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .INPUTS
        System.String, System.Security.SecureString, QsJwt.Token or System.IO.FileInfo.

    .OUTPUTS
        QsJwt.DecodedToken: Header, Payload (times as epoch seconds), IssuedAt, NotBefore and
        ExpiresAt (UTC, or $null), SignatureChecked, Valid ($null where nothing was checked),
        Findings.

    .EXAMPLE
        Get-Clipboard | ConvertFrom-QsJwt

        Shows a token that was copied, unchecked.

    .EXAMPLE
        (ConvertFrom-QsJwt -Jwt $jwt -CertificatePath ./publickey.cer).Payload.userId

        Checks a token and gives one of its claims.

    .LINK
        Test-QsJwt
    #>
    [CmdletBinding(DefaultParameterSetName = 'Jwt')]
    [OutputType('QsJwt.DecodedToken')]
    [OutputType([QsJwtDecodedToken])]
    param(
        [Parameter(ParameterSetName = 'Jwt', Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('Token')]
        [psobject[]] $Jwt,

        [Parameter(ParameterSetName = 'File', Mandatory)]
        [psobject[]] $JwtPath,

        [Alias('PublicKeyPath')]
        [psobject] $CertificatePath,

        [object] $Certificate,

        [psobject] $Audience,

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Platform,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Leeway,

        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName
    )

    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $call = Get-CheckCall -Cmdlet $PSCmdlet -Method decode -Typed $PSBoundParameters
    }

    process {
        $isPath = $PSCmdlet.ParameterSetName -eq 'File'
        foreach ($given in $(if ($isPath) { $JwtPath } elseif ($null -eq $Jwt) { '' } else { $Jwt })) {
            $answer = Get-CheckAnswer -Call $call -Jwt $given -IsPath:$isPath
            $fault = Get-Fault -Answer $answer -Cmdlet ConvertFrom-QsJwt
            # The input is a token, so it is not put into the error.
            if ($fault) { Write-Fault -Cmdlet $PSCmdlet -Fault $fault -Target $call['Number'] -Of $call['Of'] }
            else { ConvertTo-DecodedToken -Call $call -Result $answer['result'] }
        }
    }
}
