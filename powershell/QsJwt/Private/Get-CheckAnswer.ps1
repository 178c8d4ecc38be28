function Get-CheckAnswer {
    # What the engine answers about one token.
    [OutputType([Xml.XmlElement])]
    param([hashtable] $Call, [object] $Jwt)

    $faults = [Collections.ArrayList]::new()
    $text = if ($null -eq $Jwt) { '' } else { ConvertTo-PlainText -Value $Jwt -Faults $faults }
    if ($faults.Count) {
        return New-FailedAnswer -Code $faults[0].Code -Message "jwt: $($faults[0].Message)" -Parameter jwt
    }
    $answer = Get-Answer -Method $Call.Method -Params ('{' + $Call.SharedText + '"jwt":' + (ConvertTo-JsonText -Value $text) + '}')
    if ($null -ne $answer['result']) {
        Write-EngineWarning -Cmdlet $Call.Cmdlet -Result $answer['result'] -Written $Call.Warned
    }
    $answer
}
