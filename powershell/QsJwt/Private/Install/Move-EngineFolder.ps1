function Move-EngineFolder {
    # Put a new engine in the place of an old one, or, without a new one, take the old one away.
    # The old one is moved first, whole: where another program uses it, Windows refuses that, and
    # all is as before. What went wrong, as a fault.
    param([string] $New, [string] $Folder)

    $old = "$Folder.old-$([IO.Path]::GetRandomFileName())"
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
    # What an installation left that was killed: after an hour, for another one may be under way.
    $name = [IO.Path]::GetFileName($Folder)
    foreach ($left in [IO.Directory]::GetDirectories([IO.Path]::GetDirectoryName($Folder))) {
        $isLeft = [IO.Path]::GetFileName($left) -like "$name.new-*" -or [IO.Path]::GetFileName($left) -like "$name.old-*"
        if ($isLeft -and [IO.Directory]::GetLastWriteTimeUtc($left) -lt [datetime]::UtcNow.AddHours(-1)) { Clear-EngineFolder -Folder $left }
    }
}
