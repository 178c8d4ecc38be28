function ConvertTo-Session {
    # The session that a login gave, to be splatted: the hashtable has WebSession only, and all
    # else is a property of this instance, which a splat leaves out.
    param($Call, $Result)

    Register-ResultType -Kind Session
    $facts = ConvertFrom-JsonElement -Element $Result
    $headers = @{}
    $cookies, $expires, $user = @(), $null, $Call['User']
    if ($Call['Platform'] -eq 'qscloud-oauth') {
        $headers['Authorization'] = "Bearer $($facts.access_token)"
        $expires = ConvertFrom-EpochTime -Element $Result['expires_at']
    }
    else {
        $cookies = $facts.cookies
        foreach ($header in $facts.headers.PSObject.Properties) { $headers[$header.Name] = $header.Value }
        if ($null -ne $Result['user_id'] -and $facts.user_id) { $user = "$($facts.user_directory)\$($facts.user_id)" }
    }
    $session = @{ WebSession = ConvertTo-WebSession -Cookies $cookies -Headers $headers }
    $session.PSObject.TypeNames.Insert(0, 'QsJwt.Session')
    Add-Member -InputObject $session -NotePropertyMembers @{
        Url = $Call['Url']; Platform = $Call['Platform']; User = $user; ExpiresAt = $expires
        Xrfkey = $headers['X-Qlik-Xrfkey']; Trust = $Call['Trust']
    }
    $session
}
