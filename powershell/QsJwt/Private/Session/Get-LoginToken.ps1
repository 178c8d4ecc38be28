function Get-LoginToken {
    # The token that Connect-QsJwtSession logs in with, made by New-QsJwt, whose errors become
    # the caller's.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound)

    $given = @{}
    foreach ($parameter in $script:Settings.Options['New-QsJwt'].Keys) {
        if ($parameter -ne 'Url' -and $Bound.ContainsKey($parameter)) { $given[$parameter] = $Bound[$parameter] }
    }
    # Of a profile, New-QsJwt takes what is missing; else it names what is.
    if (-not $given.Contains('ProfileName') -and -not $given.Contains('Issuer')) {
        foreach ($parameter in 'UserDirectory', 'UserId') {
            if (-not $given.Contains($parameter)) {
                Write-Fault -Cmdlet $Cmdlet -Fault @{
                    Code = 'MissingOption'; Message = "$(Get-CmdletName -Cmdlet $Cmdlet) needs -$parameter"; Parameter = ''
                    Hint = 'or -Issuer for Qlik Cloud, -ClientId for OAuth, -Jwt for a token that is there, -ProfileName'
                }
            }
        }
    }
    if ($given.Contains('Issuer') -and -not $given.Contains('KeyId') -and -not $given.Contains('ProfileName')) { $given['KeyId'] = '' }
    try {
        New-QsJwt @given -ErrorAction Stop
    }
    catch {
        $name = $_.FullyQualifiedErrorId -replace ',.*'
        $record = [Management.Automation.ErrorRecord]::new($_.Exception, $name, $_.CategoryInfo.Category, $_.TargetObject)
        $record.ErrorDetails = $_.ErrorDetails
        $Cmdlet.ThrowTerminatingError($record)
    }
}
