# The members that Tab offers in (Get-QsJwtProfile ...). where no object is there yet.
class QsJwtProfile {
    [string] $Name
    [string] $Platform
    [psobject] $Options
}

function Get-QsJwtProfile {
    <#
    .SYNOPSIS
        Lists the profiles that New-QsJwt -ProfileName takes.

    .DESCRIPTION
        Get-QsJwtProfile reads profiles.toml in your settings folder, or the file that the
        variable QS_JWT_CONFIG names. A profile is a named set of defaults for the options of
        a platform's tokens. It holds no secret, only where one is to be found.

    .PARAMETER Name
        The names of the profiles; wildcards do. Default: all.

    .OUTPUTS
        QsJwt.Profile: Name, Platform, Options.

    .EXAMPLE
        Get-QsJwtProfile

        Lists all profiles.

    .EXAMPLE
        (Get-QsJwtProfile -Name lab).Options

        Shows what the profile lab sets.

    .LINK
        New-QsJwt
    #>
    [CmdletBinding()]
    [OutputType('QsJwt.Profile')]
    [OutputType([QsJwtProfile])]
    param(
        [Parameter(Position = 0)]
        [SupportsWildcards()]
        [string[]] $Name = '*'
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        Sync-EngineEnvironment
        $result = Invoke-Engine -Cmdlet $PSCmdlet -Method profiles -Options @{}
        if ($null -eq $result) { return }
        Register-ResultType -Kind Profile
        $profiles = foreach ($element in $result['profiles'].get_ChildNodes()) {
            [pscustomobject] @{
                PSTypeName = 'QsJwt.Profile'
                Name = $element['name'].get_InnerText()
                Platform = $element['platform'].get_InnerText()
                Options = ConvertFrom-JsonElement -Element $element['options']
            }
        }
        foreach ($pattern in $Name) {
            $profiles | Where-Object Name -Like $pattern
            if (-not ($profiles | Where-Object Name -Like $pattern) -and -not [WildcardPattern]::ContainsWildcardCharacters($pattern)) {
                $fault = @{ Code = 'UnknownProfile'; Message = "there is no profile '$pattern' in $($result['path'].get_InnerText())"; Hint = ''; Parameter = 'name' }
                Write-Fault -Cmdlet $PSCmdlet -Fault $fault -Target $pattern
            }
        }
    }
}
