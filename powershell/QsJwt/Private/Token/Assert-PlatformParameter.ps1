function Assert-PlatformParameter {
    # End a call that gives a parameter which its platform, or a token that was made before, has no
    # use for: nobody would notice otherwise that it says nothing.
    param($Cmdlet, $Given, $Platform, $HasToken)

    $settings = $script:Settings
    $names, $foreign = $settings['Options']['New-QsJwt'], $settings['ForeignOptions'][$Platform]
    foreach ($parameter in $Given) {
        $option = $names[$parameter]
        if (-not $option) { $option = $settings['Options']['Connect-QsJwtSession'][$parameter] }
        if (-not $option -or -not ($HasToken -or $option -in $foreign)) { continue }
        & {
            $where = @{ qseow = 'client-managed Qlik Sense'; qscloud = 'Qlik Cloud'; 'qscloud-oauth' = 'OAuth' }[$Platform]
            $fault = if ($HasToken -and $option -notin $settings['BesideToken']) {
                @{ Message = "-Jwt and -$parameter exclude each other: the token says it already"; Hint = 'leave one of them out' }
            }
            elseif ($Platform -eq 'qscloud-oauth' -and $option -eq 'insecure') {
                @{ Message = '-SkipCertificateCheck: not for OAuth, whose access token works for an hour'; Hint = 'give -CaCertificatePath' }
            }
            elseif ($option -in $foreign) {
                @{ Message = "-${parameter}: not for $where"; Hint = 'leave it out; -UserDirectory and -UserId are for client-managed Qlik Sense, -Issuer and -KeyId for Qlik Cloud, -ClientId for OAuth' }
            }
            if ($fault) { Write-Fault -Cmdlet $Cmdlet -Ends -Fault ($fault + @{ Code = 'ConflictingOptions'; Parameter = $option }) }
        }
    }
}
