"""Where the key that signs comes from, whichever of the options says so."""

from collections.abc import Sequence
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from qs_jwt import times, writing
from qs_jwt.errors import InvalidDuration, MissingOption, NoKeySource
from qs_jwt.keys import private as private_keys
from qs_jwt.keys.kinds import PrivateKey
from qs_jwt.keys.private import SigningKey
from qs_jwt.results import WrittenFile


class KeySource:
    """Where the key that signs comes from: a file, a text, an object, made now, or elsewhere.

    Args: the options of these names.

    Attributes:
        file: the path of the private key, or None.
        public_file: the path of the certificate of a key that is elsewhere, or None.
        detached: whether the caller signs.

    Raises:
        NoKeySource: from nowhere.
    """

    options: ClassVar[tuple[str, ...]]  # their names, read off the signature below

    def __init__(
        self,
        *,
        cert_privatekey_file: str | None = None,
        cert_privatekey: str | bytes | PrivateKey | SigningKey | None = None,
        cert_passphrase: str | bytes | None = None,
        cert_create: bool = False,
        cert_file_prefix: str = "",
        cert_create_expires_days: int = 0,
        key_size: int = 0,
        sign_command: str | Sequence[str] | None = None,
        sign_timeout: str | int = "",
        cert_publickey_file: str | None = None,
        cert_publickey: str | None = None,
        signing: str | None = None,
    ):
        given = cert_privatekey is not None  # though it be empty, which has an error of its own
        if not (cert_privatekey_file or given or cert_create or sign_command or signing):
            raise NoKeySource(
                "no key to sign with",
                hint="give {option:cert_privatekey_file=FILE}, {option:cert_privatekey=PEM}"
                " or {option:cert_create}",
                parameter="cert_privatekey_file",
            )
        self.file = cert_privatekey_file
        self.detached = signing is not None
        self.public_file = cert_publickey_file
        self._public = cert_publickey
        self._command = sign_command
        self._seconds = seconds_of(sign_timeout) if sign_command else 0
        self._text = cert_privatekey
        self._passphrase = cert_passphrase
        self._create = cert_create
        self._prefix = cert_file_prefix
        self._days = cert_create_expires_days
        self._bits = key_size
        self._loaded: SigningKey | None = None

    def loaded(self, *, p384: bool = False, thorough: bool = False) -> SigningKey:
        """The key that is not made now, read once, for a pipe gives it once.

        Args:
            p384: whether a P-384 key will do as well as an RSA key.
            thorough: with cryptography's own load checks too.
        """
        if self._loaded is None:
            if self.detached or self._command:
                self._loaded = self._elsewhere(p384=p384)
            elif self._text is None or isinstance(self._text, str | bytes):
                self._loaded = private_keys.load(
                    self.file, self._text, self._passphrase, p384=p384, thorough=thorough
                )
            else:
                self._loaded = _of_object(self._text, p384=p384)
        return self._loaded

    @property
    def by_program(self) -> bool:
        """Whether a program signs."""
        return self._command is not None

    def _elsewhere(self, *, p384: bool) -> SigningKey:
        """The key of a program, or of a caller, which signs nothing here."""
        from qs_jwt.keys import public, signers

        if self._public is None and self.public_file is None:
            by = "signing=detached" if self.detached else "sign_command"
            raise MissingOption(
                f"{{option:{by}}} needs {{option}}",
                hint="give the certificate or public key of the key that signs",
                parameter="cert_publickey" if self.detached else "cert_publickey_file",
            )
        key, keyid = public.read_signing_key(self.public_file, self._public, p384=p384)
        if self._command is None:
            return SigningKey(signers.unsigned(key), proven=True, keyid=keyid)
        from qs_jwt.keys import program

        made = program.signing_key(self._command, self._seconds, key)
        return SigningKey(made, proven=True, keyid=keyid)

    def key(self, placement: writing.Placement) -> tuple[SigningKey, list[WrittenFile]]:
        """The signing key, and the files that were staged where it is new."""
        if not self._create:
            return self.loaded(), []
        from qs_jwt.keys import certificates

        certificates.refuse_existing(placement, self._prefix, asked="cert_create")
        pair = certificates.create(days=self._days, bits=self._bits)
        staged = pair.stage(placement, self._prefix, self._passphrase)
        return SigningKey(pair.private), staged


KeySource.options = tuple(KeySource.__init__.__kwdefaults__ or ())


def _of_object(key: PrivateKey | SigningKey, *, p384: bool) -> SigningKey:
    """The signing key that a program of Python's hands over: its own, or one read before."""
    if isinstance(key, SigningKey):
        return key
    from qs_jwt.keys import signers

    made = signers.by_object(key, "cert_privatekey")
    if not p384 and not isinstance(made, RSAPrivateKey):
        raise private_keys.not_rsa(made.public_key(), "cert_privatekey")
    return SigningKey(made, proven=True)


def seconds_of(timeout: str | int) -> int:
    """How long a program that signs may take.

    Raises:
        InvalidDuration: no time at all.
    """
    seconds = times.parse_duration(timeout, "sign_timeout")
    if seconds <= 0:
        raise InvalidDuration(
            "{option}: no program signs in no time",
            hint=times.EXAMPLES,
            parameter="sign_timeout",
        )
    return seconds
