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
    $claims = if ($answer['result']['payload'].GetAttribute('type') -eq 'object') { $answer['result']['payload'] }
    $user = foreach ($claim in 'email', 'sub') {
        if ($null -ne $claims -and $null -ne $claims[$claim]) { $claims[$claim].get_InnerText() }
    }
    # With claim names of its own, a token for a virtual proxy cannot be told from others.
    @{ Platform = $(if ($platform -eq 'none') { 'qseow' } else { $platform }); User = $user | Select-Object -First 1 }
}
