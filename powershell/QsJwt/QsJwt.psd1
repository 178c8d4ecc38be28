@{
    RootModule = 'QsJwt.psm1'
    ModuleVersion = '0.1.0'
    GUID = '6f3f3d0e-5c0b-4a51-9a5b-0d6b1c1e7c42'
    Author = 'The qs-jwt authors'
    CompanyName = 'The qs-jwt authors'
    Copyright = '(c) The qs-jwt authors. MIT License.'
    Description = 'Makes and checks the JSON Web Tokens (JWTs) that let scripts log in to Qlik Sense, client-managed or cloud.'
    PowerShellVersion = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport = @(
        'Connect-QsJwtSession'
        'ConvertFrom-QsJwt'
        'Disconnect-QsJwtSession'
        'Get-QsJwtCertificate'
        'Get-QsJwtEngine'
        'Get-QsJwtOAuthKey'
        'Get-QsJwtProfile'
        'Install-QsJwtEngine'
        'New-QsJwt'
        'New-QsJwtCertificate'
        'New-QsJwtIdentityProviderBody'
        'New-QsJwtVirtualProxyBody'
        'Test-QsJwt'
        'Test-QsJwtLogin'
        'Uninstall-QsJwtEngine'
    )
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('Qlik', 'QlikSense', 'QlikCloud', 'QSEoW', 'JWT', 'Authentication', 'Certificate', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            # addresses, written by engine/tools/addresses.py
            LicenseUri = 'https://opensource.org/license/mit'
            # end of addresses
            ReleaseNotes = 'The first release: tokens, checks, certificates, request bodies for Qlik Sense, and a login test.'
        }
        # Whether the package index has the engine: then Install-QsJwtEngine may take it from there.
        Published = $false
    }
}
