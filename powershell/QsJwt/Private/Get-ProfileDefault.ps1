function Get-ProfileDefault {
    # The platform and the options of a profile. Without a profile, or where there is none of
    # that name (which the engine will say), the platform of the parameter set and no options.
    param([Management.Automation.PSCmdlet] $Cmdlet, [string] $Name)

    $platform = if ($Cmdlet.ParameterSetName -eq 'Cloud') { 'qscloud' } else { 'qseow' }
    $found = @{ Platform = $platform; Options = @{} }
    if (-not $Name) { return $found }
    $result = Invoke-Engine -Cmdlet $Cmdlet -Method profiles -Options @{}
    foreach ($candidate in $result['profiles'].get_ChildNodes()) {
        if ($candidate['name'].get_InnerText() -ceq $Name) {
            $found.Platform = $candidate['platform'].get_InnerText()
            foreach ($option in $candidate['options'].get_ChildNodes()) {
                $found.Options[$option.get_LocalName()] = ConvertFrom-JsonElement -Element $option
            }
        }
    }
    $found
}
