function ConvertTo-PlainText {
    # The text of a key, certificate, passphrase or token: given as text, as the lines that
    # Get-Content reads, as a SecureString, or as an object that has it as Token.
    [OutputType([string])]
    param([object] $Value, [Collections.ArrayList] $Faults, [int] $Depth = 0)

    if ($Value -is [string]) { return $Value }
    if ($Value -is [securestring]) {
        return [Net.NetworkCredential]::new('', $Value).Password
    }
    if ($Value -is [array]) {
        $odd = @($Value | Where-Object { $_ -isnot [string] })
        if (-not $odd.Count) { return $Value -join "`n" }
    }
    elseif ($Depth -lt 2) {
        # A token object, or a table of users, each with one.
        $property = $Value.PSObject.Properties['Token']
        $token = if ($Value -is [Collections.IDictionary]) { $Value['Token'] } elseif ($null -ne $property) { $property.Value }
        if ($null -ne $token) { return ConvertTo-PlainText -Value $token -Faults $Faults -Depth ($Depth + 1) }
    }
    Add-Fault -Faults $Faults -Code WrongType -Message "expected text or a SecureString, found a $($Value.GetType().FullName)"
}
