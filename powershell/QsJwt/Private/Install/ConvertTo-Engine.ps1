function ConvertTo-Engine {
    # What Get-QsJwtEngine and Install-QsJwtEngine give.
    [OutputType('QsJwt.Engine')]
    param($Engine, [string] $Path = $Engine['Path'], [string] $FoundBy = $Engine['FoundBy'])

    Register-ResultType -Kind Engine
    # Test-Engine has looked at the protocol alone; the engine may be from before it told the rest.
    $facts = @{ engine = $null; protocol = $null; python = $null }
    try {
        $told = ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text $Engine['Facts'])['result']
        foreach ($name in @($facts.Keys)) { if ($null -ne $told.PSObject.Properties[$name]) { $facts[$name] = $told.$name } }
    }
    catch { Write-Debug 'What it says beside is no JSON.' }
    [pscustomobject] @{
        PSTypeName = 'QsJwt.Engine'
        Path = $Path
        Version = $facts['engine']
        Protocol = $facts['protocol']
        PythonVersion = $facts['python']
        FoundBy = $FoundBy
    }
}
