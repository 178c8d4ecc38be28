# Certificates as PowerShell has them: looked at, and signing with keys that stay where they are.

BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Under Wine every use of a key fails, and one ends PowerShell itself.
    $noKeys = $OnWine
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function Test-Signature {
        # Whether .NET finds the token signed by the certificate's key.
        param([string] $Token, [object] $Certificate, [string] $Digest = 'SHA256')

        $head, $body, $signature = $Token.Split('.')
        $text = $signature.Replace('-', '+').Replace('_', '/')
        $bytes = [Convert]::FromBase64String($text.PadRight([Math]::Ceiling($text.Length / 4) * 4, '='))
        $signed = [Text.Encoding]::ASCII.GetBytes("$head.$body")
        $public = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($Certificate)
        if ($null -eq $public) {
            return [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPublicKey($Certificate).VerifyData($signed, $bytes, $Digest)
        }
        $public.VerifyData($signed, $bytes, $Digest, [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    }

    function Open-Pem {
        # A certificate with its key, of two files. Windows PowerShell has no such method.
        param([string] $Path, [string] $KeyPath)

        [Security.Cryptography.X509Certificates.X509Certificate2].GetMethod('CreateFromPemFile').Invoke($null, @($Path, $KeyPath))
    }

    function Open-Pfx {
        param([string] $Path, [string] $Password = 'correct horse')

        [Security.Cryptography.X509Certificates.X509Certificate2]::new($Path, $Password)
    }
}

Describe 'A certificate whose key signs' -Skip:$noKeys {
    BeforeAll {
        $rsa = Open-Pfx "$Keys/rsa2048.3des.pfx"
        $bare = [Security.Cryptography.X509Certificates.X509Certificate2]::new($Certificate)
    }

    It 'signs with <Algorithm>' -ForEach @(@{ Algorithm = 'RS256' }, @{ Algorithm = 'RS384' }, @{ Algorithm = 'RS512' }) {
        $token = New-QsJwt LAB anna -Certificate $rsa -Algorithm $Algorithm -Groups sales
        (Get-Part $token.Token 0).alg | Should -Be $Algorithm
        (Get-Part $token.Token).group | Should -Be 'sales'
        Test-Signature $token.Token $rsa "SHA$($Algorithm.Substring(2))" | Should -BeTrue
        Test-QsJwt $token -Certificate $bare | Should -BeTrue
    }

    It 'signs for Qlik Cloud' {
        $token = New-QsJwt -Issuer lab -KeyId k -UserEmail anna@example.com -EmailVerified -UserName Anna -Certificate $rsa -AsString
        Test-Signature $token $rsa | Should -BeTrue
        (Get-Part $token 0).kid | Should -Be 'k'
    }

    It 'signs with the key of a PEM file that was put beside it' -Skip:($PSEdition -eq 'Desktop') {
        $own = Open-Pem $Certificate $Key
        $token = New-QsJwt LAB anna -Certificate $own
        Test-Signature $token.Token $bare | Should -BeTrue
    }

    It 'signs with P-384 for OAuth: from <Name>' -ForEach @(
        @{ Name = 'PFX'; Open = { Open-Pfx $files.PfxPath } }
        if ($PSEdition -ne 'Desktop') { @{ Name = 'PEM'; Open = { Open-Pem $files.CertificatePath $files.PrivateKeyPath } } }
    ) {
        $files = New-QsJwtCertificate "$TestDrive/p384-${Name}_" -KeyType ec-p384 -WarningAction Ignore
        if ($Name -eq 'PFX') { $files = New-QsJwtCertificate "$TestDrive/p384-pfx_" -PrivateKeyPath $files.PrivateKeyPath -Pfx -Passphrase $Passphrase -WarningAction Ignore }
        $own = & $Open
        $client = @{ Url = 'https://tenant.example.com'; ClientId = '0a1b2c3d' }
        $token = New-QsJwt @client -Certificate $own
        (Get-Part $token.Token 0).alg | Should -Be 'ES384'
        $alone = [Security.Cryptography.X509Certificates.X509Certificate2]::new($files.CertificatePath)
        Test-Signature $token.Token $alone SHA384 | Should -BeTrue
        # It is this one's signature and no other's.
        $mixed = @($token.Token.Split('.')[0, 1]) + (New-QsJwt @client -Certificate $own).Token.Split('.')[2] -join '.'
        Test-Signature $mixed $alone SHA384 | Should -BeFalse
        Test-QsJwt $token -Certificate $alone | Should -BeTrue
        $alone.HasPrivateKey | Should -BeFalse
        { New-QsJwt @client -Certificate $alone } | Should -Throw -ErrorId 'PrivateKeyMissing,New-QsJwt'
        # For users there is no such algorithm.
        { New-QsJwt LAB anna -Certificate $own -ErrorAction Stop } | Should -Throw -ErrorId 'KeyNotRsa,New-QsJwt'
    }

    It 'signs for each user with the certificate that the user has' {
        [void] (New-QsJwtCertificate -Prefix "$TestDrive/other_" -KeySize 2048 -Pfx -Passphrase $Passphrase)
        $other = Open-Pfx (Get-ChildItem "$TestDrive/other_*" | Where-Object Extension -EQ '.pfx').FullName
        $users = [pscustomobject] @{ UserId = 'anna'; Certificate = $rsa }, [pscustomobject] @{ UserId = 'bo'; Certificate = $other }
        $tokens = $users | New-QsJwt -UserDirectory LAB
        $tokens.UserId | Should -Be 'anna', 'bo'
        Test-Signature $tokens[0].Token $rsa | Should -BeTrue
        Test-Signature $tokens[1].Token $other | Should -BeTrue
    }

    It 'signs with what a script block gives' {
        $tokens = [pscustomobject] @{ Id = 'anna'; Pair = $rsa }, [pscustomobject] @{ Id = 'bo'; Pair = $bare } | New-QsJwt LAB -UserId { $_.Id } -Certificate { $_.Pair } -ErrorAction SilentlyContinue
        $tokens.UserId | Should -Be 'anna'
        Test-Signature $tokens.Token $rsa | Should -BeTrue
    }

    It 'writes the token when it is signed' {
        New-QsJwt LAB anna -Certificate $rsa -OutFile "$TestDrive/token.jwt" | Should -Not -BeNullOrEmpty
        Test-Signature ([IO.File]::ReadAllText("$TestDrive/token.jwt").Trim()) $rsa | Should -BeTrue
        { New-QsJwt LAB anna -Certificate $rsa -OutFile "$TestDrive/token.jwt" -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,New-QsJwt'
        New-QsJwt LAB anna -Certificate $rsa -OutFile "$TestDrive/nothing.jwt" -WhatIf | Should -BeNullOrEmpty
        Test-Path "$TestDrive/nothing.jwt" | Should -BeFalse
    }

    It 'needs a private key, and no other beside it' {
        { New-QsJwt LAB anna -Certificate $bare -ErrorAction Stop } | Should -Throw -ErrorId 'PrivateKeyMissing,New-QsJwt'
        foreach ($other in (Get-Content $Certificate -Raw), $Certificate, (Get-Item $Certificate), $bare.Thumbprint) {
            $refusal = { New-QsJwt LAB anna -Certificate $other } | Should -Throw -ErrorId 'PrivateKeyMissing,New-QsJwt' -PassThru
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Get-PfxCertificate*'
        }
        $problem = $null
        $mixed = [pscustomobject] @{ UserId = 'a'; Certificate = $bare }, [pscustomobject] @{ UserId = 'b'; Certificate = $rsa } | New-QsJwt LAB -ErrorAction SilentlyContinue -ErrorVariable problem
        $mixed.UserId | Should -Be 'b'
        $problem.FullyQualifiedErrorId | Should -Be 'PrivateKeyMissing,New-QsJwt'
        { New-QsJwt LAB anna -Certificate (Get-Content $Certificate -Raw) -ErrorAction Stop } | Should -Throw -ErrorId 'PrivateKeyMissing,New-QsJwt'
        { New-QsJwt LAB anna -Certificate $rsa -PrivateKeyPath $Key } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
    }

    It 'signs where it is piped itself, and its subject is no user''s' {
        $token = $rsa | New-QsJwt LAB anna
        $token.UserId | Should -Be 'anna'
        Test-Signature $token.Token $rsa | Should -BeTrue
        $cloud = Get-Part ($rsa | New-QsJwt -Issuer lab -KeyId k -UserName Anna -UserEmail anna@example.com -EmailVerified).Token
        $cloud.sub | Should -Be (Get-Part (New-QsJwt -Issuer lab -KeyId k -UserName Anna -UserEmail anna@example.com -EmailVerified -Certificate $rsa)).sub
        $problem = $null
        $rsa | New-QsJwt LAB -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -Be 'MissingUserId,New-QsJwt'
    }

    It 'is missed by the user who has none, and by no other' {
        $problem = $null
        $users = [pscustomobject] @{ UserId = 'a'; Certificate = '' }, [pscustomobject] @{ UserId = 'b'; Certificate = $rsa }, [pscustomobject] @{ UserId = 'c'; Certificate = 'x' }
        $tokens = $users | New-QsJwt LAB -ErrorAction SilentlyContinue -ErrorVariable problem
        $tokens.UserId | Should -Be 'b'
        $problem.FullyQualifiedErrorId | Should -Be 'NoKeySource,New-QsJwt', 'PrivateKeyMissing,New-QsJwt'
        "$($problem[0])" | Should -Be '-Certificate: is empty (user LAB\a)'
        "$($problem[1])" | Should -Be '-Certificate: expected a certificate object, found [string] (user LAB\c)'
    }

    It 'gives way to a key for all, as other properties do' {
        $tokens = [pscustomobject] @{ UserId = 'a'; Certificate = 'a thumbprint' }, [pscustomobject] @{ UserId = 'b'; Certificate = $rsa } | New-QsJwt LAB -PrivateKeyPath "$Keys/other2048.pem"
        $tokens.UserId | Should -Be 'a', 'b'
        $tokens | Test-QsJwt -CertificatePath "$Keys/other2048.cer" | Should -Be $true, $true
        { $rsa | New-QsJwt LAB anna -Certificate { $_ } -PrivateKeyPath $Key } | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt'
    }

    It 'needs no passphrase, and takes none' {
        foreach ($call in { New-QsJwt LAB anna -Certificate $rsa -Passphrase $Passphrase }, { $rsa | New-QsJwt LAB anna -Passphrase $Passphrase }) {
            $refusal = $call | Should -Throw -ErrorId 'ConflictingOptions,New-QsJwt' -PassThru
            "$refusal" | Should -BeLike '-Passphrase: *'
            $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*a certificate object needs none'
        }
    }

    It 'is no private key: <_>' -ForEach 'PrivateKey', 'PrivateKeyPath' {
        $given = @{ $_ = $rsa }
        $refusal = { New-QsJwt LAB anna @given } | Should -Throw -PassThru
        "$refusal" | Should -BeLike "-${_}: expected * found a certificate object"
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*-Certificate'
    }

    It 'signs with P-384 where that is asked, r and s one behind the other' {
        InModuleScope QsJwt {
            $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve]::CreateFromFriendlyName('nistP384'))
            $data = [Text.Encoding]::ASCII.GetBytes('head.body')
            $signature = Get-KeySignature -Key $key -Data $data -Algorithm ES384
            $signature.Length | Should -Be 96
            $key.VerifyData($data, $signature, 'SHA384') | Should -BeTrue
        }
    }

    It 'asks a key for a signature and nothing else' {
        Add-Type -TypeDefinition @'
using System;
using System.Security.Cryptography;
public class KeepsToItself : RSA {
    readonly RSA inner = RSA.Create(2048);
    public override RSAParameters ExportParameters(bool includePrivateParameters) {
        if (includePrivateParameters) throw new CryptographicException("the key stays here");
        return inner.ExportParameters(false);
    }
    public override void ImportParameters(RSAParameters parameters) { throw new NotSupportedException(); }
    public override byte[] SignHash(byte[] hash, HashAlgorithmName name, RSASignaturePadding padding) { return inner.SignHash(hash, name, padding); }
}
'@
        InModuleScope QsJwt {
            $key = New-Object KeepsToItself
            $data = [byte[]] (1..50)
            $signature = Get-KeySignature -Key $key -Data $data -Algorithm RS256
            $public = [Security.Cryptography.RSA]::Create()
            $public.ImportParameters($key.ExportParameters($false))
            $public.VerifyData($data, $signature, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1) | Should -BeTrue
            { $key.ExportParameters($true) } | Should -Throw
        }
    }

    It 'tells why a key did not sign: <Number>' -ForEach @(
        @{ Number = 0x80090008; Code = 'ProviderTooOld' }
        @{ Number = 0x80090016; Code = 'PrivateKeyDenied' }
        @{ Number = 0x8010006E; Code = 'SigningCancelled' }
        @{ Number = 0x80004005; Code = 'SigningFailed' }
    ) {
        InModuleScope QsJwt -Parameters @{ Number = $Number; Code = $Code } {
            param($Number, $Code)
            $exception = [Runtime.InteropServices.ExternalException]::new('as Windows says it', [int] $Number)
            (Get-SigningFault -Exception $exception).Code | Should -Be $Code
        }
    }
}

Describe 'A certificate object' -Skip:$OnWine {
    BeforeAll {
        $object = [Security.Cryptography.X509Certificates.X509Certificate2]::new($Certificate)
    }

    It 'will do wherever a certificate is asked for' {
        $token = New-QsJwt LAB anna -PrivateKeyPath $Key
        Test-QsJwt $token -Certificate $object | Should -BeTrue
        (ConvertFrom-QsJwt $token -Certificate $object).Valid | Should -BeTrue
        (New-QsJwtIdentityProviderBody -Certificate $object -Issuer lab -KeyId k -AsObject).options.staticKeys[0].pem | Should -BeLike '-----BEGIN*'
        (New-QsJwtVirtualProxyBody -Certificate $object -Prefix jwt -AsObject).jwtPublicKeyCertificate | Should -BeLike '-----BEGIN*'
        (Get-QsJwtCertificate -Certificate $object).Thumbprint.Replace(':', '') | Should -Be $object.Thumbprint
    }

    It 'will do where a file is asked for: <Name>' -ForEach @(
        @{ Name = 'Test-QsJwt'; Call = { Test-QsJwt (New-QsJwt LAB anna -PrivateKeyPath $Key) -CertificatePath $object }; Found = $true }
        @{ Name = 'ConvertFrom-QsJwt'; Call = { (ConvertFrom-QsJwt (New-QsJwt LAB anna -PrivateKeyPath $Key) -CertificatePath $object).Valid }; Found = $true }
        @{ Name = 'New-QsJwtIdentityProviderBody'; Call = { ($object | New-QsJwtIdentityProviderBody -Issuer lab -KeyId k -AsObject).options.issuer; (New-QsJwtIdentityProviderBody $object -Issuer lab -KeyId k -AsObject).options.issuer }; Found = 'lab', 'lab' }
        @{ Name = 'New-QsJwtVirtualProxyBody'; Call = { ($object | New-QsJwtVirtualProxyBody -Prefix jwt -AsObject).prefix; (New-QsJwtVirtualProxyBody $object -Prefix jwt -AsObject).prefix }; Found = 'jwt', 'jwt' }
        @{ Name = 'Get-QsJwtOAuthKey'; Call = { ($object | Get-QsJwtOAuthKey -AsObject).kty; (Get-QsJwtOAuthKey $object -AsObject).kty }; Found = 'RSA', 'RSA' }
    ) {
        & $Call | Should -Be $Found
    }

    It 'is a certificate before it is a path' {
        $stored = $object | Add-Member -PassThru -NotePropertyName PSPath -NotePropertyValue 'Microsoft.PowerShell.Security\Certificate::CurrentUser\My\0' -Force
        (Get-QsJwtCertificate $object).Thumbprint.Replace(':', '') | Should -Be $object.Thumbprint
        ($stored | Get-QsJwtCertificate).Thumbprint.Replace(':', '') | Should -Be $object.Thumbprint
    }
}

Describe 'Bytes' {
    It 'are a certificate: <Name>' -ForEach @(@{ Name = 'rsa2048.cer' }, @{ Name = 'rsa2048.der.cer' }) {
        $bytes = [IO.File]::ReadAllBytes("$Keys/$Name")
        (Get-QsJwtCertificate -Certificate $bytes).KeySize | Should -Be 2048
        (Get-QsJwtCertificate -Certificate ([object[]] $bytes)).KeySize | Should -Be 2048
    }

    It 'are a PFX that holds a certificate, with or without its passphrase' {
        $bytes = [IO.File]::ReadAllBytes("$Keys/rsa2048.nopassphrase.pfx")
        $thumbprint = (Get-QsJwtCertificate $Certificate).Thumbprint
        (Get-QsJwtCertificate -Certificate $bytes).Thumbprint | Should -Be $thumbprint
        Test-QsJwt (New-QsJwt LAB anna -PrivateKeyPath $Key) -Certificate $bytes | Should -BeTrue
        (New-QsJwtVirtualProxyBody -Certificate $bytes -Prefix jwt -AsObject).jwtPublicKeyCertificate | Should -BeLike '-----BEGIN CERTIFICATE*'
        (Get-QsJwtCertificate -Certificate ([IO.File]::ReadAllBytes("$Keys/rsa2048.pfx")) -Passphrase $Passphrase).Thumbprint | Should -Be $thumbprint
        $problem = $null
        (Get-Item "$Keys/rsa2048.pfx", "$Keys/rsa1024.cer" | Get-QsJwtCertificate -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction Ignore).KeySize | Should -Be 1024
        $problem.FullyQualifiedErrorId | Should -Be 'CertificateInvalid,Get-QsJwtCertificate'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Get-PfxCertificate*'
        $wrong = [Net.NetworkCredential]::new('', 'wrong').SecurePassword
        (Get-Item "$Keys/rsa2048.pfx", "$Keys/rsa1024.cer" | Get-QsJwtCertificate -Passphrase $wrong -ErrorAction SilentlyContinue -ErrorVariable problem -WarningAction Ignore).KeySize | Should -Be 1024
        $problem.FullyQualifiedErrorId | Should -Be 'PassphraseWrong,Get-QsJwtCertificate'
    }

    It 'are no file object, and it says which parameter names a file' {
        $refusal = { New-QsJwt LAB anna -PrivateKey (Get-Item $Key) } | Should -Throw -ErrorId 'WrongType,New-QsJwt' -PassThru
        $refusal.ErrorDetails.RecommendedAction | Should -BeLike '*Path'
    }

    It 'are a private key: <Name>' -ForEach @(
        @{ Name = 'rsa2048.pkcs8.pem' }, @{ Name = 'rsa2048.pkcs8.der' }, @{ Name = 'rsa2048.nopassphrase.pfx' }
        @{ Name = 'rsa2048.pfx'; More = @{ Passphrase = $true } }
    ) {
        $more = if ($More) { @{ Passphrase = $Passphrase } } else { @{} }
        New-QsJwt LAB anna -PrivateKey ([IO.File]::ReadAllBytes("$Keys/$Name")) @more | Test-QsJwt -CertificatePath $Certificate | Should -BeTrue
    }
}

Describe 'A SecureString' {
    It 'is a certificate, too' {
        $secure = [Net.NetworkCredential]::new('', (Get-Content $Certificate -Raw)).SecurePassword
        (Get-QsJwtCertificate -Certificate $secure).KeySize | Should -Be 2048
        Test-QsJwt (New-QsJwt LAB anna -PrivateKeyPath $Key) -Certificate $secure | Should -BeTrue
    }
}

Describe 'The module' {
    It 'never asks for a private key to be given away' {
        foreach ($file in Get-ChildItem $ModulePath -Recurse -Include *.ps1, *.psm1) {
            $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref] $null, [ref] $null)
            $calls = $ast.FindAll({ $args[0] -is [Management.Automation.Language.InvokeMemberExpressionAst] }, $true)
            $calls.Member.Value | Where-Object { $_ -like '*Export*' } | Should -BeNullOrEmpty -Because $file.Name
        }
    }
}
