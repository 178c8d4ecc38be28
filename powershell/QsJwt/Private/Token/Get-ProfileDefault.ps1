function Get-ProfileDefault {
    # The platform and the options of a profile. Without a profile, or where there is none of
    # that name (which the engine will say), the platform that the parameters are of and no
    # options.
    param($Cmdlet, $Typed)

    $name = $Typed['ProfileName']
    $found = @{ Platform = 'qseow'; Options = @{}; IsKnown = -not $name }
    if ($name) {
        & {
            $result = Invoke-Engine -Cmdlet $Cmdlet -Method profiles -Options @{} -Ends
            foreach ($candidate in $result['profiles'].get_ChildNodes()) {
                if ($candidate['name'].get_InnerText() -cne $name) { continue }
                $found['IsKnown'] = $true
                $found['Platform'] = $candidate['platform'].get_InnerText()
                foreach ($option in $candidate['options'].get_ChildNodes()) {
                    $found['Options'][$option.get_LocalName()] = ConvertFrom-JsonElement -Element $option
                }
            }
        }
    }
    elseif ($Typed.ContainsKey('ClientId') -or ($Typed.ContainsKey('Url') -and (Get-CmdletName -Cmdlet $Cmdlet) -eq 'New-QsJwt')) { $found['Platform'] = 'qscloud-oauth' }
    elseif ($Typed.ContainsKey('Issuer') -or $Typed.ContainsKey('KeyId')) { $found['Platform'] = 'qscloud' }
    $found
}
