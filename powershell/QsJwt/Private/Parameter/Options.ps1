# What the module knows of the engine's options.
$script:Settings = @{
    # What each cmdlet's parameters are called in the engine. The engine's options are
    # defined in Python; a test holds this table and the parameters to those definitions.
    Options = @{
        'New-QsJwt' = @{
            UserDirectory = 'userdir'
            UserId = 'userid'
            UserName = 'username'
            UserEmail = 'useremail'
            EmailVerified = 'useremail_verified'
            Groups = 'groups'
            Subject = 'sub'
            Claims = 'claims'
            Audience = 'audience'
            UserIdClaim = 'userid_claim'
            UserDirectoryClaim = 'userdir_claim'
            GroupsClaim = 'groups_claim'
            Issuer = 'issuer'
            KeyId = 'keyid'
            Url = 'url'
            ClientId = 'client_id'
            ProfileName = 'profile'
            Expires = 'expires'
            ExpiresAt = 'expires_at'
            Backdate = 'backdate'
            Algorithm = 'algorithm'
            AllowLongLifetime = 'allow_long_lifetime'
            PrivateKeyPath = 'cert_privatekey_file'
            PrivateKey = 'cert_privatekey'
            Certificate = 'cert_publickey'
            Passphrase = 'cert_passphrase'
            CreateCertificate = 'cert_create'
            CertificatePrefix = 'cert_file_prefix'
            CertificateDays = 'cert_create_expires_days'
            KeySize = 'key_size'
            OutFile = 'output_file'
            Force = 'force'
        }
        'ConvertFrom-QsJwt' = @{
            Jwt = 'jwt'
            JwtPath = 'jwt_file'
            ProfileName = 'profile'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            Audience = 'expected_audience'
            Issuer = 'expected_issuer'
            KeyId = 'expected_keyid'
            Platform = 'platform'
            Leeway = 'leeway'
        }
        'Test-QsJwt' = @{
            Jwt = 'jwt'
            JwtPath = 'jwt_file'
            ProfileName = 'profile'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            Platform = 'platform'
            Audience = 'expected_audience'
            Issuer = 'expected_issuer'
            KeyId = 'expected_keyid'
            UserIdClaim = 'userid_claim'
            UserDirectoryClaim = 'userdir_claim'
            Leeway = 'leeway'
            At = 'at'
            SkipSignature = 'skip_signature'
        }
        'New-QsJwtCertificate' = @{
            ProfileName = 'profile'
            Prefix = 'cert_file_prefix'
            Days = 'cert_create_expires_days'
            KeySize = 'key_size'
            CommonName = 'cert_common_name'
            PrivateKeyPath = 'cert_privatekey_file'
            PrivateKey = 'cert_privatekey'
            Passphrase = 'cert_passphrase'
            KeyType = 'key_type'
            Pfx = 'pfx'
            PfxEncryption = 'pfx_encryption'
            Force = 'force'
        }
        'Get-QsJwtCertificate' = @{
            ProfileName = 'profile'
            Path = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            PrivateKeyPath = 'matches_privatekey_file'
            Passphrase = 'cert_passphrase'
        }
        'New-QsJwtIdentityProviderBody' = @{
            ProfileName = 'profile'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            Issuer = 'issuer'
            KeyId = 'keyid'
            TenantId = 'tenant_ids'
            ClockTolerance = 'clock_tolerance'
            Description = 'description'
        }
        'New-QsJwtVirtualProxyBody' = @{
            ProfileName = 'profile'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            Prefix = 'prefix'
            Description = 'description'
            UserIdClaim = 'userid_claim'
            UserDirectoryClaim = 'userdir_claim'
            GroupsClaim = 'groups_claim'
            Audience = 'audience'
            AllowedHost = 'host_whitelist'
            AttributeMap = 'attribute_map'
            SessionCookieHeaderName = 'session_cookie_header_name'
        }
        'Get-QsJwtOAuthKey' = @{
            ProfileName = 'profile'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            KeyId = 'keyid'
            Algorithm = 'algorithm'
        }
        # What it logs in with; the token's parameters are New-QsJwt's.
        'Connect-QsJwtSession' = @{
            Url = 'url'
            Jwt = 'jwt'
            ProfileName = 'profile'
            UserIdClaim = 'userid_claim'
            UserDirectoryClaim = 'userdir_claim'
            ClientId = 'client_id'
            KeyId = 'keyid'
            Algorithm = 'algorithm'
            Scope = 'scope'
            Impersonate = 'impersonate'
            Expires = 'expires'
            ExpiresAt = 'expires_at'
            Backdate = 'backdate'
            PrivateKeyPath = 'cert_privatekey_file'
            PrivateKey = 'cert_privatekey'
            Passphrase = 'cert_passphrase'
            CaCertificatePath = 'cacert'
            SkipCertificateCheck = 'insecure'
            Timeout = 'timeout'
            WebIntegrationId = 'web_integration_id'
        }
        'Disconnect-QsJwtSession' = @{
            CaCertificatePath = 'cacert'
            SkipCertificateCheck = 'insecure'
            Timeout = 'timeout'
        }
        'Test-QsJwtLogin' = @{
            Url = 'url'
            ProfileName = 'profile'
            Issuer = 'expected_issuer'
            KeyId = 'expected_keyid'
            UserIdClaim = 'userid_claim'
            UserDirectoryClaim = 'userdir_claim'
            Audience = 'expected_audience'
            Jwt = 'jwt'
            JwtPath = 'jwt_file'
            CertificatePath = 'cert_publickey_file'
            Certificate = 'cert_publickey'
            CaCertificatePath = 'cacert'
            SkipCertificateCheck = 'insecure'
            Timeout = 'timeout'
            CookieFile = 'cookie_file'
            WebIntegrationId = 'web_integration_id'
            Force = 'force'
        }
    }

    # Which cmdlets run each command of the engine, the one that sentences name first. A test
    # holds this to the engine's list.
    Cmdlets = @{
        'create-qseow' = 'New-QsJwt', 'Connect-QsJwtSession'
        'create-qscloud' = 'New-QsJwt', 'Connect-QsJwtSession'
        'create-qscloud-oauth' = 'New-QsJwt', 'Connect-QsJwtSession'
        finish = 'New-QsJwt', 'Connect-QsJwtSession'
        decode = 'ConvertFrom-QsJwt'
        verify = 'Test-QsJwt', 'ConvertFrom-QsJwt', 'Connect-QsJwtSession'
        'create-cert' = 'New-QsJwtCertificate'
        'inspect-cert' = 'Get-QsJwtCertificate'
        'qscloud-idp' = 'New-QsJwtIdentityProviderBody'
        'qseow-virtual-proxy' = 'New-QsJwtVirtualProxyBody'
        'qscloud-oauth-key' = 'Get-QsJwtOAuthKey'
        'login-qseow' = 'Connect-QsJwtSession', 'Test-QsJwtLogin'
        'login-qscloud' = 'Connect-QsJwtSession', 'Test-QsJwtLogin'
        'login-qscloud-oauth' = 'Connect-QsJwtSession'
        'logout-qseow' = 'Disconnect-QsJwtSession'
        profiles = 'Get-QsJwtProfile'
    }

    # Which of those each platform's login takes, beside a profile.
    LoginOptions = @{
        qseow = 'url', 'jwt', 'userid_claim', 'userdir_claim', 'cacert', 'insecure', 'timeout'
        qscloud = 'url', 'jwt', 'cacert', 'insecure', 'timeout', 'web_integration_id'
        'qscloud-oauth' = 'url', 'jwt', 'client_id', 'keyid', 'algorithm', 'scope', 'impersonate', 'expires', 'expires_at', 'backdate',
            'cert_privatekey_file', 'cert_privatekey', 'cert_passphrase', 'cacert', 'timeout'
    }

    # Which parameters of New-QsJwt and Connect-QsJwtSession a platform has no use for, and which
    # may stand beside an assertion or token that was made before.
    ForeignOptions = @{
        qseow = 'issuer', 'keyid', 'sub', 'useremail_verified', 'client_id', 'scope', 'impersonate', 'web_integration_id'
        qscloud = 'userdir', 'userid', 'audience', 'userid_claim', 'userdir_claim', 'groups_claim', 'client_id', 'scope', 'impersonate'
        'qscloud-oauth' = 'userdir', 'userid', 'username', 'useremail', 'useremail_verified', 'groups', 'sub', 'claims',
            'audience', 'userid_claim', 'userdir_claim', 'groups_claim', 'issuer', 'allow_long_lifetime',
            'cert_create', 'cert_file_prefix', 'cert_create_expires_days', 'key_size', 'web_integration_id', 'insecure'
    }
    BesideToken = 'url', 'jwt', 'profile', 'userid_claim', 'userdir_claim', 'scope', 'impersonate', 'cacert', 'insecure', 'timeout', 'web_integration_id'

    # What becomes of a parameter's value on its way; of the others, a number or a choice goes as it is.
    Kinds = @{
        Path = 'jwt_file', 'cert_privatekey_file', 'cert_publickey_file', 'matches_privatekey_file',
            'cert_file_prefix', 'output_file', 'cacert', 'cookie_file'
        Secret = 'cert_privatekey', 'cert_passphrase', 'cert_publickey', 'jwt'
        Duration = 'expires', 'backdate', 'leeway', 'timeout', 'clock_tolerance'
        Flag = 'useremail_verified', 'allow_long_lifetime', 'cert_create', 'force', 'pfx', 'insecure', 'skip_signature'
        Time = 'at', 'expires_at'
        Text = 'audience', 'cert_common_name', 'client_id', 'description', 'expected_audience', 'expected_issuer',
            'expected_keyid', 'groups_claim', 'impersonate', 'issuer', 'keyid', 'prefix', 'session_cookie_header_name',
            'sub', 'url', 'userdir', 'userdir_claim', 'useremail', 'userid', 'userid_claim', 'username', 'web_integration_id'
        Texts = 'attribute_map', 'groups', 'host_whitelist', 'scope', 'tenant_ids'
    }

    # The values of options that take no others, for each cmdlet, as the engine defines them; a
    # test holds this to its definitions.
    Choices = @{
        'New-QsJwt' = @{ algorithm = 'RS256', 'RS384', 'RS512', 'ES384'; key_size = 2048, 3072, 4096 }
        'Connect-QsJwtSession' = @{ algorithm = 'RS256', 'RS384', 'RS512', 'ES384' }
        'ConvertFrom-QsJwt' = @{ platform = 'qseow', 'qscloud', 'qscloud-oauth', 'none' }
        'Test-QsJwt' = @{ platform = 'qseow', 'qscloud', 'qscloud-oauth', 'none' }
        'New-QsJwtCertificate' = @{ key_size = 2048, 3072, 4096; key_type = @('ec-p384'); pfx_encryption = 'aes256', 'legacy' }
        'Get-QsJwtOAuthKey' = @{ algorithm = 'RS256', 'RS512', 'ES384' }
    }

    # For whom Install-QsJwtEngine installs; the engine knows nothing of it.
    Scopes = 'CurrentUser', 'AllUsers'

    # Lengths of time that people mostly want.
    Durations = @{
        expires = '15m', '1h', '8h', '1d', '7d', '30d', '365d'
        backdate = '30s', '1m', '5m', '1h'
        leeway = '30s', '1m', '5m'
        timeout = '10s', '30s', '1m', '5m'
        clock_tolerance = '5s', '10s', '30s'
    }

    # The texts that are said of a user, whose objects may lack them.
    UserTexts = @{ UserDirectory = 'userdir'; UserName = 'username'; UserEmail = 'useremail'; Subject = 'sub' }

    # The options that differ from one object of the pipeline to the next: where one of
    # them is wrong, the next object may still be right.
    InputOptions = @{
        'New-QsJwt' = 'userid', 'userdir', 'username', 'useremail', 'useremail_verified',
            'groups', 'sub', 'claims', 'cert_publickey'
        'ConvertFrom-QsJwt' = 'jwt', 'jwt_file'
        'Test-QsJwt' = 'jwt', 'jwt_file'
        'Test-QsJwtLogin' = @('jwt')
        'Get-QsJwtCertificate' = 'cert_publickey_file', 'cert_publickey'
        'New-QsJwtIdentityProviderBody' = 'cert_publickey_file', 'cert_publickey'
        'New-QsJwtVirtualProxyBody' = 'cert_publickey_file', 'cert_publickey'
        'Get-QsJwtOAuthKey' = 'cert_publickey_file', 'cert_publickey'
        'Disconnect-QsJwtSession' = @('session', 'cookies')
        'Get-QsJwtProfile' = @('name')
    }
}
