function Invoke-TokenRequest {
    # One user's token, or its error.
    param($Call, $User, $InputObject)

    $Call['Number']++
    $faults = [Collections.ArrayList]::new()
    # The engine's options that are this user's own.
    $own = @{}
    if ($Call['Piped']) { Add-UserOption -Call $Call -Own $own -User $User -InputObject $InputObject -Faults $faults }
    if ($Call['IsCloud']) { Add-CloudUser -Call $Call -Own $own -InputObject $InputObject -Faults $faults }
    elseif ($Call['IsQseow'] -and ($Call['Piped'] -or $Call['HasUserId'])) { Add-UserId -Call $Call -Own $own -Value $User['UserId'] -InputObject $InputObject -Faults $faults }
    $text = if (-not $faults.Count) { ConvertTo-MemberText -Options $own -Faults $faults }
    if ($Call['Written']) {
        Add-Fault -Faults $faults -Code FileExists -Parameter output_file -Hint 'give one user, or take the tokens from the pipeline' `
            -Message "-OutFile: '$($Call['Shared']['output_file'])' holds the token of the user before"
    }
    if ($faults.Count) { return Write-TokenFault -Call $Call -Own $own -Fault $faults[0] }
    $certificate = if ($null -ne $own['cert_publickey']) { $User['Certificate'] } else { $Call['Certificate'] }
    $members = $Call['SharedText']
    if ($text) { $members = if ($members) { "$members,$text" } else { $text } }
    $answer = Get-Answer -Method $Call['Method'] -Params "{$members}" -Once ($Call['Writes'] -and $null -eq $certificate)
    $result = $answer['result']
    $token = $result
    if ($null -ne $result -and $null -ne $certificate) {
        $answer = Complete-Token -Call $Call -Own $own -Certificate $certificate -Result $result -Faults $faults
        if ($faults.Count) { return Write-TokenFault -Call $Call -Own $own -Fault $faults[0] }
        $token = $answer['result']
    }
    if ($null -eq $token) { return Write-TokenFault -Call $Call -Own $own -Fault (Get-Fault -Answer $answer -Cmdlet (Get-CmdletName -Cmdlet $Call['Cmdlet'])) }
    if ($Call['Writes']) {
        $Call['Written'] = $Call['Shared'].Contains('output_file')
        Use-CreatedKey -Call $Call -Result $result
    }
    ConvertTo-Token -Call $Call -Own $own -Result $result -Token $token['token'].get_InnerText()
}
