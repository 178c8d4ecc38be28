function Use-CreatedKey {
    # Sign the next users' tokens with the key that the first one's made.
    param($Call, $Result)

    if ($null -eq $Result['files']) { return }
    foreach ($file in $Result['files'].get_ChildNodes()) {
        $path = $file['path'].get_InnerText()
        $Call['Cmdlet'].WriteVerbose("Wrote $path")
        if ($file['kind'].get_InnerText() -eq 'privatekey') {
            foreach ($option in 'cert_create', 'cert_file_prefix', 'cert_create_expires_days', 'key_size') {
                $Call['Shared'].Remove($option)
            }
            $Call['Shared']['cert_privatekey_file'] = $path
        }
    }
    $Call['Writes'] = $Call['Shared'].Contains('output_file')
    $Call['SharedText'] = ConvertTo-MemberText -Options $Call['Shared']
}
