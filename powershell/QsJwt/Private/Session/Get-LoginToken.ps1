function Get-LoginToken {
    # The token that Connect-QsJwtSession logs in with, made as New-QsJwt makes it.
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
    # Typed is spent: the user's parameters are asked for once more.
    $typed = $given.Clone()
    Invoke-TokenRequest -Call (Get-TokenCall -Cmdlet $Cmdlet -Typed $typed) -User $given
}
