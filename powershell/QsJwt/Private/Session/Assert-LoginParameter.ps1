function Assert-LoginParameter {
    # End a call of Connect-QsJwtSession that is given what its platform, or a token that was made
    # before, has no use for: nobody would notice otherwise that it says nothing.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound, [string] $Platform, [switch] $HasToken)

    $settings = $script:Settings
    $foreign = $settings.ForeignOptions[$Platform]
    if ($Platform -eq 'qscloud-oauth') { $foreign += $settings.NotOfAssertion }
    $where = @{ qseow = 'client-managed Qlik Sense'; qscloud = 'Qlik Cloud'; 'qscloud-oauth' = 'OAuth' }[$Platform]
    foreach ($parameter in $Bound.Keys) {
        $option = $settings.Options['Connect-QsJwtSession'][$parameter], $settings.Options['New-QsJwt'][$parameter] | Where-Object { $_ } | Select-Object -First 1
        if (-not $option -or ($Bound[$parameter] -is [switch] -and -not $Bound[$parameter])) { continue }
        $fault = if ($HasToken -and $option -notin $settings.BesideToken) {
            @{ Message = "-Jwt and -$parameter exclude each other: the token says it already"; Hint = 'leave one of them out' }
        }
        elseif ($Platform -eq 'qscloud-oauth' -and $option -eq 'insecure') {
            @{ Message = '-SkipCertificateCheck: not for OAuth, whose access token works for an hour'; Hint = 'give -CaCertificatePath' }
        }
        elseif ($option -in $foreign) {
            @{ Message = "-${parameter}: not for $where"; Hint = 'leave it out; -Issuer and -KeyId are for Qlik Cloud, -ClientId for OAuth, -UserDirectory and -UserId for client-managed Qlik Sense' }
        }
        if ($fault) { Write-Fault -Cmdlet $Cmdlet -Ends -Fault ($fault + @{ Code = 'ConflictingOptions'; Parameter = $option }) }
    }
}
