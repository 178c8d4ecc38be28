function Get-CheckCall {
    # What the tokens that one call of ConvertFrom-QsJwt or Test-QsJwt looks at have in common.
    param($Cmdlet, [string] $Method, $Typed)

    if (-not ($Typed.ContainsKey('Jwt') -or $Typed['JwtPath'] -or $Cmdlet.MyInvocation.ExpectingInput)) {
        Write-Fault -Cmdlet $Cmdlet -Ends -Fault @{ Code = 'MissingOption'; Message = 'no token was given'; Hint = 'give -Jwt or -JwtPath, or pipe tokens'; Parameter = 'jwt' }
    }
    $count = @($Typed['Jwt']).Count + @($Typed['JwtPath']).Count - 1
    # Each token is looked at by itself: what is none is an answer, not an error.
    foreach ($parameter in 'Jwt', 'JwtPath') { [void] $Typed.Remove($parameter) }
    $options = ConvertTo-EngineOption -Cmdlet $Cmdlet -Bound $Typed
    $hasKey = $options.Contains('cert_publickey_file') -or $options.Contains('cert_publickey')
    # decode expects an audience and no more; what else is asked for, verify checks.
    $asked = @('expected_issuer', 'expected_keyid', 'platform', 'leeway' | Where-Object { $options.Contains($_) })
    if ($Method -eq 'decode' -and $asked) {
        $Method = 'verify'
        if (-not $hasKey) { $options['skip_signature'] = $true }
    }
    @{
        Cmdlet = $Cmdlet
        Method = $Method
        # Of many tokens, the number of the one that is looked at, and what a message calls it.
        Many = $Cmdlet.MyInvocation.ExpectingInput -or $count -gt 1
        Number = 0
        Of = ''
        # Whether a check could not be made, for a reason that is not the token's.
        Failed = $false
        SharedText = ConvertTo-MemberText -Options $options
        Warned = [Collections.Hashtable]::new()
    }
}
