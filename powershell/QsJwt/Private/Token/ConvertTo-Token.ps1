function ConvertTo-Token {
    # The object, text or secure text that New-QsJwt gives for a result.
    param($Call, $Own, $Result, $Token)

    # As they are signed: texts are taken as they are. Qlik Cloud knows neither.
    $directory, $id = $Call['UserDirectory'], $Call['UserId']
    if ($null -ne $Own['userdir']) { $directory = $Own['userdir'] }
    if ($null -ne $Own['userid']) { $id = $Own['userid'] }
    if ($Result['warnings'].get_HasChildNodes()) {
        & {
            $of = if ($Call['Piped']) { "user $(if ($Call['IsQseow']) { "$directory\$id" } else { $Result['user'].get_InnerText() })" }
            Write-EngineWarning -Cmdlet $Call['Cmdlet'] -Result $Result -Written $Call['Warned'] -Of $of
        }
    }
    if ($Call['AsString']) { return $Token }
    if ($Call['AsSecureString']) { return [Net.NetworkCredential]::new('', $Token).SecurePassword }
    [pscustomobject] @{
        PSTypeName = 'QsJwt.Token'
        UserDirectory = $directory
        UserId = $id
        User = $Result['user'].get_InnerText()
        Platform = $Result['platform'].get_InnerText()
        ExpiresAt = $script:Epoch.AddSeconds($Result['expires_at'].get_InnerText())
        IssuedAt = $script:Epoch.AddSeconds($Result['issued_at'].get_InnerText())
        Token = $Token
        # No script property: it is there in a job or a remote session, too.
        AuthorizationHeader = "Bearer $Token"
    }
}
