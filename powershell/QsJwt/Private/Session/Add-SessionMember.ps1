function Add-SessionMember {
    # What a session has beside its web session: the address of a path below its own.
    param($Type)

    $Type.Members.Add('Uri', [Management.Automation.Runspaces.ScriptMethodData]::new('Uri', {
            param([string] $Path)

            $text = if ($Path -match '^https?://') { $Path } else { $this.Url + '/' + $Path.TrimStart('/', '\') }
            if ($this.Xrfkey -and $text -notmatch '[?&]xrfkey=') {
                $text += $(if ($text -match '\?') { '&' } else { '?' }) + 'Xrfkey=' + $this.Xrfkey
            }
            # As it is called: dots in it may lead elsewhere.
            $address = [uri] $text
            if (-not ($address.AbsoluteUri -replace '[?#].*|$', '/').StartsWith(([uri] $this.Url).AbsoluteUri.TrimEnd('/') + '/', 'OrdinalIgnoreCase')) {
                throw "$Path is not below $($this.Url), whose session this is"
            }
            $address
        }))
}
