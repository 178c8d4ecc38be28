function Get-TokenCall {
    # What one call of New-QsJwt knows: what its users have in common, as Invoke-TokenRequest needs
    # it for each of them. Any fault in it ends the call.
    param($Cmdlet, $Typed)

    $isPiped = $Cmdlet.MyInvocation.ExpectingInput
    # A script block for a parameter has no value yet: it gives one for each user.
    $delayed = @(if ($isPiped) { $Typed.Keys | Where-Object { $null -ne $Typed[$_] -and $Typed[$_].GetType().Name -eq 'DelayedScriptBlockArgument' } })
    foreach ($parameter in $delayed) { [void] $Typed.Remove($parameter) }
    Assert-TokenParameter -Cmdlet $Cmdlet -Typed $Typed -Delayed $delayed

    # The engine's options, with what the profile has of its own.
    $given = $delayed + @(foreach ($name in $Typed.Keys) { if ($Typed[$name] -isnot [switch] -or $Typed[$name]) { $name } })
    $faults = [Collections.ArrayList]::new()
    if ($null -ne $Typed['Certificate'] -and -not (Test-PrivateKey -Certificate $Typed['Certificate'] -Faults $faults)) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }
    $hasUserId = $Typed.ContainsKey('UserId')
    [void] $Typed.Remove('UserId')
    $shared = ConvertTo-EngineOption -Cmdlet $Cmdlet -Name New-QsJwt -Bound $Typed
    $defaults = Get-ProfileDefault -Cmdlet $Cmdlet -Typed $Typed
    Assert-PlatformParameter -Cmdlet $Cmdlet -Given $given -Platform $defaults['Platform']

    if ($shared.Contains('cert_publickey')) { $shared['signing'] = 'detached' }
    $hasKey = $shared.Contains('cert_privatekey_file') -or $shared.Contains('cert_privatekey') -or $shared.Contains('signing')
    $files = @(if (-not $hasKey -or $shared['output_file']) { Get-TokenFile -Cmdlet $Cmdlet -Shared $shared -Defaults $defaults['Options'] -HasKey $hasKey })

    $isCloud = $defaults['Platform'] -eq 'qscloud'
    $isQseow = $defaults['Platform'] -eq 'qseow'
    # QSEoW has no limit to allow more than.
    if ($isQseow) { $shared.Remove('allow_long_lifetime') }

    # Those of the profile and of the call, which win; users from the pipeline add their own.
    $claims = $defaults['Options']['claims']
    if ($null -ne $claims -and $shared.Contains('claims')) { $shared['claims'] = Merge-Claim -Common $claims -Own $shared['claims'] }
    if ($shared.Contains('claims')) { $claims = $shared['claims'] }
    if ($isPiped) { $shared.Remove('claims') } else { $claims = $null }

    # What all requests have in common, as text: there are many users. Where somebody else signs,
    # the file is written when the token is finished.
    $sharedText = ConvertTo-MemberText -Options $shared -Except $(if ($shared['signing']) { 'output_file', 'force' }) -Faults $faults
    if ($faults.Count) { Write-Fault -Cmdlet $Cmdlet -Fault $faults[0] -Ends }

    # What each user may have of its own: neither typed for all nor foreign to the platform.
    $own = @{}
    $isOfUser = $isCloud -or $isQseow
    $options = $script:Settings['Options']['New-QsJwt']
    foreach ($parameter in $options.Keys) {
        $option = $options[$parameter]
        if ($option -in $script:Settings['UserTexts'] -and -not $Typed.ContainsKey($parameter) -and
            $option -notin $script:Settings['ForeignOptions'][$defaults['Platform']]) { $own[$parameter] = $option }
    }

    Register-ResultType -Kind Token
    @{
        Cmdlet = $Cmdlet
        Method = 'create-' + $defaults['Platform']
        IsCloud = $isCloud
        IsQseow = $isQseow
        # Options for all users, as a table and as the text of a request's members.
        Shared = $shared
        SharedText = $sharedText
        # For all users, to which each one's own are added; $null where none come from the pipeline.
        Claims = $claims
        # Whose private key signs, and which files are written, each to be asked about.
        Certificate = $Typed['Certificate']
        Files = $files
        # The option of each text that a user may give, whether one may have more than texts, and
        # which parameters a script block gives.
        Own = $own
        TakesGroups = $isOfUser -and -not $Typed.ContainsKey('Groups')
        TakesClaims = $isOfUser -and -not $Typed.ContainsKey('Claims')
        TakesExpires = $isPiped -and -not ($Typed.ContainsKey('Expires') -or ($Typed.ContainsKey('ExpiresAt') -and 'Expires' -notin $delayed))
        # A key for all comes before a user's own certificate.
        TakesCertificate = -not ($Typed['Certificate'] -or $shared['cert_create'] -or $shared.Contains('cert_privatekey_file') -or $shared.Contains('cert_privatekey'))
        Delayed = $delayed
        HasUserId = $hasUserId
        # What QSEoW's users have who bring none of their own.
        UserDirectory = if ($shared.Contains('userdir')) { $shared['userdir'] } else { $defaults['Options']['userdir'] }
        UserId = $defaults['Options']['userid']
        # Whether asking the engine twice would write twice.
        Writes = $shared['cert_create'] -or $shared.Contains('output_file')
        Piped = $isPiped
        # Whether there is a profile, which may say what a user does not.
        HasProfile = [bool] $Typed['ProfileName']
        AsString = [bool] $Typed['AsString']
        AsSecureString = [bool] $Typed['AsSecureString']
        # What changes from user to user: whether all was declined, how many there were, whether
        # the token's file is written, and which warnings were said.
        Declined = $false
        Number = 0
        Written = $false
        Warned = [Collections.Generic.HashSet[string]]::new()
    }
}
