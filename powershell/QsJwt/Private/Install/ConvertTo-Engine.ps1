function ConvertTo-Engine {
    # What Get-QsJwtEngine and Install-QsJwtEngine give.
    [OutputType('QsJwt.Engine')]
    param($Engine, [string] $Path = $Engine['Path'], [string] $FoundBy = $Engine['FoundBy'])

    Register-ResultType -Kind Engine
    $facts = ConvertFrom-JsonElement -Element (ConvertFrom-JsonText -Text $Engine['Facts'])['result']
    [pscustomobject] @{
        PSTypeName = 'QsJwt.Engine'
        Path = $Path
        Version = if ($facts.PSObject.Properties['engine']) { $facts.engine }
        Protocol = $facts.protocol
        # An engine from before it told.
        PythonVersion = if ($facts.PSObject.Properties['python']) { $facts.python }
        FoundBy = $FoundBy
    }
}
