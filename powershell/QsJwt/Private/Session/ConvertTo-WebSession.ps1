function ConvertTo-WebSession {
    # The session that Invoke-RestMethod goes on with; $null where the login opened none.
    param([object[]] $Cookies, [Collections.IDictionary] $Headers = @{})

    # The type as the cmdlet has it, which loads it, too. A minimal PowerShell has none.
    $command = Get-Command -Name Invoke-WebRequest -CommandType Cmdlet -ErrorAction Ignore
    $parameter = if ($command) { $command.Parameters['WebSession'] }
    if (-not ($Cookies -or $Headers.Count) -or $null -eq $parameter) { return }
    $session = $parameter.ParameterType::new()
    foreach ($cookie in $Cookies) {
        $kept = [Net.Cookie]::new($cookie.name, $cookie.value, $cookie.path, $cookie.domain)
        $kept.Secure = $cookie.secure
        $kept.HttpOnly = $cookie.http_only
        $session.Cookies.Add($kept)
    }
    foreach ($name in $Headers.Keys) { $session.Headers[$name] = $Headers[$name] }
    $session
}
