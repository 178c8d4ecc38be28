function Register-SessionType {
    # What a session can do. The block is complete in itself: sessions outlive the module.
    Update-TypeData -TypeName QsJwt.Session -MemberType ScriptMethod -MemberName Uri -Force -Value {
        param([string] $Path)

        $text = if ($Path -match '^https?://') { $Path } else { $this.Url + '/' + $Path.TrimStart('/') }
        if (-not "$text/".StartsWith($this.Url + '/', 'OrdinalIgnoreCase')) {
            throw "$Path is not below $($this.Url), whose session this is"
        }
        if ($this.Xrfkey -and $text -notmatch '[?&]xrfkey=') {
            $text += $(if ($text -match '\?') { '&' } else { '?' }) + 'Xrfkey=' + $this.Xrfkey
        }
        [uri] $text
    }
}
