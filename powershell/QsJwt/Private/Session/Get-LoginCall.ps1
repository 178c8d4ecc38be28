function Get-LoginCall {
    # What Connect-QsJwtSession asks the engine: the platform, the login's options with the token
    # in them, and who logs in. OAuth needs no token of ours: its login makes the assertion,
    # unless a certificate's private key signs, which only New-QsJwt asks.
    param($Cmdlet, $Bound, $Options)

    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Bound
    $platform = $defaults['Platform']
    $user = if ($Options.Contains('client_id')) { $Options['client_id'] } else { $defaults['Options']['client_id'] }
    $hasToken = $Options.Contains('jwt')
    if ($hasToken) {
        $told = Get-TokenPlatform -Cmdlet $Cmdlet -Options $Options
        $platform, $user = $told.Platform, $told.User
    }
    $given = @(foreach ($name in $Bound.Keys) { if ($Bound[$name] -isnot [switch] -or $Bound[$name]) { $name } })
    Assert-PlatformParameter -Cmdlet $Cmdlet -Given $given -Platform $platform -HasToken $hasToken
    if (-not $hasToken -and ($platform -ne 'qscloud-oauth' -or $Bound['Certificate'])) {
        $token = Get-LoginToken -Cmdlet $Cmdlet -Bound $Bound -Platform $platform
        $Options['jwt'] = $token.Token
        if ($platform -eq 'qseow') { $user = "$($token.UserDirectory)\$($token.UserId)" }
        elseif ($platform -eq 'qscloud') { $user = $token.User }
    }
    if ($Options['impersonate']) { $user = $Options['impersonate'] -replace '^[^:]*:' }
    $url = if ($Options['url']) { $Options['url'] } else { $defaults['Options']['url'] }
    $asked = $script:Settings['LoginOptions'][$platform]
    # Beside an assertion, nothing says once more what it says.
    if ($platform -eq 'qscloud-oauth' -and $Options.Contains('jwt')) {
        $asked = $asked | Where-Object { $_ -in $script:Settings['BesideToken'] }
        if ($url) { $Options['url'] = $url }
    }
    else { $asked = @($asked) + 'profile' }
    $own = @{}
    foreach ($option in $asked) { if ($Options.Contains($option)) { $own[$option] = $Options[$option] } }
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
