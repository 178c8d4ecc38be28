function Move-EngineFolder {
    # Put a new engine in the place of an old one, or, without a new one, take the old one away.
    # The old one is moved first, whole: where another program uses it, Windows refuses that, and
    # all is as before. What went wrong, as a fault.
    param([string] $New, [string] $Folder)

    $old = "$Folder.old-$([guid]::NewGuid().ToString('N'))"
    try {
        if ([IO.Directory]::Exists($Folder)) { [IO.Directory]::Move($Folder, $old) }
    }
    catch {
        return @{
            Code = 'FileInUse'; Message = "$Folder is used by another program ($($_.Exception.GetBaseException().Message))"
            Hint = 'end the PowerShells and scheduled tasks that use this engine, then run it again'; Parameter = ''
        }
    }
    if ($New) {
        try { [IO.Directory]::Move($New, $Folder) }
        catch {
            if ([IO.Directory]::Exists($old)) { [IO.Directory]::Move($old, $Folder) }
            return @{ Code = 'WriteFailed'; Message = "$Folder cannot be written: $($_.Exception.GetBaseException().Message)"; Hint = ''; Parameter = '' }
        }
    }
    Clear-EngineFolder -Folder $old
}
