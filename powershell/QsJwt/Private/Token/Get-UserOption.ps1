function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject, [Collections.ArrayList] $Faults)

    $own = @{}
    # A database's own nothing.
    foreach ($parameter in @($User.Keys)) { if ($User[$parameter] -is [DBNull]) { $User[$parameter] = $null } }
    foreach ($parameter in $Call['Own'].Keys) {
        $value = $User[$parameter]
        # An empty cell of a table says nothing.
        if ($null -eq $value -or ($value -is [string] -and -not $value)) { continue }
        $option = $Call['Own'][$parameter]
        if ($value -is [string]) { $own[$option] = $value }
        elseif ($parameter -notin 'Groups', 'Claims', 'Certificate') {
            $own[$option] = ConvertTo-ScalarText -Value $value
            if ($null -eq $own[$option]) {
                Add-Fault -Faults $Faults -Code InvalidUser -Parameter $option -Hint ('name the property that has the text, as in -{0} {{ $_.Name }}' -f $parameter) `
                    -Message "-${parameter}: expected text, found a $($value.GetType().FullName)"
            }
        }
    }
    if ($Call['Own'].Contains('Groups') -and $User['Groups']) {
        # A cell of a table holds several.
        $isText = 'Groups' -notin $Call['Delayed'] -and @($User['Groups']).Count -eq 1 -and $User['Groups'][0] -is [string]
        $cells = if ($isText -and $null -ne $InputObject) {
            'Groups', 'Group' | Where-Object { $null -ne $InputObject.PSObject.Properties[$_] -and $InputObject.PSObject.Properties[$_].Value -is [string] }
        }
        $names = Get-GroupName -Groups $User['Groups'] -Split:([bool] $cells) -Faults $Faults
        if ($names) { $own['groups'] = $names }
    }
    $claims = $User['Claims']
    if (-not $Call['Own'].Contains('Claims') -and $Call['Piped'] -and $null -ne $InputObject -and $null -ne $InputObject.PSObject.Properties['Claims']) {
        $claims = $InputObject.PSObject.Properties['Claims'].Value
    }
    elseif (-not $Call['Own'].Contains('Claims')) { $claims = $null }
    if ($null -ne $claims -and $claims -isnot [DBNull] -and '' -ne $claims) {
        $table = ConvertTo-ClaimTable -Claims $claims -Faults $Faults
        foreach ($fault in $Faults) { if ($fault.Parameter -eq 'claims') { $fault.Message = "-Claims: $($fault.Message)" } }
        if ($null -ne $table) { $own['claims'] = if ($null -ne $Call['Claims']) { Merge-Claim -Common $Call['Claims'] -Own $table } else { $table } }
    }
    elseif ($null -ne $Call['Claims']) { $own['claims'] = $Call['Claims'] }
    if ($Call['Piped']) { Add-QlikAttribute -Call $Call -Own $own -InputObject $InputObject }
    if ($Call['Own'].Contains('Certificate') -and $null -ne $User['Certificate'] -and '' -ne "$($User['Certificate'])") {
        if (Test-PrivateKey -Certificate $User['Certificate'] -Faults $Faults) {
            $own['cert_publickey'] = ConvertTo-PlainText -Value $User['Certificate'] -Faults $Faults
            $own['signing'] = 'detached'
        }
    }
    if ($Call['IsCloud']) {
        Add-EmailVerified -Call $Call -Own $own -InputObject $InputObject
        if ($Call['HasUserId'] -or ($Call['Piped'] -and ($null -eq $InputObject -or $InputObject -is [string]))) {
            Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
                -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
        }
        return $own
    }
    if ($Call['IsQseow'] -and ($Call['Piped'] -or $Call['HasUserId'])) {
        $own['userid'] = if ($Call['HasUserId'] -and $User['UserId'] -is [string]) { $User['UserId'] }
        else { Get-UserId -Call $Call -Value $User['UserId'] -InputObject $InputObject -Faults $Faults }
        # As Windows writes users: only where nobody names a directory.
        if ($own['userid'] -match '^([^\\]+)\\([^\\]+)$' -and -not (Get-TokenOption -Call $Call -Own $own -Name userdir) -and -not $Call['Shared'].Contains('userdir')) {
            $own['userdir'], $own['userid'] = $Matches[1], $Matches[2]
        }
    }
    $own
}
