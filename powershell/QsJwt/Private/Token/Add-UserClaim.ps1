function Add-UserClaim {
    # Add a user's own claims to its options, beside those that all users have.
    param($Call, $Own, $Claims, $Faults)

    # An empty cell of a table says nothing, nor does a database's own nothing.
    if ($Claims -is [DBNull] -or '' -eq $Claims) {
        if ($null -ne $Call['Claims']) { $Own['claims'] = $Call['Claims'] }
        return
    }
    $table = ConvertTo-ClaimTable -Claims $Claims -Faults $Faults
    foreach ($fault in $Faults) { if ($fault.Parameter -eq 'claims') { $fault.Message = "-Claims: $($fault.Message)" } }
    if ($null -ne $table) { $Own['claims'] = if ($null -ne $Call['Claims']) { Merge-Claim -Common $Call['Claims'] -Own $table } else { $table } }
}
