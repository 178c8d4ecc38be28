function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them. Most are
    # texts; whatever else a user may have is for the functions called here, which PowerShell need
    # not compile for users without it.
    param($Call, $User, $InputObject, $Faults)

    $own = @{}
    $options = $Call['Own']
    # A certificate that is piped itself, as Get-ChildItem Cert: gives it: its subject is no user's.
    if ($Call['Piped'] -and $InputObject -is [Security.Cryptography.X509Certificates.X509Certificate2]) {
        $User['Certificate'] = $InputObject
        if ('Subject' -notin $Call['Delayed']) { $User['Subject'] = $null }
    }
    foreach ($parameter in $options.Keys) {
        $value = $User[$parameter]
        # An empty cell of a table says nothing, nor does a database's own nothing.
        if ($null -eq $value -or $value -is [DBNull]) { continue }
        $text = if ($value -is [string]) { $value } else { ConvertTo-ScalarText -Value $value }
        if ($text) { $own[$options[$parameter]] = $text }
        elseif ($null -eq $text) {
            Add-Fault -Faults $Faults -Code InvalidUser -Parameter $options[$parameter] -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $parameter) `
                -Message "-${parameter}: expected text, found $(Get-TypeTerm -Value $value)"
        }
    }
    if ($User['Groups'] -and $Call['TakesGroups']) { Add-UserGroup -Call $Call -Own $own -User $User -InputObject $InputObject -Faults $Faults }
    if ($null -ne $User['Expires'] -and $Call['TakesExpires']) { Add-UserExpiry -Call $Call -Own $own -Value $User['Expires'] -Faults $Faults }
    $claims = if ($Call['TakesClaims']) { $User['Claims'] }
    elseif ($Call['Piped'] -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['Claims']) { $InputObject.PSObject.Properties['Claims'].Value }
    if ($null -ne $claims -and $claims -isnot [DBNull] -and '' -ne $claims) {
        $table = ConvertTo-ClaimTable -Claims $claims -Faults $Faults
        foreach ($fault in $Faults) { if ($fault.Parameter -eq 'claims') { $fault.Message = "-Claims: $($fault.Message)" } }
        if ($null -ne $table) { $own['claims'] = if ($null -ne $Call['Claims']) { Merge-Claim -Common $Call['Claims'] -Own $table } else { $table } }
    }
    elseif ($null -ne $Call['Claims']) { $own['claims'] = $Call['Claims'] }
    if ($Call['Piped'] -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['attributes']) {
        Add-QlikAttribute -Call $Call -Own $own -Attributes $InputObject.PSObject.Properties['attributes'].Value
    }
    if ($Call['TakesCertificate'] -and $Call['Piped']) { Add-UserCertificate -Call $Call -Own $own -Certificate $User['Certificate'] -InputObject $InputObject -Faults $Faults }
    if ($Call['IsQseow']) {
        if ($Call['Piped'] -or $Call['HasUserId']) { Add-UserId -Call $Call -Own $own -Value $User['UserId'] -InputObject $InputObject -Faults $Faults }
    }
    elseif ($Call['IsCloud']) {
        Add-EmailVerified -Call $Call -Own $own -InputObject $InputObject -Faults $Faults
        if ($Call['HasUserId'] -or ($Call['Piped'] -and ($null -eq $InputObject -or $InputObject -is [string]))) {
            Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
                -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
        }
    }
    $own
}
