function Get-LoginCall {
    # What Connect-QsJwtSession asks the engine: the platform, the login's options with the token
    # in them, and who logs in. OAuth needs no token of ours: its login makes the assertion.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound, [Collections.IDictionary] $Options)

    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Bound
    $platform = $defaults.Platform
    $user = $Options['client_id']
    if ($Options.Contains('jwt')) {
        $told = Get-TokenPlatform -Cmdlet $Cmdlet -Options $Options
        $platform, $user = $told.Platform, $told.User
    }
    elseif ($platform -ne 'qscloud-oauth') {
        $token = Get-LoginToken -Cmdlet $Cmdlet -Bound $Bound
        $Options['jwt'] = $token.Token
        $user = $token.User
    }
    if ($Options['impersonate']) { $user = $Options['impersonate'] -replace '^[^:]*:' }
    $own = @{}
    foreach ($option in $script:Settings.LoginOptions[$platform]) {
        if ($Options.Contains($option)) { $own[$option] = $Options[$option] }
    }
    # Beside an assertion that was made before, nothing says once more what it says.
    if ($platform -ne 'qscloud-oauth' -or -not $Options.Contains('jwt')) {
        if ($Options.Contains('profile')) { $own['profile'] = $Options['profile'] }
    }
    if ($platform -eq 'qscloud-oauth' -and $Options['insecure']) {
        Write-Fault -Cmdlet $Cmdlet -Fault @{
            Code = 'ConflictingOptions'; Message = '-SkipCertificateCheck: not for OAuth, whose access token works for an hour'
            Hint = 'give -CaCertificatePath'; Parameter = 'insecure'
        }
    }
    $url = if ($Options['url']) { $Options['url'] } else { $defaults.Options['url'] }
    $trust = @{}
    foreach ($option in 'cacert', 'insecure') { if ($own.Contains($option)) { $trust[$option] = $own[$option] } }
    @{
        Platform = $platform
        Options = $own
        User = $user
        Url = "$url".TrimEnd('/') -replace '/oauth/token$'
        Trust = $trust
    }
}
