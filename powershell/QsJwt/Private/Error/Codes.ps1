# What the module knows of the engine's errors and warnings.
$script:Errors = @{
    # Whether this PowerShell prints an error's recommended action.
    ShowsHints = $PSVersionTable.PSVersion -ge [version] '7.5'

    # The PowerShell category of each error code, the module's own first. A test holds the
    # others to the engine's list.
    Categories = @{
        EngineNotFound = 'ObjectNotFound'
        EngineIncompatible = 'NotInstalled'
        EngineStopped = 'ResourceUnavailable'
        RequestTooLarge = 'LimitsExceeded'
        MissingUserId = 'InvalidData'
        InvalidUser = 'InvalidData'
        InvalidPath = 'InvalidArgument'
        ClaimsUnreadable = 'InvalidData'
        PrivateKeyMissing = 'ObjectNotFound'
        PrivateKeyDenied = 'PermissionDenied'
        ProviderTooOld = 'NotImplemented'
        SigningCancelled = 'OperationStopped'
        SigningFailed = 'InvalidResult'
        ProtocolError = 'ProtocolError'
        EngineSourceUnusable = 'InvalidArgument'
        PythonNotFound = 'ObjectNotFound'
        EngineInstallFailed = 'InvalidResult'
        EngineNotInstalled = 'ObjectNotFound'
        LoginRefused = 'AuthenticationError'

        UnknownCommand = 'NotImplemented'
        UnknownOption = 'InvalidArgument'
        UnexpectedArgument = 'InvalidArgument'
        RepeatedOption = 'InvalidArgument'
        MissingValue = 'InvalidArgument'
        MissingOption = 'InvalidArgument'
        ConflictingOptions = 'InvalidArgument'
        WrongType = 'InvalidType'
        InvalidText = 'InvalidData'
        InvalidValue = 'InvalidArgument'
        EmptyValue = 'InvalidArgument'
        ControlCharacter = 'InvalidData'
        InvalidDuration = 'InvalidArgument'
        AmbiguousAddress = 'InvalidArgument'
        MissingVariable = 'ObjectNotFound'
        StdinConflict = 'InvalidArgument'
        LiteralPassphrase = 'SecurityError'
        UnknownProfile = 'ObjectNotFound'
        InvalidProfile = 'InvalidData'
        NoKeySource = 'InvalidArgument'
        InvalidClaim = 'InvalidData'
        ReservedClaim = 'InvalidArgument'
        QlikWouldRefuse = 'InvalidArgument'
        UnknownColumn = 'InvalidData'
        RepeatedColumn = 'InvalidData'
        MissingColumn = 'InvalidData'
        EmptyInput = 'InvalidData'
        InvalidRow = 'InvalidData'
        BatchStopped = 'OperationStopped'
        FileMissing = 'ObjectNotFound'
        FileIsFolder = 'InvalidArgument'
        FileUnreadable = 'PermissionDenied'
        FileInUse = 'ResourceBusy'
        FileTooLarge = 'LimitsExceeded'
        FileExists = 'ResourceExists'
        WriteFailed = 'WriteError'
        FileNotPrivate = 'WriteError'
        OutputFailed = 'WriteError'
        KeyEmpty = 'InvalidData'
        KeyNotFound = 'InvalidData'
        KeyIsCertificate = 'InvalidData'
        KeyIsPublic = 'InvalidData'
        KeyIsOpenSsh = 'InvalidData'
        KeyNotRsa = 'InvalidData'
        KeyTooSmall = 'SecurityError'
        KeyCorrupt = 'InvalidData'
        KeyUnsupported = 'NotImplemented'
        KeyTooCostly = 'LimitsExceeded'
        KeyTooLarge = 'LimitsExceeded'
        SeveralKeys = 'InvalidData'
        SignatureUnusable = 'SecurityError'
        SignerFailed = 'ResourceUnavailable'
        SeveralCertificates = 'InvalidData'
        PassphraseMissing = 'AuthenticationError'
        PassphraseWrong = 'AuthenticationError'
        CertificateInvalid = 'InvalidData'
        TokenMalformed = 'InvalidData'
        ConnectionFailed = 'ConnectionError'
        TlsNotTrusted = 'SecurityError'
        TimedOut = 'OperationTimeout'
        RedirectRefused = 'SecurityError'
        InvalidResponse = 'ProtocolError'
        CookieMissing = 'ObjectNotFound'
        LogoutRefused = 'InvalidResult'
        AccessTokenRefused = 'AuthenticationError'
        Interrupted = 'OperationStopped'
        ClockWrong = 'InvalidResult'
        InternalError = 'InvalidOperation'
    }

    # Hints that are other ones here than on the command line, or in one cmdlet.
    Hints = @{
        InvalidDuration = "write it as '15m', '8h', '30d' (in quotes), 00:05:00 or as seconds, or give a TimeSpan"
        'InvalidDuration,New-QsJwt' = "write it as '15m', '8h', '30d' (in quotes), 00:05:00 or as seconds, or give a TimeSpan; when the token ends, as a DateTime, goes to -ExpiresAt"
        'InvalidDuration,Test-QsJwtLogin' = "write it as '10s', '1m' (in quotes), 00:01:00 or as seconds, or give a TimeSpan"
        'InvalidDuration,Disconnect-QsJwtSession' = "write it as '10s', '1m' (in quotes), 00:01:00 or as seconds, or give a TimeSpan"
        InvalidTime = 'give a DateTime, as in (Get-Date).AddMinutes(30)'
        MissingVariable = 'set it first, as in $env:NAME = ...; a profile has env:NAME, without $'
        InternalError = 'run the same with qs-jwt --loglevel debug, which shows where'
        'TokenMalformed,Connect-QsJwtSession' = 'give the text of a token and nothing else; of one in a file: (Get-Content FILE -Raw)'
        NoKeySource = 'give -PrivateKeyPath, -PrivateKey or -Certificate'
    }

    # The hint where a certificate object is given for a private key.
    CertificateIsKey = 'New-QsJwt and Connect-QsJwtSession sign with the private key of a certificate object: give it to -Certificate'

    # Warnings that are about no user, whoever's token brings them.
    OfNoUser = @('FileOpenToOthers')

    # Warnings of several groups in one, and their hint for users from the pipeline, who may be rows
    # of a table.
    GroupsInOne = 'QseowGroupsInOne', 'CloudGroupsInOne'
    PipedGroups = 'if several groups are meant, give a list, or in a cell of a table the names with semicolons between them'

    # Warnings that say nothing new: that a token is spent, to whoever asks for a session.
    Unsaid = @{ 'Connect-QsJwtSession' = @('TokenSpent') }
}
