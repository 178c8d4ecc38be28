@{
    RootModule = 'QsJwt.psm1'
    ModuleVersion = '0.1.0'
    GUID = '6f3f3d0e-5c0b-4a51-9a5b-0d6b1c1e7c42'
    PowerShellVersion = '5.1'
    TypesToProcess = 'QsJwt.Types.ps1xml'
    FunctionsToExport = @('New-QsJwt')
}
