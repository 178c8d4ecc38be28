function Register-ResultType {
    # How results are shown, and what a token and a session have beside their own properties: no display shows any
    # part of a token, of a cookie or of a key. By type data: a types or format file would tie the
    # session to this version's folder. It outlives the module, so each member is whole in itself.
    $shown = @{
        Token = 'User', 'Platform', 'ExpiresAt'
        DecodedToken = 'Header', 'Payload', 'IssuedAt', 'NotBefore', 'ExpiresAt', 'SignatureChecked', 'Valid', 'Findings'
        VerificationReport = 'Valid', 'Platform', 'SignatureChecked', 'Findings', 'Header', 'Payload'
        Finding = 'Rule', 'Severity', 'Found', 'Expected', 'Hint'
        Certificate = 'Subject', 'NotAfter', 'DaysLeft', 'Thumbprint'
        CertificateFiles = 'PrivateKeyPath', 'PublicKeyPath', 'CertificatePath', 'PfxPath', 'NotAfter'
        LoginResult = 'Success', 'StatusCode', 'QlikCode', 'Cause', 'UserDirectory', 'UserId', 'CookieFile'
        Profile = 'Name', 'Platform', 'Options'
        Engine = 'Path', 'Version', 'Protocol', 'PythonVersion', 'FoundBy'
    }
    $readers = "function ConvertFrom-TokenPart {${function:ConvertFrom-TokenPart}}
        function ConvertFrom-JsonElement {${function:ConvertFrom-JsonElement}}
        function ConvertFrom-JsonNumber {${function:ConvertFrom-JsonNumber}}
        function ConvertFrom-JsonText {${function:ConvertFrom-JsonText}}"
    $types = foreach ($name in $shown.Keys) {
        # As they are, and as they come back from a job or a remote session.
        foreach ($type in "QsJwt.$name", "Deserialized.QsJwt.$name") {
            $data = [Management.Automation.Runspaces.TypeData]::new($type)
            $data.DefaultDisplayPropertySet = [Management.Automation.Runspaces.PropertySetData]::new([string[]] $shown[$name])
            if ($type -eq 'QsJwt.Token') { $token = $data }
            if ($name -eq 'Token') {
                $data.Members.Add('ToString', [Management.Automation.Runspaces.ScriptMethodData]::new('ToString', { $this.Token }))
            }
            $data
        }
    }
    $token.SerializationDepth = 4
    # Read from the token when they are asked for: most tokens are only passed on.
    foreach ($part in 'Header', 'Payload') {
        $getter = [scriptblock]::Create("$readers`nConvertFrom-TokenPart -Token `$this.Token -Part $([int] ($part -eq 'Payload'))")
        $token.Members.Add($part, [Management.Automation.Runspaces.ScriptPropertyData]::new($part, $getter))
    }
    $session = [Management.Automation.Runspaces.TypeData]::new('QsJwt.Session')
    $session.Members.Add('Uri', [Management.Automation.Runspaces.ScriptMethodData]::new('Uri', {
            param([string] $Path)

            $text = if ($Path -match '^https?://') { $Path } else { $this.Url + '/' + $Path.TrimStart('/', '\') }
            if ($this.Xrfkey -and $text -notmatch '[?&]xrfkey=') {
                $text += $(if ($text -match '\?') { '&' } else { '?' }) + 'Xrfkey=' + $this.Xrfkey
            }
            # As it is called: dots in it may lead elsewhere.
            $address = [uri] $text
            if (-not "$($address.AbsoluteUri)/".StartsWith(([uri] $this.Url).AbsoluteUri.TrimEnd('/') + '/', 'OrdinalIgnoreCase')) {
                throw "$Path is not below $($this.Url), whose session this is"
            }
            $address
        }))
    # By its class in PowerShell 7, where the cmdlet's name would load the whole module it is in.
    $update = if ($PSEdition -eq 'Desktop') { 'Update-TypeData' }
    else {
        [void] [Reflection.Assembly]::Load('Microsoft.PowerShell.Commands.Utility')
        [Management.Automation.CmdletInfo]::new('Update-TypeData', [Microsoft.PowerShell.Commands.UpdateTypeDataCommand])
    }
    & $update -TypeData (@($types) + $session) -Force
    $script:HasTypes = $true
}
