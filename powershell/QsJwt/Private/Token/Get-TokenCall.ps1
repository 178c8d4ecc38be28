function Get-TokenCall {
    # What one call of New-QsJwt knows: what its users have in common.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Typed)

    # A script block for a parameter has no value yet: it gives one for each user.
    $isPiped = $Cmdlet.MyInvocation.ExpectingInput
    $delayed = @(if ($isPiped) { foreach ($name in $Typed.Keys) { if ($null -ne $Typed[$name] -and $Typed[$name].GetType().Name -eq 'DelayedScriptBlockArgument') { $name } } })
    foreach ($parameter in $delayed) { [void] $Typed.Remove($parameter) }
    Assert-TokenParameter -Cmdlet $Cmdlet -Typed $Typed
    $given = $delayed + @(foreach ($name in $Typed.Keys) { if ($Typed[$name] -isnot [switch] -or $Typed[$name]) { $name } })
    $hasUserId = $Typed.ContainsKey('UserId')
    [void] $Typed.Remove('UserId')
    $shared = ConvertTo-EngineOption -Cmdlet $Cmdlet -Name New-QsJwt -Bound $Typed
    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Typed
    Assert-PlatformParameter -Cmdlet $Cmdlet -Given $given -Platform $defaults.Platform
    if ($shared.Contains('cert_publickey')) { $shared['signing'] = 'detached' }
    $hasKey = $shared.Contains('cert_privatekey_file') -or $shared.Contains('cert_privatekey') -or $shared.Contains('signing')
    if ($defaults.Options['cert_create'] -and -not $hasKey) { $shared['cert_create'] = $true }
    if ($shared['cert_create'] -and -not $shared.Contains('cert_file_prefix') -and -not $defaults.Options['cert_file_prefix']) {
        # The engine's working folder is not PowerShell's location.
        $shared['cert_file_prefix'] = Get-LocationPrefix -Cmdlet $Cmdlet
    }
    $prefix = if ($shared.Contains('cert_file_prefix')) { $shared['cert_file_prefix'] } else { $defaults.Options['cert_file_prefix'] }
    $isCloud = $defaults.Platform -eq 'qscloud'
    $isQseow = $defaults.Platform -eq 'qseow'
    # QSEoW has no limit to allow more than.
    if ($isQseow) { $shared.Remove('allow_long_lifetime') }
    $claims = $defaults.Options['claims']
    if ($null -ne $claims -and $shared.Contains('claims')) { $shared['claims'] = Merge-Claim -Common $claims -Own $shared['claims'] }
    if ($shared.Contains('claims')) { $claims = $shared['claims'] }
    if ($isPiped) { $shared.Remove('claims') } else { $claims = $null }
    $faults = [Collections.ArrayList]::new()
    $files = @(
        if ($shared['cert_create']) { @{ Target = "$prefix*"; Action = 'Create key pair and certificate' } }
        if ($shared['output_file']) { @{ Target = $shared['output_file']; Action = 'Write token' } }
    )
    $sent = $shared
    if ($shared['signing']) {
        # The file is written when the token is finished, for somebody else signs it.
        $sent = [ordered] @{}
        foreach ($name in $shared.Keys) { if ($name -notin 'output_file', 'force') { $sent[$name] = $shared[$name] } }
    }
    $sharedText = ConvertTo-MemberText -Options $sent -Faults $faults
    if ($faults.Count) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }
    # What each user has of its own, by the names of parameter and option.
    $foreign = if ($isCloud) { 'UserDirectory' } else { 'Subject' }
    $own = @{}
    foreach ($parameter in 'UserDirectory', 'UserName', 'UserEmail', 'Groups', 'Subject', 'Claims', 'Certificate') {
        if (($isCloud -or $isQseow -or $parameter -eq 'Certificate') -and $parameter -ne $foreign -and -not $Typed.ContainsKey($parameter)) {
            $own[$parameter] = $script:Settings.Options['New-QsJwt'][$parameter]
        }
    }
    @{
        Cmdlet = $Cmdlet
        Own = $own
        Method = 'create-' + $defaults.Platform
        Shared = $shared
        Defaults = $defaults.Options
        SharedText = $sharedText
        HasUserId = $hasUserId
        Delayed = $delayed
        # Those for all users, the profile's among them, to which each one's own are added.
        Claims = $claims
        Piped = $isPiped
        IsCloud = $isCloud
        IsQseow = $isQseow
        # A profile may say it as well.
        AsksVerified = -not $Typed['ProfileName']
        AsString = [bool] $Typed['AsString']
        AsSecureString = [bool] $Typed['AsSecureString']
        Files = $files
        Certificate = $Typed['Certificate']
        Declined = $false
        Number = 0
        Written = $false
        Warned = [Collections.Generic.HashSet[string]]::new()
    }
}
