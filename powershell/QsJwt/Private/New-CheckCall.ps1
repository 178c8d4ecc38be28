function New-CheckCall {
    # What the tokens that one call of ConvertFrom-QsJwt or Test-QsJwt looks at have in common.
    param([Management.Automation.PSCmdlet] $Cmdlet, [string] $Method, [Collections.IDictionary] $Typed)

    $options = ConvertTo-EngineOption -Cmdlet $Cmdlet -Bound $Typed
    $options.Remove('jwt')
    $hasKey = $options.Contains('cert_publickey_file') -or $options.Contains('cert_publickey')
    # decode expects an audience and no more; what else is asked for, verify checks.
    $asked = @('expected_issuer', 'expected_keyid', 'platform', 'leeway' | Where-Object { $options.Contains($_) })
    if ($Method -eq 'decode' -and $asked) {
        $Method = 'verify'
        if (-not $hasKey) { $options['skip_signature'] = $true }
    }
    $shared = ConvertTo-MemberText -Options $options
    @{
        Cmdlet = $Cmdlet
        Method = $Method
        SharedText = if ($shared) { "$shared," } else { '' }
        Warned = [Collections.Generic.HashSet[string]]::new()
    }
}
