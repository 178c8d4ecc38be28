function Add-UserOption {
    # Add to the engine's options for a user from the pipeline what was not typed for all of them. Most
    # are texts; whatever else a user may have is for the functions called here, which PowerShell need
    # not compile for users without it.
    param($Call, $Own, $User, $InputObject, $Faults)

    $options = $Call['Own']
    # A certificate that is piped itself, as Get-ChildItem Cert: gives it: its subject is no user's.
    if ($InputObject -is [Security.Cryptography.X509Certificates.X509Certificate2]) {
        $User['Certificate'] = $InputObject
        if ('Subject' -notin $Call['Delayed']) { $User['Subject'] = $null }
    }
    foreach ($parameter in $options.Keys) {
        $value = $User[$parameter]
        if ($value -is [string]) { if ($value) { $Own[$options[$parameter]] = $value } }
        elseif ($null -ne $value) { Add-UserText -Own $Own -Parameter $parameter -Option $options[$parameter] -Value $value -Faults $Faults }
    }
    if ($User['Groups'] -and $Call['TakesGroups']) { Add-UserGroup -Call $Call -Own $Own -User $User -InputObject $InputObject -Faults $Faults }
    if ($null -ne $User['Expires'] -and $Call['TakesExpires']) { Add-UserExpiry -Call $Call -Own $Own -Value $User['Expires'] -Faults $Faults }
    $claims = if ($Call['TakesClaims']) { $User['Claims'] }
    elseif ($null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['Claims']) { $InputObject.PSObject.Properties['Claims'].Value }
    if ($null -ne $claims) { Add-UserClaim -Call $Call -Own $Own -Claims $claims -Faults $Faults }
    elseif ($null -ne $Call['Claims']) { $Own['claims'] = $Call['Claims'] }
    if ($null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['attributes']) {
        Add-QlikAttribute -Call $Call -Own $Own -Attributes $InputObject.PSObject.Properties['attributes'].Value
    }
    if ($Call['TakesCertificate']) { Add-UserCertificate -Call $Call -Own $Own -Certificate $User['Certificate'] -InputObject $InputObject -Faults $Faults }
}
