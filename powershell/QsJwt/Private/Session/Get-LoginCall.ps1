function Get-LoginCall {
    # What Connect-QsJwtSession is to ask the engine: the platform, the address, the login's options,
    # who logs in, and whether a token is still to be made for it. Whatever is missing or has no use
    # ends the call, before the caller is asked and before anybody is contacted. OAuth needs no token
    # of ours: its login makes the assertion, unless a certificate's private key signs, which only
    # New-QsJwt asks.
    param($Cmdlet, $Bound, $Options)

    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Bound
    $url = Get-LoginUrl -Cmdlet $Cmdlet -Options $Options -Defaults $defaults
    $platform = $defaults['Platform']
    $user = if ($Options.Contains('client_id')) { $Options['client_id'] } else { $defaults['Options']['client_id'] }
    $hasToken = $Options.Contains('jwt')
    if ($hasToken) {
        $told = Get-TokenPlatform -Cmdlet $Cmdlet -Options $Options
        $platform, $user = $told.Platform, $told.User
    }
    $given = @(foreach ($name in $Bound.Keys) { if ($Bound[$name] -isnot [switch] -or $Bound[$name]) { $name } })
    Assert-PlatformParameter -Cmdlet $Cmdlet -Given $given -Platform $platform -HasToken $hasToken
    if (-not $hasToken) { Assert-LoginParameter -Cmdlet $Cmdlet -Bound $Bound -Platform $platform -Defaults $defaults['Options'] }
    $makesToken = -not $hasToken -and ($platform -ne 'qscloud-oauth' -or $Bound['Certificate'])
    if ($Options['impersonate']) { $user = $Options['impersonate'] -replace '^[^:]*:' }
    $asked = $script:Settings['LoginOptions'][$platform]
    # Beside an assertion, nothing says once more what it says.
    if ($platform -eq 'qscloud-oauth' -and ($hasToken -or $makesToken)) {
        $asked = $asked | Where-Object { $_ -in $script:Settings['BesideToken'] }
        $Options['url'] = $url
    }
    else { $asked = @($asked) + 'profile' }
    $own = @{}
    foreach ($option in $asked) { if ($Options.Contains($option)) { $own[$option] = $Options[$option] } }
    $trust = @{}
    foreach ($option in 'cacert', 'insecure') { if ($own.Contains($option)) { $trust[$option] = $own[$option] } }
    @{
        Platform = $platform
        Options = $own
        MakesToken = $makesToken
        User = $user
        Url = $url.TrimEnd('/') -replace '/oauth/token$'
        Trust = $trust
    }
}
