function Assert-AssertionOption {
    # End a call of New-QsJwt that gives a client assertion what only a user's token has.
    param([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Options)

    foreach ($option in $script:Settings.NotOfAssertion) {
        if ($Options.Contains($option)) {
            Write-Fault -Cmdlet $Cmdlet -Fault @{
                Code = 'ConflictingOptions'; Message = "{option:$option}: a client assertion for OAuth has none"
                Hint = 'leave it out'; Parameter = ''
            }
        }
    }
}
