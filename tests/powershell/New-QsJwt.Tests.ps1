BeforeDiscovery { . "$PSScriptRoot/common.ps1" }
BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'New-QsJwt for client-managed Qlik Sense' {
    It 'takes the user directory and the user id by name or by position' {
        foreach ($token in (New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath $Key), (New-QsJwt LAB anna -PrivateKeyPath $Key)) {
            $token.User | Should -Be 'anna'
            $token.Platform | Should -Be 'qseow'
            $claims = Get-Part $token
            $claims.userDirectory | Should -Be 'LAB'
            $claims.userId | Should -Be 'anna'
            $claims.exp - $claims.iat | Should -Be 3600
        }
    }

    It 'takes every claim' {
        $token = New-QsJwt LAB anna -PrivateKeyPath $Key -UserName 'Anna Berg' -UserEmail anna@example.com -Groups sales, 'north region' -Audience hyper -UserIdClaim uid -UserDirectoryClaim udir -GroupsClaim roles -Expires 8h -Backdate 60 -Algorithm RS384 -AllowLongLifetime
        $claims = Get-Part $token
        $claims.exp - $claims.iat | Should -Be (8 * 3600)
        $claims.uid, $claims.udir, $claims.name, $claims.email, $claims.aud | Should -Be 'anna', 'LAB', 'Anna Berg', 'anna@example.com', 'hyper'
        $claims.roles | Should -Be 'sales', 'north region'
        $token.Header.alg | Should -Be 'RS384'
    }
}
