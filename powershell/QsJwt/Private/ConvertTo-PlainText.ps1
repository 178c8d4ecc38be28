function ConvertTo-PlainText {
    # The text of a key, certificate, passphrase or token: given as text, as the lines that
    # Get-Content reads, as a SecureString, or as an object that has it as Token.
    [OutputType([string])]
    param([object] $Value, [Collections.ArrayList] $Faults)

    if ($Value -is [string]) { return $Value }
    if ($Value -is [securestring]) {
        return [Net.NetworkCredential]::new('', $Value).Password
    }
    if ($Value -is [array]) {
        $odd = @($Value | Where-Object { $_ -isnot [string] })
        if (-not $odd.Count) { return $Value -join "`n" }
    }
    else {
        $token = $Value.PSObject.Properties['Token']
        if ($null -ne $token -and $null -ne $token.Value -and $token.Value -isnot [string]) {
            # A table of users, each with a token object.
            $token = $token.Value.PSObject.Properties['Token']
        }
        if ($null -ne $token -and $token.Value -is [string]) { return $token.Value }
    }
    Add-Fault -Faults $Faults -Code WrongType -Message "expected text or a SecureString, found a $($Value.GetType().FullName)"
}
