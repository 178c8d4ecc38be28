function Register-ResultType {
    # How results of a kind other than tokens are shown, and what a session has beside its own
    # properties: no table or list of them shows any part of a token, of a cookie or of a key, unless
    # it is asked for. By type data: a types or format file would tie the session to this version's
    # folder, and keep another copy of the module from being imported. It outlives the module, so each
    # member is whole in itself. Not at import, for it takes its time.
    param([string] $Kind)

    if ($script:Registered.Contains($Kind)) { return }
    # Times are UTC, which .NET does not show: where it stands behind a property, the view says so.
    $shown = @{
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
                    # Hidden: it is of views only. No table that lists all, no file and no JSON has it.
                    $member = [Management.Automation.Runspaces.ScriptPropertyData]::new($time, [scriptblock]::Create("`$this.$($time -replace ' .*')"))
                    $member.IsHidden = $true
                    $data.Members.Add($time, $member)
                }
            }
            $data
        })
    if ($Kind -eq 'Session') {
        Add-SessionMember -Type $types[0]
        $types = $types[0]
    }
    Add-ResultType -Type $types
    $script:Registered[$Kind] = $true
}
