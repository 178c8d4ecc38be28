function Add-LoginToken {
    # Make the token that Connect-QsJwtSession logs in with, as New-QsJwt makes it: a part of the
    # call from here on.
    param($Cmdlet, $Bound, $Call)

    $given = @{}
    foreach ($parameter in $script:Settings['Options']['New-QsJwt'].Keys) {
        if ($Bound.ContainsKey($parameter)) { $given[$parameter] = $Bound[$parameter] }
    }
    # Of an assertion, the address is a part; with it, New-QsJwt would make no other token.
    if ($Call['Platform'] -ne 'qscloud-oauth') { $given.Remove('Url') }
    # A copy, of which the call takes away what is the user's.
    $tokenCall = Get-TokenCall -Cmdlet $Cmdlet -Typed (@{} + $given)
    $token = Invoke-TokenRequest -Call $tokenCall -User $given
    $Call['Options']['jwt'] = $token.Token
    if ($Call['Platform'] -eq 'qseow') { $Call['User'] = "$($token.UserDirectory)\$($token.UserId)" }
    elseif ($Call['Platform'] -eq 'qscloud') { $Call['User'] = $token.User }
}
