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
        The session.

    .PARAMETER CaCertificatePath
        The path of a file, PEM or DER, with the certificates that the server's own is trusted
        by; no certificate object. Default: as it was given to Connect-QsJwtSession.

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
        [psobject] $Session,

        [psobject] $CaCertificatePath,

        [switch] $SkipCertificateCheck,

        [ArgumentCompleter({ & (@(Get-Module QsJwt)[0]) Complete-Value @args })]
        [psobject] $Timeout
    )

    process {
        . Import-CallerPreference -Cmdlet $PSCmdlet
        # Not by name: PowerShell remembers the parameters of the object before.
        [void] $PSBoundParameters.Remove('Session')
        if ($Session -isnot [Collections.IDictionary] -or $Session.PSObject.TypeNames -notcontains 'QsJwt.Session') {
            Write-Fault -Cmdlet $PSCmdlet -Fault @{
                Code = 'WrongType'; Message = '-Session: that is no session'; Parameter = 'session'
                Hint = 'give what Connect-QsJwtSession gave'
            }
            return
        }
        if (-not $PSCmdlet.ShouldProcess($Session.Url, 'End session')) { return }
        if ($Session.Platform -eq 'qseow') {
            $options = ConvertTo-EngineOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters
            if (-not ($options.Contains('cacert') -or $options.Contains('insecure'))) {
                foreach ($option in $Session.Trust.Keys) { $options[$option] = $Session.Trust[$option] }
            }
            $options['url'] = $Session.Url
            $options['cookies'] = @($Session.WebSession.Cookies.GetCookies($Session.Url) | ForEach-Object { "$($_.Name)=$($_.Value)" })
            if (-not $options['cookies']) { return $PSCmdlet.WriteVerbose("The session at $($Session.Url) was ended before.") }
            $ended = Invoke-Engine -Cmdlet $PSCmdlet -Method logout-qseow -Options $options -Target $Session.User -Once
            if ($null -eq $ended) { return }
        }
        else {
            $PSCmdlet.WriteWarning('Nothing was ended at the server: what Qlik Cloud gave ends by itself. It is only forgotten here.')
        }
        $Session.WebSession.Headers.Clear()
        $Session.WebSession.Cookies = [Net.CookieContainer]::new()
    }
}
