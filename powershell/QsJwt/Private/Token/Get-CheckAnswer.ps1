function Get-CheckAnswer {
    # What the engine answers about one token, or about the one in a file.
    [OutputType([Xml.XmlElement])]
    param($Call, $Jwt, [switch] $IsPath)

    $Call['Number']++
    if ($Call['Many']) { $Call['Of'] = "token $($Call['Number'])" }
    $option = if ($IsPath -or $Jwt -is [IO.FileInfo]) { 'jwt_file' } else { 'jwt' }
    $faults = [Collections.ArrayList]::new()
    $text = if ($null -eq $Jwt) { '' } else { ConvertTo-OptionValue -Cmdlet $Call['Cmdlet'] -Option $option -Value $Jwt -Faults $faults }
    if ($faults.Count) {
        return ConvertTo-FailedAnswer -Code $faults[0].Code -Message "-$(if ($IsPath) { 'JwtPath' } else { 'Jwt' }): $($faults[0].Message)" -Hint $faults[0].Hint -Parameter $option
    }
    $own = '"' + $option + '":' + (ConvertTo-JsonText -Value $text)
    $members = ($Call['SharedText'], $own) -ne '' -join ','
    $answer = Get-Answer -Method $Call['Method'] -Params "{$members}"
    if ($null -ne $answer['result']) {
        Write-EngineWarning -Cmdlet $Call['Cmdlet'] -Result $answer['result'] -Written $Call['Warned']
    }
    $answer
}
