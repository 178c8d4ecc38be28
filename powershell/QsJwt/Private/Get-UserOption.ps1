function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject, [Collections.ArrayList] $Faults)

    $own = @{}
    foreach ($parameter in $Call.Own.Keys) {
        $value = $User[$parameter]
        # An empty cell of a table says nothing; an empty directory is a fault to be shown.
        if (($null -ne $value -and '' -ne $value) -or ($parameter -eq 'UserDirectory' -and $Call.NeedsDirectory)) {
            $own[$Call.Own[$parameter]] = $value
        }
    }
    if ($own.Contains('groups') -and $InputObject.PSObject.Properties['Groups'].Value -is [string]) {
        # As the engine splits a cell of a batch.
        $own['groups'] = @("$($User['Groups'])".Split(';').Trim()) -ne ''
    }
    if ($own.Contains('claims')) {
        $own['claims'] = ConvertTo-ClaimTable -Claims $User['Claims'] -Faults $Faults
        foreach ($fault in $Faults) { $fault.Message = "-Claims: $($fault.Message)" }
    }
    if ($own.Contains('cert_publickey')) {
        $own['cert_publickey'] = ConvertTo-PlainText -Value $User['Certificate'] -Faults $Faults
        $own['signing'] = 'detached'
    }
    if ($Call.IsCloud) {
        Add-EmailVerified -Call $Call -Own $own -InputObject $InputObject
        if ($Call.HasUserId -or ($Call.Piped -and ($null -eq $InputObject -or $InputObject -is [string]))) {
            Add-Fault -Faults $Faults -Code InvalidUser -Message 'Qlik Cloud knows no user ids' `
                -Hint 'give -UserEmail or -Subject, or pipe objects with these properties'
        }
    }
    elseif ($User['UserId'] -is [string]) {
        $own['userid'] = $User['UserId']
    }
    elseif ($Call.Piped -or $Call.HasUserId) {
        $own['userid'] = Get-UserId -Value $User['UserId'] -Typed $Call.HasUserId -Faults $Faults
    }
    $own
}
