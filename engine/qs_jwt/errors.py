"""Every failure that qs-jwt knows: one class a code.

A class's name is its stable code, its docstring is the sentence in the README's
table, and ``exit_code`` is what the command line ends with (2: bad input, nothing
was done; 1: a failure at run time).
"""

import sys
from collections.abc import Iterator
from typing import Self

from qs_jwt.wording import Notice


class QsJwtError(Notice, Exception):
    """The base of all failures that qs-jwt raises on purpose.

    Its message and hint are templates (see :mod:`qs_jwt.wording`): ``{option}`` stands for
    ``parameter``, ``{value:NAME}`` for what is given as the keyword NAME.

    Attributes:
        message: one line that says what was found; never holds a secret.
        hint: one line that says how to mend it, or None.
        parameter: the option at fault, in snake_case, or None.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        parameter: str | None = None,
        **values: object,
    ):
        Notice.__init__(
            self, type(self).__name__, message, hint=hint, parameter=parameter, **values
        )
        Exception.__init__(self, message)

    @property
    def args(self) -> tuple[str]:  # type: ignore[override]
        """The message, as other exceptions have it; pickle keeps the template by itself."""
        return (self.message,)


class UsageError(QsJwtError):
    """The input itself is wrong; nothing was done."""

    exit_code = 2


# The command line and the shape of its values


class UnknownCommand(UsageError):
    """There is no such command."""


class UnknownOption(UsageError):
    """The command has no such option."""


class UnexpectedArgument(UsageError):
    """A word on the command line belongs to no option."""


class RepeatedOption(UsageError):
    """An option that takes one value was given twice."""


class MissingValue(UsageError):
    """An option was given without its value."""


class MissingOption(UsageError):
    """An option that the command needs was not given."""


class ConflictingOptions(UsageError):
    """Two options were given that exclude each other."""


class WrongType(UsageError):
    """A value is not of the option's type."""


class InvalidText(UsageError):
    """A value holds characters that no token can carry: NUL or half a surrogate pair."""


class InvalidValue(UsageError):
    """A value is not among those that the option takes."""


class EmptyValue(UsageError):
    """A value that must say something is empty."""


class ControlCharacter(UsageError):
    """A value that names something holds a control character."""


class InvalidDuration(UsageError):
    """A duration or time is not written as such, or is out of range."""


class MissingVariable(UsageError):
    """An environment variable named by ``env:`` is not set or is empty."""


class StdinConflict(UsageError):
    """Standard input was asked for twice, or is a terminal."""


class LiteralPassphrase(UsageError):
    """A passphrase was written on the command line, where other users can read it."""


class UnknownProfile(UsageError):
    """There is no profile of that name."""


class InvalidProfile(UsageError):
    """The profiles are not TOML, or one of them holds what a profile cannot hold."""


# What a token may hold


class NoKeySource(UsageError):
    """No key was named to sign with."""


class InvalidClaim(UsageError):
    """A further claim is not written as NAME=TEXT or NAME:=JSON, or is not JSON."""


class ReservedClaim(UsageError):
    """A claim has a name that the command writes itself."""


class AmbiguousAddress(UsageError):
    """No ``sub`` can be derived from the e-mail address: other addresses would get the same."""


class QlikWouldRefuse(UsageError):
    """The token would break a rule of the Qlik platform that it is for."""


# Files


class FileMissing(QsJwtError):
    """A file to be read, or the folder of one to be written, does not exist."""


class FileIsFolder(QsJwtError):
    """A folder stands where a file is needed."""


class FileUnreadable(QsJwtError):
    """A file could not be read."""


class FileInUse(QsJwtError):
    """Another program has the file open and lets nobody else use it (on Windows)."""


class FileTooLarge(QsJwtError):
    """A file is larger than anything of its kind."""


class FileExists(QsJwtError):
    """A file to be written exists already, and --force was not given."""


class FileNotPrivate(QsJwtError):
    """A file that only you may read cannot be written there; nothing was written."""


class WriteFailed(QsJwtError):
    """A file could not be written; nothing of it was left behind."""


class OutputFailed(QsJwtError):
    """The result could not be written to standard output."""

    @classmethod
    def because(cls, what: str, error: Exception) -> Self:
        """The failure to write ``what``, such as ``the result``, that ``error`` tells of."""
        reason = getattr(error, "strerror", None) or "it is closed"
        return cls(
            "{value:what} could not be written to standard output: {value:reason}",
            what=what,
            reason=reason,
        )


# Batches


class UnknownColumn(UsageError):
    """A column of the input is not an option that may differ from user to user."""


class RepeatedColumn(UsageError):
    """Two columns of the input set the same option."""


class MissingColumn(UsageError):
    """The input lacks a column that every user needs."""


class EmptyInput(UsageError):
    """The input holds no users."""


class InvalidRow(UsageError):
    """A row of the input cannot be read."""


class BatchStopped(QsJwtError):
    """The input could not be read to its end, or a row failed and --on-error stop was given."""


# Keys and certificates


class KeyEmpty(QsJwtError):
    """The private key is empty."""


class KeyNotFound(QsJwtError):
    """What was given as a private key holds none."""


class KeyIsCertificate(QsJwtError):
    """A certificate was given where a private key is needed."""


class KeyIsPublic(QsJwtError):
    """A public key was given where a private key is needed."""


class KeyIsOpenSsh(QsJwtError):
    """An encrypted private key in OpenSSH's own format was given, and bcrypt is not installed."""


class KeyNotRsa(QsJwtError):
    """The key is not an RSA key."""


class KeyTooSmall(QsJwtError):
    """The RSA key has fewer than 2048 bits."""


class KeyTooLarge(QsJwtError):
    """The RSA key has more than 16,384 bits."""


class KeyTooCostly(QsJwtError):
    """The key asks for more work to open it than any honest one does."""


class KeyUnsupported(QsJwtError):
    """The key is in a form that qs-jwt does not read; the hint converts it."""


class SeveralKeys(QsJwtError):
    """The file holds different private keys."""


class KeyCorrupt(QsJwtError):
    """The private key is damaged: its numbers do not belong together, or it is cut off."""


class PassphraseMissing(QsJwtError):
    """The private key is encrypted and no passphrase was given."""


class PassphraseWrong(QsJwtError):
    """The passphrase does not open the private key."""


class SignatureUnusable(QsJwtError):
    """What was given as a signature is not one, or another key made it."""


class SignerFailed(QsJwtError):
    """What signs with a key of its own (a program, a service) made no signature."""


class SeveralCertificates(QsJwtError):
    """The file holds several certificates, and which one is meant cannot be told."""


class CertificateInvalid(QsJwtError):
    """What was given as a certificate or public key holds none that can be read."""


# Tokens


class TokenMalformed(QsJwtError):
    """What was given as a token is not a JSON Web Token."""


# The network


class ConnectionFailed(QsJwtError):
    """The server, or the proxy before it, could not be reached or closed the connection."""


class TlsNotTrusted(QsJwtError):
    """The server's TLS certificate is not trusted, or names another host."""


class TimedOut(QsJwtError):
    """There was no whole answer within --timeout."""


class RedirectRefused(QsJwtError):
    """The server redirects to another server, which does not get the token, or too often."""


class CookieMissing(QsJwtError):
    """A cookie file holds no cookie for the server."""


class LogoutRefused(QsJwtError):
    """Qlik did not end the session."""


class AccessTokenRefused(QsJwtError):
    """Qlik gave no access token for a client assertion."""


class InvalidResponse(QsJwtError):
    """The answer is not HTTP, is cut off, or is larger than any of Qlik's."""


# The process


class ClockWrong(QsJwtError):
    """The clock of this computer shows a time that no token can hold."""


class Interrupted(QsJwtError):
    """The command was interrupted."""

    exit_code = 130


class InternalError(QsJwtError):
    """A fault of qs-jwt itself; ``--loglevel debug`` shows where."""


def internal(error: Exception) -> InternalError:
    """The failure that stands for an exception nobody foresaw."""
    return InternalError(
        "a fault of qs-jwt itself: {value:kind}",
        hint="{option:loglevel=debug} shows where",
        kind=type(error).__name__,
    )


def error_classes() -> Iterator[type[QsJwtError]]:
    """Every failure with a code of its own, in the order of this file."""
    todo: list[type[QsJwtError]] = [QsJwtError]
    found: list[type[QsJwtError]] = []
    while todo:
        subclasses = todo.pop().__subclasses__()
        todo.extend(subclasses)
        found.extend(cls for cls in subclasses if cls is not UsageError)
    yield from sorted(found, key=lambda cls: list(globals()).index(cls.__name__))


def trace_lines() -> list[str]:
    """The places that the current exception passed through, and its type.

    Neither the exception's own text nor source lines are shown: either may quote a
    key, a passphrase or a token.
    """
    import traceback

    kind, _, trace = sys.exc_info()
    if kind is None:
        return []
    return [
        *(
            f"{frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace)
        ),
        kind.__name__,
    ]
