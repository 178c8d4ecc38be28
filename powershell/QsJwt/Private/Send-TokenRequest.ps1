function Send-TokenRequest {
    # Ask for one user's token. Where a file is to be written, the answer is waited for:
    # what it made is what the next user's token is signed with.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject)

    $shared = $Call.Shared
    $faults = [Collections.ArrayList]::new()
    $options = Get-UserOption -Call $Call -User $User -InputObject $InputObject -Faults $faults
    $own = if (-not $faults.Count) { ConvertTo-MemberText -Options $options -Faults $faults }
    $members = ($Call.SharedText, $own) -ne '' -join ','
    $writes = $shared['cert_create'] -or $shared.Contains('output_file')
    $request = ConvertTo-Request -Method $Call.Method -Params "{$members}" -Repeatable (-not $writes)
    $request.Source = if ($null -ne $InputObject) { $InputObject } else { $User['UserId'] }
    if ($Call.Written) {
        Add-Fault -Faults $faults -Code FileExists -Parameter output_file -Hint 'give one user, or take the tokens from the pipeline' `
            -Message "-OutFile: '$($shared['output_file'])' holds the token of the user before"
    }
    if ($faults.Count) {
        # It takes its turn among the answers to the users before.
        $fault = $faults[0]
        $request.Answer = ConvertTo-FailedAnswer -Code $fault.Code -Message $fault.Message -Hint $fault.Hint -Parameter $fault.Parameter
    }
    else {
        Send-Request -Request $request
    }
    $Call.Pending.Enqueue($request)
    if ($writes) {
        Wait-Answer -Request $request
        $Call.Written = $Call.Written -or ($shared.Contains('output_file') -and $null -ne $request.Answer['result'])
        Use-CreatedKey -Call $Call -Answer $request.Answer
    }
}
