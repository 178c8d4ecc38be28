function Write-TokenFault {
    # Report that a user gets no token.
    param($Call, $Own, $Fault)

    # What was typed for all users is wrong for the next ones, too.
    $isShared = $Call['Shared'].Contains($Fault.Parameter)
    if ($Fault.Parameter -eq 'claims' -and $null -ne $Call['Claims']) { $isShared = [object]::ReferenceEquals($Own['claims'], $Call['Claims']) }
    $isShared = $isShared -and $Call['Piped']
    # The user's name, or the place among the users: an object may hold a secret.
    $id = if ($Call['IsCloud']) { $Own['sub'], $Own['useremail'] | Where-Object { $_ } | Select-Object -First 1 } else { $Own['userid'] }
    $target = if (-not $id) { $Call['Number'] }
    elseif ($Call['IsCloud']) { "$id" }
    else { @($(if ($Own.Contains('userdir')) { $Own['userdir'] } else { $Call['UserDirectory'] }), $id | Where-Object { $_ }) -join '\' }
    # Among many, the error says which one, but not where there is no engine for any of them.
    $isOfAll = $isShared -or $Fault.Code -in 'EngineNotFound', 'EngineIncompatible'
    $of = if ($Call['Piped'] -and -not $isOfAll) { "user $target" }
    # A lifetime that is wrong ends the call, but not one of the user's own.
    $isOwn = -not $isShared -and $Fault.Parameter -in 'expires', 'expires_at' -and $Own.Contains($Fault.Parameter)
    Write-Fault -Cmdlet $Call['Cmdlet'] -Fault $Fault -Target $target -Of $of -Ends:$isShared -Continues:$isOwn
}
