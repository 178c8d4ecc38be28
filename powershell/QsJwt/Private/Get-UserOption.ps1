function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject, [Collections.ArrayList] $Faults)

    $own = @{}
    $names = $script:Settings.Options['New-QsJwt']
    $foreign = if ($Call.IsCloud) { 'UserDirectory' } else { 'Subject' }
    foreach ($parameter in $User.Keys) {
        # An empty cell of a table says nothing. An empty id or directory is a fault to be shown.
        if ($parameter -in 'UserId', $foreign -or $Call.Typed.Contains($parameter)) { continue }
        $isNeeded = $parameter -eq 'UserDirectory' -and $Call.NeedsDirectory
        if ($isNeeded -or "$($User[$parameter])" -ne '') {
            $own[$names[$parameter]] = $User[$parameter]
        }
    }
    if ($own.Contains('groups') -and $InputObject.PSObject.Properties['Groups'].Value -is [string]) {
        $own['groups'] = "$($User['Groups'])".Split(';')
    }
    if ($own.Contains('claims')) {
        $own['claims'] = ConvertTo-ClaimTable -Claims $User['Claims'] -Faults $Faults
    }
    if ($Call.IsCloud) {
        Add-EmailVerified -Call $Call -Own $own -InputObject $InputObject
        if ($Call.Typed.Contains('UserId') -or ($Call.Piped -and ($null -eq $InputObject -or $InputObject -is [string]))) {
            Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
                -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
        }
    }
    elseif ($Call.Piped -or $Call.Typed.Contains('UserId')) {
        $own['userid'] = Get-UserId -Value $User['UserId'] -Typed $Call.Typed.Contains('UserId') -Faults $Faults
    }
    $own
}
