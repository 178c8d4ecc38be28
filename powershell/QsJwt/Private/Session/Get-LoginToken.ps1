function Get-LoginToken {
    # The token that Connect-QsJwtSession logs in with, made by New-QsJwt, whose errors become
    # the caller's.
    param($Cmdlet, $Bound, [string] $Platform)

    $given = @{}
    foreach ($parameter in $script:Settings['Options']['New-QsJwt'].Keys) {
        if ($Bound.ContainsKey($parameter)) { $given[$parameter] = $Bound[$parameter] }
    }
    # Of an assertion, the address is a part; with it, New-QsJwt would make no other token.
    if ($Platform -ne 'qscloud-oauth') { $given.Remove('Url') }
    # Of a profile, New-QsJwt takes what is missing; else it names what is.
    if ($Platform -eq 'qseow' -and -not $given.Contains('ProfileName')) {
        foreach ($parameter in 'UserDirectory', 'UserId') {
            if (-not $given.Contains($parameter) -and "$($given['UserId'])" -notmatch '^[^\\]+\\[^\\]+$') {
                Write-Fault -Cmdlet $Cmdlet -Fault @{
                    Code = 'MissingOption'; Message = "$(Get-CmdletName -Cmdlet $Cmdlet) needs -$parameter"; Parameter = ''
                    Hint = 'or -Issuer for Qlik Cloud, -ClientId for OAuth, -Jwt for a token that is there, -ProfileName'
                }
            }
        }
    }
    try {
        New-QsJwt @given -ErrorAction Stop
    }
    catch {
        $name = $_.FullyQualifiedErrorId -replace ',.*'
        $text = $_.Exception.Message -replace '^New-QsJwt(?= needs)', (Get-CmdletName -Cmdlet $Cmdlet)
        $record = [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($text), $name, $_.CategoryInfo.Category, $_.TargetObject)
        if ($_.ErrorDetails) {
            $record.ErrorDetails = [Management.Automation.ErrorDetails]::new($_.ErrorDetails.Message.Replace($_.Exception.Message, $text))
            $record.ErrorDetails.RecommendedAction = $_.ErrorDetails.RecommendedAction
        }
        $Cmdlet.ThrowTerminatingError($record)
    }
}
