function ConvertTo-VerificationReport {
    # The report that Test-QsJwt gives for an answer: verify's result, or that the input was
    # no token that verify could look at.
    param($Cmdlet, $Answer)

    Register-ResultType -Kind VerificationReport
    $name = Get-CmdletName -Cmdlet $Cmdlet
    $report = [ordered] @{
        PSTypeName = 'QsJwt.VerificationReport'
        Valid = $false
        Platform = ''
        SignatureChecked = $false
        Findings = @()
        Header = $null
        Payload = $null
    }
    $result = $Answer['result']
    if ($null -eq $result) {
        Register-ResultType -Kind Finding
        $fault = Get-Fault -Answer $Answer -Cmdlet $name
        $report.Findings = @([pscustomobject] @{
                PSTypeName = 'QsJwt.Finding'; Rule = $fault.Code; Severity = 'error'
                Found = $fault.Message; Expected = 'a token'; Hint = $fault.Hint
            })
        return [pscustomobject] $report
    }
    $report.Valid = $result['valid'].get_InnerText() -eq 'true'
    $report.Platform = $result['platform'].get_InnerText()
    $report.SignatureChecked = $result['signature_checked'].get_InnerText() -eq 'true'
    $report.Findings = @(ConvertTo-Finding -Result $result -Cmdlet $name)
    foreach ($part in 'Header', 'Payload') {
        $text = $result[$part.ToLowerInvariant()]
        if ($null -ne $text -and $text.GetAttribute('type') -eq 'string') {
            try {
                $report[$part] = ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text $text.get_InnerText())
            }
            catch {
                Write-Debug 'It holds what .NET cannot: the findings tell all the same.'
            }
        }
    }
    [pscustomobject] $report
}
