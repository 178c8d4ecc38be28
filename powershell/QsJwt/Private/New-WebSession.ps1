function New-WebSession {
    # The session that Invoke-RestMethod goes on with; $null where the login opened none.
    param([object[]] $Cookies)

    if (-not $Cookies) { return }
    $session = New-Object -TypeName Microsoft.PowerShell.Commands.WebRequestSession
    foreach ($cookie in $Cookies) {
        $kept = [Net.Cookie]::new($cookie.name, $cookie.value, $cookie.path, $cookie.domain)
        $kept.Secure = $cookie.secure
        $kept.HttpOnly = $cookie.http_only
        $session.Cookies.Add($kept)
    }
    $session
}
