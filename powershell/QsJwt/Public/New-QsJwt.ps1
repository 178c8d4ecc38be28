function New-QsJwt {
    <#
    .SYNOPSIS
        TODO
    #>
    [CmdletBinding(DefaultParameterSetName = 'Qseow', SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('QsJwt.Token', [string], [securestring])]
    param(
        [Parameter(ParameterSetName = 'Qseow', Mandatory, Position = 0, ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile', ValueFromPipelineByPropertyName)]
        [AllowEmptyString()]
        [Alias('UserDir')]
        [string] $UserDirectory,

        [Parameter(ParameterSetName = 'Qseow', Mandatory, Position = 1, ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile', ValueFromPipeline, ValueFromPipelineByPropertyName)]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('SamAccountName')]
        [object] $UserId,

        [Parameter(ParameterSetName = 'Cloud', Mandatory)]
        [Parameter(ParameterSetName = 'Profile')]
        [AllowEmptyString()]
        [string] $Issuer,

        [Parameter(ParameterSetName = 'Cloud', Mandatory)]
        [Parameter(ParameterSetName = 'Profile')]
        [AllowEmptyString()]
        [string] $KeyId,

        [Parameter(ParameterSetName = 'Profile', Mandatory)]
        [Alias('Profile')]
        [ArgumentCompleter({ Get-QsJwtProfile -ErrorAction Ignore | Where-Object Name -Like "$($args[2])*" | ForEach-Object Name })]
        [string] $ProfileName,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Name')]
        [string] $UserName,

        [Parameter(ValueFromPipelineByPropertyName)]
        [Alias('Email', 'Mail')]
        [string] $UserEmail,

        [Parameter(ParameterSetName = 'Cloud')]
        [Parameter(ParameterSetName = 'Profile')]
        [Alias('useremail-verified')]
        [switch] $EmailVerified,

        [Parameter(ValueFromPipelineByPropertyName)]
        [AllowEmptyCollection()]
        [string[]] $Groups,

        [Parameter(ParameterSetName = 'Cloud', ValueFromPipelineByPropertyName)]
        [Parameter(ParameterSetName = 'Profile', ValueFromPipelineByPropertyName)]
        [Alias('Sub')]
        [string] $Subject,

        [Parameter(ValueFromPipelineByPropertyName)]
        [object] $Claims,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $Audience,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $UserIdClaim,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $UserDirectoryClaim,

        [Parameter(ParameterSetName = 'Qseow')]
        [Parameter(ParameterSetName = 'Profile')]
        [string] $GroupsClaim,

        [ArgumentCompleter({ '15m', '1h', '8h', '1d', '7d', '30d', '365d' -like "$($args[2])*" })]
        [object] $Expires,

        [object] $Backdate,

        [ArgumentCompleter({ 'RS256', 'RS384', 'RS512' -like "$($args[2])*" })]
        [string] $Algorithm,

        [switch] $AllowLongLifetime,

        [string] $PrivateKeyPath,

        [object] $PrivateKey,

        [securestring] $Passphrase,

        [switch] $CreateCertificate,

        [string] $CertificatePrefix,

        [int] $CertificateDays,

        [ArgumentCompleter({ '2048', '3072', '4096' -like "$($args[2])*" })]
        [int] $KeySize,

        [string] $OutFile,

        [switch] $Force,

        [switch] $AsString,

        [switch] $AsSecureString
    )

    begin {
        Import-CallerPreference -Cmdlet $PSCmdlet
        $call = New-TokenCall -Cmdlet $PSCmdlet -Typed $PSBoundParameters
    }

    process {
        if ($call.Declined) { return }
        Send-TokenRequest -Call $call -Bound $PSBoundParameters -InputObject $_
        Receive-Token -Call $call
    }

    end {
        Receive-Token -Call $call -All
    }
}
