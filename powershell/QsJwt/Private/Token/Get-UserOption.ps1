function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them. Most are
    # texts; whatever else a user may have is for the functions called here, which PowerShell need
    # not compile for users without it.
    param($Call, $User, $InputObject, $Faults)

    $own = @{}
    $options, $isPiped = $Call['Own'], $Call['Piped']
    # A certificate that is piped itself, as Get-ChildItem Cert: gives it: its subject is no user's.
    if ($isPiped -and $InputObject -is [Security.Cryptography.X509Certificates.X509Certificate2]) {
        $User['Certificate'] = $InputObject
        if ('Subject' -notin $Call['Delayed']) { $User['Subject'] = $null }
    }
    foreach ($parameter in $options.Keys) {
        $value = $User[$parameter]
        if ($value -is [string]) { if ($value) { $own[$options[$parameter]] = $value } }
        elseif ($null -ne $value) { Add-UserText -Own $own -Parameter $parameter -Option $options[$parameter] -Value $value -Faults $Faults }
    }
    if ($User['Groups'] -and $Call['TakesGroups']) { Add-UserGroup -Call $Call -Own $own -User $User -InputObject $InputObject -Faults $Faults }
    if ($null -ne $User['Expires'] -and $Call['TakesExpires']) { Add-UserExpiry -Call $Call -Own $own -Value $User['Expires'] -Faults $Faults }
    $claims = if ($Call['TakesClaims']) { $User['Claims'] }
    elseif ($isPiped -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['Claims']) { $InputObject.PSObject.Properties['Claims'].Value }
    if ($null -ne $claims) { Add-UserClaim -Call $Call -Own $own -Claims $claims -Faults $Faults }
    elseif ($null -ne $Call['Claims']) { $own['claims'] = $Call['Claims'] }
    if ($isPiped -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['attributes']) {
        Add-QlikAttribute -Call $Call -Own $own -Attributes $InputObject.PSObject.Properties['attributes'].Value
    }
    if ($Call['TakesCertificate']) { Add-UserCertificate -Call $Call -Own $own -Certificate $User['Certificate'] -InputObject $InputObject -Faults $Faults }
    if ($Call['IsCloud']) { Add-CloudUser -Call $Call -Own $own -InputObject $InputObject -Faults $Faults }
    elseif ($Call['IsQseow'] -and ($isPiped -or $Call['HasUserId'])) { Add-UserId -Call $Call -Own $own -Value $User['UserId'] -InputObject $InputObject -Faults $Faults }
    $own
}
