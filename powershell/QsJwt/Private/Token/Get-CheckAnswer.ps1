function Get-CheckAnswer {
    # What the engine answers about one token.
    [OutputType([Xml.XmlElement])]
    param([hashtable] $Call, [object] $Jwt)

    $faults = [Collections.ArrayList]::new()
    $text = if ($null -eq $Jwt) { '' } else { ConvertTo-PlainText -Value $Jwt -Faults $faults }
    if ($faults.Count) {
        return ConvertTo-FailedAnswer -Code $faults[0].Code -Message "jwt: $($faults[0].Message)" -Parameter jwt
    }
    $own = if ($Call.FromFile) { '' } else { '"jwt":' + (ConvertTo-JsonText -Value $text) }
    $members = ($Call.SharedText, $own) -ne '' -join ','
    $answer = Get-Answer -Method $Call.Method -Params "{$members}"
    if ($null -ne $answer['result']) {
        Write-EngineWarning -Cmdlet $Call.Cmdlet -Result $answer['result'] -Written $Call.Warned
    }
    $answer
}
