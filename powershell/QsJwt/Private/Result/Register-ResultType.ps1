function Register-ResultType {
    # How results of a kind are shown, and what a token and a session have beside their own
    # properties: no table or list of them shows any part of a token, of a cookie or of a key, unless
    # it is asked for. By type data: a types or format file would tie the session to this version's
    # folder. It outlives the module, so each member is whole in itself. Not at import, for it takes
    # its time.
    param([string] $Kind)

    if ($script:Registered.Contains($Kind)) { return }
    # Times are UTC, which .NET does not show: where it stands behind a property, the view says so.
    $shown = @{
        Token = 'UserDirectory', 'User', 'Platform', 'ExpiresAt (UTC)'
        DecodedToken = 'Header', 'Payload', 'IssuedAt (UTC)', 'NotBefore (UTC)', 'ExpiresAt (UTC)', 'SignatureChecked', 'Valid', 'Findings'
        VerificationReport = 'Valid', 'Platform', 'SignatureChecked', 'Findings', 'Header', 'Payload'
        Finding = 'Rule', 'Severity', 'Found', 'Expected', 'Hint'
        Certificate = 'Subject', 'NotAfter (UTC)', 'DaysLeft', 'Thumbprint'
        CertificateFiles = 'PrivateKeyPath', 'PublicKeyPath', 'CertificatePath', 'PfxPath', 'NotAfter (UTC)'
        LoginResult = 'Success', 'StatusCode', 'QlikCode', 'Cause', 'UserDirectory', 'UserId', 'CookieFile'
        Profile = 'Name', 'Platform', 'Options'
        Engine = 'Path', 'Version', 'Protocol', 'PythonVersion', 'FoundBy'
    }
    # As they are, and as they come back from a job or a remote session.
    $types = @(foreach ($name in "QsJwt.$Kind", "Deserialized.QsJwt.$Kind") {
            $data = [Management.Automation.Runspaces.TypeData]::new($name)
            if ($shown.Contains($Kind)) {
                $data.DefaultDisplayPropertySet = [Management.Automation.Runspaces.PropertySetData]::new([string[]] $shown[$Kind])
                foreach ($time in $shown[$Kind] -like '* (UTC)') {
                    Add-ScriptProperty -Type $data -Name $time -Getter ([scriptblock]::Create("`$this.$($time -replace ' .*')")) -IsHidden $true
                }
            }
            $data
        })
    if ($Kind -eq 'Token') { Add-TokenMember -Type $types[0] -Deserialized $types[1] }
    if ($Kind -eq 'Session') {
        Add-SessionMember -Type $types[0]
        $types = $types[0]
    }
    # By its class in PowerShell 7, where the cmdlet's name would load the whole module it is in.
    $update = if ($PSEdition -eq 'Desktop') { 'Update-TypeData' }
    else {
        [void] [Reflection.Assembly]::Load('Microsoft.PowerShell.Commands.Utility')
        [Management.Automation.CmdletInfo]::new('Update-TypeData', [Microsoft.PowerShell.Commands.UpdateTypeDataCommand])
    }
    # Whatever the caller asks to be told of: nothing of theirs is changed.
    & $update -TypeData $types -Force -WhatIf:$false -Confirm:$false
    $script:Registered[$Kind] = $true
}
