function ConvertTo-Token {
    # The object, text or secure text that New-QsJwt gives for an answer; or its error.
    param([hashtable] $Call, [hashtable] $Request)

    $result = $Request.Answer['result']
    if ($null -eq $result) {
        $fault = Get-Fault -Answer $Request.Answer
        # What was typed for all users is wrong for the next ones, too.
        $isShared = $Call.Piped -and $Call.Shared.Contains($fault.Parameter)
        Write-Fault -Cmdlet $Call.Cmdlet -Fault $fault -Target $Request.Source -Ends:$isShared
        return
    }
    if ($result['warnings'].get_HasChildNodes()) {
        Write-EngineWarning -Cmdlet $Call.Cmdlet -Result $result -Written $Call.Warned
    }
    $token = $result['token'].get_InnerText()
    if ($Call.AsString) { return $token }
    if ($Call.AsSecureString) { return [Net.NetworkCredential]::new('', $token).SecurePassword }
    [pscustomobject] @{
        PSTypeName = 'QsJwt.Token'
        User = $result['user'].get_InnerText()
        Platform = $result['platform'].get_InnerText()
        ExpiresAt = $script:Epoch.AddSeconds([long]::Parse($result['expires_at'].get_InnerText()))
        IssuedAt = $script:Epoch.AddSeconds([long]::Parse($result['issued_at'].get_InnerText()))
        Token = $token
        # No script property: it is there in a job or a remote session, too.
        AuthorizationHeader = "Bearer $token"
    }
}
