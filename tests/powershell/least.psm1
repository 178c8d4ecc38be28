# The least that a module can take which gets its tokens from the same engine: bench.py measures it
# beside ours. Nothing is checked, and no engine but the one that is named is looked for.
$script:Engine = $null

function New-LeastJwt {
    [CmdletBinding()]
    param([object] $UserDirectory, [object] $UserId, [object] $PrivateKeyPath)

    process {
        if (-not $script:Engine) {
            $start = [Diagnostics.ProcessStartInfo]::new($env:QS_JWT_ENGINE, 'serve --claims-as-text')
            $start.UseShellExecute = $false
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
            $script:Engine = [Diagnostics.Process]::Start($start)
            $script:Engine.StandardInput.WriteLine('{"jsonrpc":"2.0","id":1,"method":"version"}')
            $null = $script:Engine.StandardOutput.ReadLine()
        }
        $script:Engine.StandardInput.WriteLine(
            '{"jsonrpc":"2.0","id":2,"method":"create-qseow","params":{"userdir":"' + $UserDirectory +
            '","userid":"' + $UserId + '","cert_privatekey_file":"' + $PrivateKeyPath + '"}}')
        $bytes = [Text.Encoding]::UTF8.GetBytes($script:Engine.StandardOutput.ReadLine())
        # As ConvertFrom-JsonText reads it.
        $reader = [Runtime.Serialization.Json.JsonReaderWriterFactory]::CreateJsonReader(
            $bytes, [Xml.XmlDictionaryReaderQuotas]::Max)
        $document = [Xml.XmlDocument]::new()
        $document.PreserveWhitespace = $true
        $document.Load($reader)
        [pscustomobject] @{ Token = $document.DocumentElement['result']['token'].get_InnerText() }
    }
}
