function Get-Patience {
    # How many seconds a request may take: its own limit and some more. A profile may have a
    # limit that is not known here.
    [OutputType([int])]
    param($Options)

    if ("$($Options['timeout'])" -match '^([0-9]{1,6}(?:\.[0-9]+)?)\s*([smh]?)$') {
        $units = @{ '' = 1; s = 1; m = 60; h = 3600 }
        return [int] [Math]::Ceiling([double] $Matches[1] * $units[$Matches[2]]) + $script:Grace
    }
    if ($Options.Contains('profile') -or $Options.Contains('timeout')) { return 3600 }
    $script:Patience
}
