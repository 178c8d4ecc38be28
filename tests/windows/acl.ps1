# Who may read what qs-jwt writes, as Windows itself tells: a private key, a token and a
# certificate in a folder whose list would let others in. Wine keeps no such lists, so only
# .github/workflows/test.yml runs this, in Windows PowerShell and in PowerShell 7.
$ErrorActionPreference = 'Stop'

$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), "qs-jwt-acl-$PID")
[void] (New-Item -ItemType Directory $folder)
try {
    # Users may read everything in there, by inheritance.
    $list = Get-Acl $folder
    $users = [Security.Principal.SecurityIdentifier]::new('S-1-5-32-545')
    $list.AddAccessRule([Security.AccessControl.FileSystemAccessRule]::new($users, 'ReadAndExecute', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
    Set-Acl $folder $list

    $prefix = [IO.Path]::Combine($folder, 'new-')
    $token = [IO.Path]::Combine($folder, 'token.jwt')
    qs-jwt create-qseow --userdir LAB --userid anna --cert-create --cert-file-prefix $prefix --key-size 2048 --output-file $token
    if ($LASTEXITCODE) { throw "qs-jwt ended with $LASTEXITCODE" }
    qs-jwt create-qseow --userdir LAB --userid berta --cert-privatekey-file "${prefix}privatekey.pem" --output-file $token --force
    if ($LASTEXITCODE) { throw "qs-jwt ended with $LASTEXITCODE" }

    $user = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
    $wanted = ($user, 'S-1-5-18', 'S-1-5-32-544' | Sort-Object -Unique) -join ' '
    $faults = foreach ($path in "${prefix}privatekey.pem", $token) {
        $list = Get-Acl -LiteralPath $path
        $rules = $list.GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
        $found = ($rules | ForEach-Object { $_.IdentityReference.Value } | Sort-Object -Unique) -join ' '
        if ($found -ne $wanted) { "$path lets in $found, not $wanted" }
        if (-not $list.AreAccessRulesProtected) { "$path inherits from its folder" }
        foreach ($rule in $rules) {
            if ($rule.IsInherited) { "${path}: the entry for $($rule.IdentityReference) is inherited" }
            if ($rule.AccessControlType -ne 'Allow' -or $rule.FileSystemRights -ne 'FullControl') { "${path}: $($rule.IdentityReference) has $($rule.AccessControlType) $($rule.FileSystemRights)" }
        }
    }
    # The other way round: the certificate is for everybody, and shows that the folder's list works.
    $certificate = (Get-Acl -LiteralPath "${prefix}publickey.cer").GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])
    if ($users.Value -notin $certificate.IdentityReference.Value) { $faults = @($faults) + 'the certificate does not let in the folder''s users' }

    $faults | Where-Object { $_ }
    if ($faults) { exit 1 }
    'private files let in the user, SYSTEM and Administrators only'
}
finally {
    Remove-Item -Recurse -Force $folder
}
