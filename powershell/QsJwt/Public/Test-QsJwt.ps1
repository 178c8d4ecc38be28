# The members that Tab offers in (Test-QsJwt ... -Detailed). where no object is there yet.
class QsJwtVerificationReport {
    [bool] $Valid
    [string] $Platform
    [bool] $SignatureChecked
    [psobject[]] $Findings
    [psobject] $Header
    [psobject] $Payload
}

function Test-QsJwt {
    <#
    .SYNOPSIS
        Tells whether Qlik would accept a JSON Web Token (JWT).

    .DESCRIPTION
        Test-QsJwt checks the signature of a token against a certificate or public key, its
        times, and the rules of the platform that it is for. It gives $true or $false; -Verbose
        says why it is $false, and a warning what may soon be wrong. With -Detailed it gives a
        report of everything that was found, each with what was expected and how to mend it.
        What is no token at all is $false, too. An error is written only if the check could
        not be made, as for a certificate that cannot be read.

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

    .PARAMETER Platform
        The platform whose rules the token must keep: qseow, qscloud, qscloud-oauth, or none.
        Default: told from the token's claims.

    .PARAMETER Audience
        The audience that the token must name.

    .PARAMETER Issuer
        The issuer that the token must name.

    .PARAMETER KeyId
        The key ID that the token must name.

    .PARAMETER UserIdClaim
        The name of the claim with the user id, as the virtual proxy has it.

    .PARAMETER UserDirectoryClaim
        The name of the claim with the user directory, as the virtual proxy has it.

    .PARAMETER Leeway
        How far clocks may differ: a TimeSpan, a number of seconds, or text such as 30s.

    .PARAMETER At
        The time to check for, instead of now, as a DateTime or DateTimeOffset. A time of no
        kind is local.

    .PARAMETER SkipSignature
        Checks the claims only, where there is no certificate at hand. Anybody can write a
        token that passes.

    .PARAMETER Detailed
        Gives the report instead of $true or $false.

    .PARAMETER ProfileName
        The name of a profile, whose options hold for all that is not given here.

    .INPUTS
        System.String, System.Security.SecureString, QsJwt.Token or System.IO.FileInfo.

    .OUTPUTS
        System.Boolean, or with -Detailed QsJwt.VerificationReport: Valid, Platform,
        SignatureChecked, Findings, Header, Payload.

    .EXAMPLE
        Test-QsJwt -Jwt $jwt -CertificatePath ./publickey.cer

        Tells whether a token is valid now.

    .EXAMPLE
        (Test-QsJwt -Jwt $jwt -CertificatePath ./publickey.cer -Issuer lab -KeyId key-1 -Detailed).Findings

        Shows all that Qlik Cloud would refuse the token for, given its identity provider's
        issuer and key ID.

    .LINK
        ConvertFrom-QsJwt

    .LINK
        Test-QsJwtLogin
    #>
    [CmdletBinding(DefaultParameterSetName = 'Jwt')]
    [OutputType([bool])]
    [OutputType('QsJwt.VerificationReport')]
    [OutputType([QsJwtVerificationReport])]
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

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $Platform,

        [psobject] $Audience,

        [psobject] $Issuer,

        [Alias('Kid')]
        [psobject] $KeyId,

        [psobject] $UserIdClaim,

        [psobject] $UserDirectoryClaim,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Leeway,

        [psobject] $At,

        [switch] $SkipSignature,

        [switch] $Detailed,

        [Alias('Profile')]
        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [string] $ProfileName
    )

    begin {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        $call = Get-CheckCall -Cmdlet $PSCmdlet -Method verify -Typed $PSBoundParameters
    }

    process {
        $isPath = $PSCmdlet.ParameterSetName -eq 'File'
        foreach ($given in $(if ($isPath) { $JwtPath } elseif ($null -eq $Jwt) { '' } else { $Jwt })) {
            if ($call['Failed']) { return }
            $answer = Get-CheckAnswer -Call $call -Jwt $given -IsPath:$isPath
            $fault = Get-Fault -Answer $answer -Cmdlet Test-QsJwt
            # What is wrong with the token itself is an answer to the question.
            if ($fault -and $fault.Parameter -ne 'jwt' -and $fault.Code -notin 'TokenMalformed', 'RequestTooLarge') {
                # Said once: the next token would fail for the same reason, another file need not.
                $call['Failed'] = $fault.Parameter -ne 'jwt_file'
                Write-Fault -Cmdlet $PSCmdlet -Fault $fault -Target $call['Number'] -Of $(if ($fault.Parameter -eq 'jwt_file') { $call['Of'] }) -Continues:($fault.Code -ne 'MissingOption')
            }
            elseif ($Detailed) { ConvertTo-VerificationReport -Cmdlet $PSCmdlet -Answer $answer }
            elseif ($fault) { $false }
            else {
                $isValid = $answer['result']['valid'].get_InnerText() -eq 'true'
                $findings = ConvertTo-Finding -Result $answer['result'] -Cmdlet Test-QsJwt
                if ($isValid) { Write-FindingWarning -Call $call -Findings $findings }
                else { foreach ($finding in $findings) { $PSCmdlet.WriteVerbose("$($finding.Found); $($finding.Hint)") } }
                $isValid
            }
        }
    }
}
