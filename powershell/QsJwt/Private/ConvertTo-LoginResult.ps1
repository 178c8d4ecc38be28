function ConvertTo-LoginResult {
    # The object for what came of a login.
    param([Xml.XmlElement] $Result, [string] $Cmdlet)

    $facts = ConvertFrom-JsonElement -Element $Result
    $login = [ordered] @{
        PSTypeName = 'QsJwt.LoginResult'
        Success = $facts.success
        StatusCode = $facts.status
        QlikCode = $facts.qlik_code
        Cause = @($facts.causes | ForEach-Object { ConvertTo-CmdletTerm -Text $_ -Cmdlet $Cmdlet })
        WebSession = ConvertTo-WebSession -Cookies $facts.cookies
        Findings = @(ConvertTo-Finding -Result $Result -Cmdlet $Cmdlet)
        CookieFile = $facts.cookie_file
    }
    if ($null -ne $Result['user_id']) {
        $login.UserDirectory = $facts.user_directory
        $login.UserId = $facts.user_id
    }
    [pscustomobject] $login
}
