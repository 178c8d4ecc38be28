function ConvertTo-WebSession {
    # The session that Invoke-RestMethod goes on with; $null where the login opened none.
    param([object[]] $Cookies, $Headers = @{})

    # The type as the cmdlet has it, which loads it, too. A minimal PowerShell has none.
    $command = Get-Command -Name Invoke-WebRequest -CommandType Cmdlet -ErrorAction Ignore
    $parameter = if ($command) { $command.Parameters['WebSession'] }
    if (-not ($Cookies -or $Headers.Count) -or $null -eq $parameter) { return }
    $session = $parameter.ParameterType::new()
    foreach ($cookie in $Cookies) {
        # .NET takes these characters in quotes only, which servers take off.
        $value = if ($cookie.value -match '[,;]' -and $cookie.value -notmatch '"') { '"' + $cookie.value + '"' } else { $cookie.value }
        try {
            $kept = [Net.Cookie]::new($cookie.name, $value, $cookie.path, $cookie.domain)
            $kept.Secure = $cookie.secure
            $kept.HttpOnly = $cookie.http_only
            $session.Cookies.Add($kept)
        }
        # Not what .NET says, for it says the value.
        catch { Write-Warning "the cookie $($cookie.name) cannot be sent by .NET, and is left out; calls may be refused" }
    }
    foreach ($name in $Headers.Keys) { $session.Headers[$name] = $Headers[$name] }
    $session
}
