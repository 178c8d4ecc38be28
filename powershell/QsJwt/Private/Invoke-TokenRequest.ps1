function Invoke-TokenRequest {
    # One user's token, or its error.
    param([hashtable] $Call, [hashtable] $User, [object] $InputObject)

    $Call.Number++
    $faults = [Collections.ArrayList]::new()
    $own = Get-UserOption -Call $Call -User $User -InputObject $InputObject -Faults $faults
    $text = if (-not $faults.Count) { ConvertTo-MemberText -Options $own -Faults $faults }
    if ($Call.Written) {
        Add-Fault -Faults $faults -Code FileExists -Parameter output_file -Hint 'give one user, or take the tokens from the pipeline' `
            -Message "-OutFile: '$($Call.Shared['output_file'])' holds the token of the user before"
    }
    if ($faults.Count) { return Write-TokenFault -Call $Call -Own $own -Fault $faults[0] }
    $members = ($Call.SharedText, $text) -ne '' -join ','
    $writes = $Call.Shared['cert_create'] -or $Call.Shared.Contains('output_file')
    $answer = Get-Answer -Method $Call.Method -Params "{$members}" -Once:$writes
    $result = $answer['result']
    if ($null -eq $result) { return Write-TokenFault -Call $Call -Own $own -Fault (Get-Fault -Answer $answer) }
    if ($writes) {
        $Call.Written = $Call.Shared.Contains('output_file')
        Use-CreatedKey -Call $Call -Result $result
    }
    ConvertTo-Token -Call $Call -Own $own -Result $result
}
