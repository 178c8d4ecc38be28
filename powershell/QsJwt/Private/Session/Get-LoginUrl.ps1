function Get-LoginUrl {
    # The address to log in at, as it was given or as the profile has it. Where there is none this
    # ends the call, before the caller is asked about a login.
    [OutputType([string])]
    param($Cmdlet, $Options, $Defaults)

    # The engine's own error says which profiles it has looked for, and where.
    if (-not $Defaults['IsKnown']) { [void] (Invoke-Engine -Cmdlet $Cmdlet -Method decode -Options @{ profile = $Options['profile'] } -Ends) }
    $url = if ($Options.Contains('url')) { $Options['url'] } else { $Defaults['Options']['url'] }
    if ($url) { return $url }
    Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{
        Code = 'MissingOption'; Message = "$(Get-CmdletName -Cmdlet $Cmdlet) needs -Url"; Parameter = 'url'
        Hint = 'give the address of the virtual proxy, such as https://qlik.example.com/jwt, or of the tenant'
    }
}
