function ConvertTo-LoginResult {
    # The object for what came of a login.
    param($Result, [string] $Cmdlet)

    Register-ResultType -Kind LoginResult
    $facts = ConvertFrom-JsonElement -Element $Result
    $templates = @($facts.templates.causes)
    $values = @($Result['values']['causes'].get_ChildNodes())
    $causes = for ($number = 0; $number -lt $templates.Count; $number++) {
        $own = @{}
        foreach ($value in $values[$number].get_ChildNodes()) { $own[$value.get_LocalName()] = $value.get_InnerText() }
        Expand-Template -Template $templates[$number] -Values $own -Cmdlet $Cmdlet
    }
    $login = [ordered] @{
        PSTypeName = 'QsJwt.LoginResult'
        Success = $facts.success
        StatusCode = $facts.status
        QlikCode = $facts.qlik_code
        Cause = @($causes)
        WebSession = ConvertTo-WebSession -Cookies $facts.cookies
        Findings = @(ConvertTo-Finding -Result $Result -Cmdlet $Cmdlet)
        CookieFile = $facts.cookie_file
        # As Qlik saw the user, which only client-managed Qlik Sense says.
        UserDirectory = if ($null -ne $Result['user_id']) { $facts.user_directory }
        UserId = if ($null -ne $Result['user_id']) { $facts.user_id }
    }
    [pscustomobject] $login
}
