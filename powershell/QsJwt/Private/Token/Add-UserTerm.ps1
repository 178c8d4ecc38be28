function Add-UserTerm {
    # Add to what a call of New-QsJwt knows what users from its pipeline may have of their own.
    param($Call, $Typed, $Delayed, $Claims, [string] $Platform, $HasKey)

    # The option of each text: neither typed for all nor foreign to the platform.
    $own = @{}
    $texts, $foreign = $script:Settings['UserTexts'], $script:Settings['ForeignOptions'][$Platform]
    foreach ($parameter in $texts.Keys) { if (-not $Typed.ContainsKey($parameter) -and $texts[$parameter] -notin $foreign) { $own[$parameter] = $texts[$parameter] } }
    $Call['Own'] = $own
    # Which parameters a script block gives.
    $Call['Delayed'] = $Delayed
    # What they may have that is more than a text. A key for all comes before a user's own certificate.
    $isOfUser = $Platform -ne 'qscloud-oauth'
    $Call['TakesGroups'] = $isOfUser -and -not $Typed.ContainsKey('Groups')
    $Call['TakesClaims'] = $isOfUser -and -not $Typed.ContainsKey('Claims')
    $Call['TakesExpires'] = -not ($Typed.ContainsKey('Expires') -or ($Typed.ContainsKey('ExpiresAt') -and 'Expires' -notin $Delayed))
    $Call['TakesCertificate'] = -not ($HasKey -or $Call['Shared']['cert_create'])
    # The claims of all, to which each one's own are added.
    $Call['Claims'] = $Claims
}
