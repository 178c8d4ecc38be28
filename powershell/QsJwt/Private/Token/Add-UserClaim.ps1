function Add-UserClaim {
    # Add a user's own claims, with those that all users have, to its options.
    param($Call, $Own, $Claims, $Faults)

    $table = ConvertTo-ClaimTable -Claims $Claims -Faults $Faults
    foreach ($fault in $Faults) { if ($fault.Parameter -eq 'claims') { $fault.Message = "-Claims: $($fault.Message)" } }
    if ($null -eq $table) { return }
    $Own['claims'] = if ($null -ne $Call['Claims']) { Merge-Claim -Common $Call['Claims'] -Own $table } else { $table }
}
