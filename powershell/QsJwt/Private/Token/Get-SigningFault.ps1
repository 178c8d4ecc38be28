function Get-SigningFault {
    # What the system means that would not sign with a key, by its error number (winerror.h).
    [OutputType([hashtable])]
    param([Exception] $Exception)

    $said = $Exception.Message.Trim()
    $number = '{0:X8}' -f $Exception.HResult
    switch ($number) {
        { $_ -in '80090008', '80090029' } {
            # NTE_BAD_ALGID, NTE_NOT_SUPPORTED: a provider of before 2008
            return @{ Code = 'ProviderTooOld'; Message = "-Certificate: the provider that holds the private key cannot sign with SHA-256: $said"
                Hint = 'import the PFX into a newer one: certutil -csp "Microsoft Software Key Storage Provider" -importpfx FILE' }
        }
        { $_ -in '80090010', '80070005', '80090016', '8009000D' } {
            # NTE_PERM, E_ACCESSDENIED, NTE_BAD_KEYSET, NTE_NO_KEY: as an account without a right to it sees it
            return @{ Code = 'PrivateKeyDenied'; Message = "-Certificate: the private key cannot be used by this account: $said"
                Hint = 'give the account the right to read it: certlm.msc, the certificate, All Tasks, Manage Private Keys' }
        }
        { $_ -in '8010006E', '800704C7', '80090036' } {
            # SCARD_W_CANCELLED_BY_USER, ERROR_CANCELLED, NTE_USER_CANCELLED
            return @{ Code = 'SigningCancelled'; Message = '-Certificate: the PIN was not entered, so nothing was signed'
                Hint = 'run it again where somebody can enter the PIN' }
        }
    }
    @{ Code = 'SigningFailed'; Message = "-Certificate: the private key did not sign: $said"
        Hint = 'check with another program, such as Set-AuthenticodeSignature, that the key can sign' }
}
