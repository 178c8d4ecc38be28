function Assert-LoginParameter {
    # End a call of Connect-QsJwtSession that lacks what a token is made of. With -WhatIf none is
    # made, and so the engine says nothing.
    param($Cmdlet, $Bound, [string] $Platform, $Defaults)

    $options = $script:Settings['Options']['New-QsJwt']
    $needed = @{ qseow = 'UserDirectory', 'UserId'; qscloud = 'Issuer', 'KeyId'; 'qscloud-oauth' = @('ClientId') }[$Platform]
    foreach ($parameter in $needed) {
        # DIRECTORY\ID names both.
        if ($Bound.ContainsKey($parameter) -or $Defaults[$options[$parameter]] -or "$($Bound['UserId'])" -match '^[^\\]+\\[^\\]+$') { continue }
        Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{
            Code = 'MissingOption'; Message = "$(Get-CmdletName -Cmdlet $Cmdlet) needs -$parameter"; Parameter = ''
            Hint = 'give -UserDirectory and -UserId for client-managed Qlik Sense, -Issuer and -KeyId for Qlik Cloud, -ClientId for OAuth, -Jwt for a token that is there, or -ProfileName'
        }
    }
    $keys = @('PrivateKeyPath', 'PrivateKey', 'Certificate' | Where-Object { $Bound.ContainsKey($_) })
    if (-not $keys -and -not @($Defaults.Keys -match '^cert_|^sign_')) {
        Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{ Code = 'NoKeySource'; Message = 'no private key was named'; Parameter = ''; Hint = '' }
    }
}
