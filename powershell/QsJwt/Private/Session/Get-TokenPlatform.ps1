function Get-TokenPlatform {
    # Which platform a token is for, as the engine tells it from the claims, and its user.
    param($Cmdlet, $Options)

    $asked = @{ jwt = $Options['jwt']; skip_signature = $true }
    foreach ($option in 'userid_claim', 'userdir_claim') {
        if ($Options.Contains($option)) { $asked[$option] = $Options[$option] }
    }
    $answer = Get-Answer -Method verify -Params (ConvertTo-JsonText -Value $asked)
    $fault = Get-Fault -Answer $answer -Cmdlet (Get-CmdletName -Cmdlet $Cmdlet)
    if ($fault) { Write-Fault -Cmdlet $Cmdlet -Fault $fault }
    $platform = $answer['result']['platform'].get_InnerText()
    $text = $answer['result']['payload']
    $claims = if ($text.GetAttribute('type') -eq 'string') { try { ConvertFrom-JsonText -Text $text.get_InnerText() } catch { Write-Debug 'It holds what .NET cannot.' } }
    # With claim names of its own, a token for a virtual proxy cannot be told from others.
    if ($platform -eq 'none') { $platform = 'qseow' }
    $names = 'email', 'sub'
    if ($platform -eq 'qseow') {
        $names = 'userDirectory', 'userId'
        if ($asked['userdir_claim']) { $names[0] = $asked['userdir_claim'] }
        if ($asked['userid_claim']) { $names[1] = $asked['userid_claim'] }
    }
    $found = @(foreach ($name in $names) { if ($null -ne $claims -and $null -ne $claims[$name]) { $claims[$name].get_InnerText() } })
    @{ Platform = $platform; User = if ($platform -eq 'qseow') { $found -join '\' } else { $found | Select-Object -First 1 } }
}
