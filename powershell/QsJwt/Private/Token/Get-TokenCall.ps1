function Get-TokenCall {
    # What one call of New-QsJwt knows: what its users have in common, as Invoke-TokenRequest needs
    # it for each of them. Any fault in it ends the call.
    param($Cmdlet, $Typed)

    $isPiped = $Cmdlet.MyInvocation.ExpectingInput
    # A script block for a parameter has no value yet: it gives one for each user.
    $delayed = @(if ($isPiped) { & { $Typed.Keys | Where-Object { $null -ne $Typed[$_] -and $Typed[$_].GetType().Name -eq 'DelayedScriptBlockArgument' } } })
    foreach ($parameter in $delayed) { [void] $Typed.Remove($parameter) }
    Assert-TokenParameter -Cmdlet $Cmdlet -Typed $Typed -Delayed $delayed

    # The engine's options, with what the profile has of its own.
    $given = $delayed + @(foreach ($name in $Typed.Keys) { if ($Typed[$name] -isnot [switch] -or $Typed[$name]) { $name } })
    $faults = [Collections.ArrayList]::new()
    $certificate = $Typed['Certificate']
    if ($null -ne $certificate -and -not (Test-PrivateKey -Certificate $certificate -Faults $faults)) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }
    $hasUserId = $Typed.ContainsKey('UserId')
    $shared = ConvertTo-EngineOption -Cmdlet $Cmdlet -Name New-QsJwt -Bound $Typed -Except UserId
    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Typed
    $platform, $default = $defaults['Platform'], $defaults['Options']
    Assert-PlatformParameter -Cmdlet $Cmdlet -Given $given -Platform $platform

    if ($null -ne $certificate) { $shared['signing'] = 'detached' }
    $hasKey = $shared['cert_privatekey_file'] -or $shared.Contains('cert_privatekey') -or $null -ne $certificate
    $files = @(if (-not $hasKey -or $shared['output_file']) { Get-TokenFile -Cmdlet $Cmdlet -Shared $shared -Defaults $default -HasKey $hasKey })
    # QSEoW has no limit to allow more than.
    if ($platform -eq 'qseow' -and $null -ne $shared['allow_long_lifetime']) { $shared.Remove('allow_long_lifetime') }

    # Those of the profile and of the call, which win; users from the pipeline add their own.
    $claims = $default['claims']
    if ($null -ne $shared['claims']) {
        $claims = $shared['claims'] = if ($null -ne $claims) { Merge-Claim -Common $claims -Own $shared['claims'] } else { $shared['claims'] }
        if ($isPiped) { $shared.Remove('claims') }
    }

    # What all requests have in common, as text: there are many users. Where somebody else signs,
    # the file is written when the token is finished.
    $sharedText = ConvertTo-MemberText -Options $shared -Except $(if ($null -ne $certificate) { 'output_file', 'force' }) -Faults $faults
    if ($faults.Count) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }

    if (-not ($Typed['AsString'] -or $Typed['AsSecureString'] -or $script:Registered['Token'])) { Register-TokenType }
    $call = @{
        Cmdlet = $Cmdlet
        Method = "create-$platform"
        IsCloud = $platform -eq 'qscloud'
        IsQseow = $platform -eq 'qseow'
        # Options for all users, as a table and as the text of a request's members.
        Shared = $shared
        SharedText = $sharedText
        # Whose private key signs, and which files are written, each to be asked about.
        Certificate = $certificate
        Files = $files
        # Whether users come from the pipeline; Add-UserTerm has what they may have.
        Piped = $isPiped
        HasUserId = $hasUserId
        # What QSEoW's users have who bring none of their own.
        UserDirectory = if ($null -ne $shared['userdir']) { $shared['userdir'] } else { $default['userdir'] }
        UserId = $default['userid']
        # Whether asking the engine twice would write twice.
        Writes = $shared['cert_create'] -or $shared['output_file']
        # Whether there is a profile, which may say what a user does not.
        HasProfile = [bool] $Typed['ProfileName']
        AsString = [bool] $Typed['AsString']
        AsSecureString = [bool] $Typed['AsSecureString']
        # What changes from user to user: whether all was declined, how many there were, whether
        # the token's file is written, and which warnings were said.
        Declined = $false
        Number = 0
        Written = $false
        Warned = [Collections.Hashtable]::new()
    }
    if ($isPiped) { Add-UserTerm -Call $call -Typed $Typed -Delayed $delayed -Claims $claims -Platform $platform -HasKey $hasKey }
    $call
}
