function Disconnect-QsJwtSession {
    <#
    .SYNOPSIS
        Ends a session that Connect-QsJwtSession gave.

    .DESCRIPTION
        Disconnect-QsJwtSession ends a session in client-managed Qlik Sense (QSEoW), where a user
        has five at a time. Qlik Cloud offers scripts no way to end one: for Cloud and OAuth, the
        cookies and the access token are forgotten here, and a warning says that nothing was ended
        at the server. The session cannot be used afterwards.

    .PARAMETER Session
        The session; or several.

    .PARAMETER CaCertificatePath
        The path of a file, PEM or DER, with the certificate authorities to trust; no certificate
        object. Default: as it was given to Connect-QsJwtSession.

    .PARAMETER SkipCertificateCheck
        Does not check the server's certificate. Default: as it was given to
        Connect-QsJwtSession.

    .PARAMETER Timeout
        How long it may take: a TimeSpan, a number of seconds, or text such as 1m. Default: 30
        seconds.

    .INPUTS
        The session.

    .OUTPUTS
        None.

    .EXAMPLE
        Disconnect-QsJwtSession $session

        Ends the session.

    .EXAMPLE
        $sessions | Disconnect-QsJwtSession -Timeout 10

        Ends several sessions, and waits no longer than 10 seconds for each.

    .LINK
        Connect-QsJwtSession
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')]
    [OutputType([void])]
    param(
        [Parameter(Position = 0, ValueFromPipeline)]
        [psobject[]] $Session,

        [psobject] $CaCertificatePath,

        [switch] $SkipCertificateCheck,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Timeout
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        # Not by name: PowerShell remembers the parameters of the object before.
        [void] $PSBoundParameters.Remove('Session')
        foreach ($one in @(if ($null -eq $Session) { , $null } else { $Session })) {
            if ($one -isnot [Collections.IDictionary] -or $one.PSObject.TypeNames -notcontains 'QsJwt.Session') {
                Write-Fault -Cmdlet $PSCmdlet -Continues -Fault @{
                    Code = 'WrongType'; Message = "-Session: expected a session, found $(Get-TypeTerm -Value $one)"; Parameter = 'session'
                    Hint = 'give what Connect-QsJwtSession gave'
                }
                continue
            }
            if (-not $PSCmdlet.ShouldProcess($one.Url, 'End session')) { continue }
            if ($one.Platform -eq 'qseow') {
                # What is wrong with one session leaves the next ones their turn: they may be elsewhere.
                $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
                if (-not ($options.Contains('cacert') -or $options.Contains('insecure'))) {
                    foreach ($option in $one.Trust.Keys) { $options[$option] = $one.Trust[$option] }
                }
                $options['url'] = $one.Url
                $options['cookies'] = @($one.WebSession.Cookies.GetCookies($one.Url) | ForEach-Object { "$($_.Name)=$($_.Value)" })
                if (-not $options['cookies']) {
                    $PSCmdlet.WriteVerbose("The session at $($one.Url) was ended before.")
                    continue
                }
                $ended = Invoke-Engine -Cmdlet $PSCmdlet -Method logout-qseow -Options $options -Target $one.User -Once -Continues
                if ($null -eq $ended) { continue }
            }
            else {
                $PSCmdlet.WriteWarning('Nothing was ended at the server: what Qlik Cloud gave ends by itself. It is only forgotten here.')
            }
            $one.WebSession.Headers.Clear()
            $one.WebSession.Cookies = [Net.CookieContainer]::new()
        }
    }
}
