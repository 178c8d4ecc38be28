function Get-StoppedAnswer {
    # The answer to a request that an engine died over.
    ConvertTo-FailedAnswer -Code EngineStopped -Message 'the qs-jwt engine ended before it answered' `
        -Hint 'run the command again; the next one starts a new engine'
}
