function ConvertTo-DecodedToken {
    # The object that ConvertFrom-QsJwt gives for a result of decode or verify.
    param($Call, $Result)

    $cmdlet, $of = $Call['Cmdlet'], $Call['Of']
    $findings = @(ConvertTo-Finding -Result $Result -Cmdlet (Get-CmdletName -Cmdlet $cmdlet))
    if ($Result['header'].GetAttribute('type') -ne 'string') {
        $fault = @{ Code = 'TokenMalformed'; Message = $findings[0].Found; Hint = $findings[0].Hint; Parameter = 'jwt' }
        Write-Fault -Cmdlet $cmdlet -Fault $fault -Target $Call['Number'] -Of $of
        return
    }
    try {
        $header = ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text $Result['header'].get_InnerText())
        $claims = ConvertFrom-JsonText -Text $Result['payload'].get_InnerText()
        $payload = ConvertFrom-JsonElement -Element $claims
    }
    catch {
        $fault = @{ Code = 'ClaimsUnreadable'; Message = "the claims cannot be shown: $($_.Exception.GetBaseException().Message)"; Hint = ''; Parameter = 'jwt' }
        Write-Fault -Cmdlet $cmdlet -Fault $fault -Target $Call['Number'] -Of $of
        return
    }
    $checked = $Result['signature_checked'].get_InnerText() -eq 'true'
    if ($checked -and $Result['valid'].get_InnerText() -ne 'true') {
        $cmdlet.WriteWarning("$(if ($of) { $of } else { 'the token' }) is NOT valid: $(@($findings | Where-Object { $_.Severity -eq 'error' })[0].Found)")
    }
    elseif ($checked) { Write-FindingWarning -Call $Call -Findings $findings }
    Register-ResultType -Kind DecodedToken
    [pscustomobject] @{
        PSTypeName = 'QsJwt.DecodedToken'
        Header = $header
        Payload = $payload
        IssuedAt = ConvertFrom-EpochTime -Element $claims['iat']
        NotBefore = ConvertFrom-EpochTime -Element $claims['nbf']
        ExpiresAt = ConvertFrom-EpochTime -Element $claims['exp']
        SignatureChecked = $checked
        Valid = if ($checked) { $Result['valid'].get_InnerText() -eq 'true' }
        Findings = $findings
    }
}
