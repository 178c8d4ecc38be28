function Send-TokenRequest {
    # Ask for one user's token. Where a file is to be written, the answer is waited for:
    # what it made is what the next user's token is signed with.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject)

    $shared = $Call.Shared
    $faults = [Collections.ArrayList]::new()
    $options = Get-UserOption -Call $Call -User $User -InputObject $InputObject -Faults $faults
    $own = if (-not $faults.Count) { ConvertTo-MemberText -Options $options -Faults $faults }
    $between = if ($own -and $Call.SharedText) { ',' } else { '' }
    $writes = $shared['cert_create'] -or $shared.Contains('output_file')
    $request = New-Request -Method $Call.Method -Params ('{' + $Call.SharedText + $between + $own + '}') -Repeatable (-not $writes)
    $request.Source = if ($null -ne $InputObject) { $InputObject } else { $User['UserId'] }
    if ($faults.Count) {
        # It takes its turn among the answers to the users before.
        $fault = $faults[0]
        $request.Answer = New-FailedAnswer -Code $fault.Code -Message $fault.Message -Hint $fault.Hint -Parameter $fault.Parameter
    }
    else {
        Send-Request -Request $request
    }
    $Call.Pending.Enqueue($request)
    if ($writes) {
        Wait-Answer -Request $request
        Use-CreatedKey -Call $Call -Answer $request.Answer
    }
}
