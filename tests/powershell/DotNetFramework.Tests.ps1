# What .NET Framework, which Windows PowerShell runs on, does otherwise: throws over, rounds, refuses.
BeforeDiscovery {
    . "$PSScriptRoot/common.ps1"
    # Those of the system that this runs on.
    $odd = [IO.Path]::GetInvalidPathChars() | Where-Object { $_ -in 0, 10, 34, 60, 62, 124 } | ForEach-Object { @{ Number = '{0:X4}' -f [int] $_; Character = $_ } }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    Push-Location $TestDrive
    $own = @{ PrivateKeyPath = $Key }
}
AfterAll { Pop-Location }

Describe 'A path with a character that none may have: U+<Number>' -ForEach $odd {
    It 'is refused by name: <Name>' -ForEach @(
        @{ Name = 'PrivateKeyPath'; Call = { New-QsJwt LAB a -PrivateKeyPath $path } }
        @{ Name = 'OutFile'; Call = { New-QsJwt LAB a @own -OutFile $path } }
        @{ Name = 'CertificatePath'; Call = { Test-QsJwt x -CertificatePath $path } }
        @{ Name = 'JwtPath'; Call = { Test-QsJwt -JwtPath $path -CertificatePath $Certificate -ErrorAction Stop } }
        @{ Name = 'Path'; Call = { Get-QsJwtCertificate $path -ErrorAction Stop } }
        @{ Name = 'Prefix'; Call = { New-QsJwtCertificate $path } }
        @{ Name = 'CookieFile'; Call = { Test-QsJwtLogin https://127.0.0.1:1 x -Qseow -CookieFile $path } }
        @{ Name = 'CaCertificatePath'; Call = { Connect-QsJwtSession https://127.0.0.1:1 x -CaCertificatePath $path } }
    ) {
        $path = "./a$($Character)b"
        $refusal = $Call | Should -Throw -PassThru
        $refusal.FullyQualifiedErrorId | Should -BeLike 'InvalidPath,*'
        "$refusal" | Should -BeLike "-${Name}: *U+$Number*"
    }
}

Describe 'The environment' {
    It 'may name the engine in quotes' {
        $before = $env:QS_JWT_ENGINE
        $shell = [powershell]::Create()
        try {
            $env:QS_JWT_ENGINE = "`"$before`" "
            $shell.AddScript('param($module) Import-Module $module; (Get-QsJwtEngine).Path').AddArgument($ModulePath).Invoke() | Should -Be $before
        }
        finally {
            $env:QS_JWT_ENGINE = $before
            $shell.Runspace.Close()
            $shell.Dispose()
        }
    }

    It 'may hold Path beside PATH' -Skip:($env:OS -eq 'Windows_NT') {
        '[lab]', 'platform = "qseow"', 'userdir = "LAB"' | Set-Content ./profiles.toml
        $before = $env:QS_JWT_CONFIG
        $shell = [powershell]::Create()
        try {
            [Environment]::SetEnvironmentVariable('Path', '/nowhere')
            $env:QS_JWT_CONFIG = './profiles.toml'
            $script = 'param($module, $folder) Set-Location $folder; Import-Module $module; (Get-QsJwtProfile -WarningAction Ignore).Name; $Error.Count; $env:QS_JWT_CONFIG; $env:Path'
            $shell.AddScript($script).AddArgument($ModulePath).AddArgument("$TestDrive").Invoke() | Should -Be 'lab', 0, './profiles.toml', '/nowhere'
        }
        finally {
            [Environment]::SetEnvironmentVariable('Path', $null)
            $env:QS_JWT_CONFIG = $before
            $shell.Runspace.Close()
            $shell.Dispose()
        }
    }
}

Describe 'A number' {
    It 'is signed as it is: <_>' -ForEach 0.84551240822557006, 0.1, 1.7976931348623157E+308, 5E-324, -1.5, 123456789.123456789 {
        (Get-Part (New-QsJwt LAB a -Claims @{ x = $_ } @own)).x | Should -BeExactly $_
    }

    It 'of seconds since 1970 is a time, never rounded up' {
        InModuleScope QsJwt {
            $read = { ConvertFrom-EpochTime -Element (ConvertFrom-JsonText "{`"x`":$($args[0])}")['x'] }
            (& $read 1798859045.9996).ToString('o') | Should -Be '2027-01-02T03:04:05.9996000Z'
            (& $read 1798859045).Kind | Should -Be 'Utc'
            (& $read -62135596800) | Should -Be ([datetime]::MinValue)
            foreach ($none in 253402300799.99999, 253402300800, -62135596801, '1e300') { & $read $none | Should -BeNullOrEmpty }
            (& $read 253402300799).Year | Should -Be 9999
        }
    }
}

Describe 'A cookie' {
    It 'is sent whatever it holds: <Value>' -ForEach @(
        @{ Value = 'a%3Ab'; Sent = 'n=a%3Ab' }, @{ Value = 'a=b/+'; Sent = 'n=a=b/+' }
        @{ Value = 'a,b'; Sent = 'n="a,b"' }, @{ Value = 'a;b'; Sent = 'n="a;b"' }
    ) {
        InModuleScope QsJwt -Parameters @{ Value = $Value; Sent = $Sent } {
            param($Value, $Sent)
            $session = ConvertTo-WebSession -Cookies ([pscustomobject] @{ name = 'n'; value = $Value; path = '/'; domain = 'qlik.example.com'; secure = $true; http_only = $true })
            $session.Cookies.GetCookieHeader('https://qlik.example.com/hub') | Should -Be $Sent
        }
    }

    It 'that cannot be sent is named, but not shown, and the others are kept' {
        InModuleScope QsJwt {
            $cookies = foreach ($value in 'se"c;ret', 'good') { [pscustomobject] @{ name = "n$($value.Length)"; value = $value; path = '/'; domain = 'qlik.example.com'; secure = $true; http_only = $true } }
            $warnings, $session = ConvertTo-WebSession -Cookies $cookies 3>&1
            "$warnings" | Should -BeLike '*cookie n8 *'
            "$warnings" | Should -Not -BeLike '*ret*'
            $session.Cookies.GetCookieHeader('https://qlik.example.com/') | Should -Be 'n4=good'
        }
    }
}

Describe 'What is written to the engine' {
    It 'waits for no thread where it is short' -Tag Slow {
        Add-Type -TypeDefinition @'
using System.IO;
using System.Threading;
using System.Threading.Tasks;
public class CountingStream : MemoryStream {
    public int Waited, Written;
    public override void Write(byte[] buffer, int offset, int count) { Written += count; }
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken token) { Waited += count; return Task.FromResult(0); }
}
'@
        InModuleScope QsJwt {
            Mock Connect-Engine { $true }
            $before, $stream = $script:Engine, (New-Object CountingStream)
            try {
                $script:Engine = @{ Input = $stream; Request = $null }
                foreach ($length in 1000, 100000) {
                    $script:Engine['Request'] = $null
                    [void] (Send-Request -Request @{ Method = 'verify'; Params = '{"jwt":"' + 'x' * $length + '"}'; Id = 0; Lost = $false; Answer = $null })
                }
            }
            finally { $script:Engine = $before }
            $stream.Written | Should -BeIn (1000..1200)
            $stream.Waited | Should -BeIn (100000..100200)
        }
    }
}
