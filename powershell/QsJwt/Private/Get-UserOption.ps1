function Get-UserOption {
    # The engine's options for one user of New-QsJwt: what was not typed for all of them.
    param([hashtable] $Call, [Collections.IDictionary] $Bound, [object] $InputObject, [Collections.ArrayList] $Faults)

    $user = @{}
    $names = $script:Settings.Options['New-QsJwt']
    foreach ($parameter in $Bound.Keys) {
        if ($Call.Typed.Contains($parameter) -or $parameter -eq 'UserId') { continue }
        Add-UserOption -User $user -Option $names[$parameter] -Value $Bound[$parameter] -InputObject $InputObject -Faults $Faults
    }
    if ($Call.ReadsUserId -and $Bound.ContainsKey('UserId')) {
        $user['userid'] = Get-UserId -Value $Bound['UserId'] -Typed $Call.Typed.Contains('UserId') -Faults $Faults
    }
    if ($Call.ReadsVerified) { Add-EmailVerified -User $user -InputObject $InputObject }
    if ($Call.AsksVerified -and -not $user.Contains('useremail_verified') -and
        ($user.Contains('useremail') -or $Call.Shared.Contains('useremail'))) {
        # A switch that was not given is off.
        $user['useremail_verified'] = $false
    }
    $user
}
