function Get-TokenOption {
    # The value of an option for one user: the user's own, else the call's, else the profile's.
    param([hashtable] $Call, [hashtable] $Own, [string] $Name)

    if ($Own.Contains($Name)) { $Own[$Name] }
    elseif ($Call['Shared'].Contains($Name)) { $Call['Shared'][$Name] }
    else { $Call['Defaults'][$Name] }
}
