function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them. Most are
    # texts; whatever else a user may have is for the functions called here, which PowerShell need
    # not compile for users without it.
    param($Call, $User, $InputObject, $Faults)

    $own = @{}
    $options = $Call['Own']
    foreach ($parameter in $options.Keys) {
        $value = $User[$parameter]
        # An empty cell of a table says nothing, nor does a database's own nothing.
        if ($null -eq $value -or $value -is [DBNull]) { continue }
        $text = if ($value -is [string]) { $value } else { ConvertTo-ScalarText -Value $value }
        if ($text) { $own[$options[$parameter]] = $text }
        elseif ($null -eq $text) {
            Add-Fault -Faults $Faults -Code InvalidUser -Parameter $options[$parameter] -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $parameter) `
                -Message "-${parameter}: expected text, found a $($value.GetType().FullName)"
        }
    }
    if ($User['Groups'] -and $Call['TakesGroups']) { Add-UserGroup -Call $Call -Own $own -User $User -InputObject $InputObject -Faults $Faults }
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
    $certificate = $User['Certificate']
    if ($null -ne $certificate -and $Call['TakesCertificate'] -and "$certificate" -and (Test-PrivateKey -Certificate $certificate -Faults $Faults)) {
        $own['cert_publickey'] = ConvertTo-PlainText -Value $certificate -Faults $Faults
        $own['signing'] = 'detached'
    }
    if ($Call['IsQseow']) {
        if ($Call['Piped'] -or $Call['HasUserId']) { Add-UserId -Call $Call -Own $own -Value $User['UserId'] -InputObject $InputObject -Faults $Faults }
    }
    elseif ($Call['IsCloud']) {
        Add-EmailVerified -Call $Call -Own $own -InputObject $InputObject
        if ($Call['HasUserId'] -or ($Call['Piped'] -and ($null -eq $InputObject -or $InputObject -is [string]))) {
            Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
                -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
        }
    }
    $own
}
