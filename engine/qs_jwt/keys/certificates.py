"""Certificates and public keys: made, written, and read to check signatures with."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from qs_jwt import times, writing
from qs_jwt.errors import (
    InvalidValue,
)
from qs_jwt.keys import kinds
from qs_jwt.keys import private as private_keys
from qs_jwt.results import WrittenFile

DEFAULT_COMMON_NAME = "qs-jwt"
# What each file of a key pair is called after the prefix, in the order of their making: the
# private key first, since what is lost can be made again from it.
FILE_NAMES = {
    "privatekey": "privatekey.pem",
    "publickey": "publickey.pem",
    "certificate": "publickey.cer",
    "pfx": "certificate.pfx",
}
NEW_PAIR: tuple[str, ...] = ("privatekey", "publickey", "certificate")
RENEWAL: tuple[str, ...] = ("publickey", "certificate")  # for a key that exists
_SECRET = ("privatekey", "pfx")
_OPTION = "cert_file_prefix"  # the option at fault if one cannot be written
_USE_IT = (
    "sign with {option:cert_privatekey_file} {value:path},"
    " or name other files with {option:cert_file_prefix}"
)
_USE_OR_REPLACE_IT = (
    "sign tokens with the key that is there ({option:cert_privatekey_file} {value:path}),"
    " or name other files with {option:cert_file_prefix};"
    " {option:force} replaces a key whose certificate Qlik may have"
)
_NAME_OTHERS = "name other files with {option:cert_file_prefix}, or give {option:force}"
_LONGEST_NAME = 64  # bytes of a common name: RFC 5280, appendix A.1, ub-common-name
_LONGEST_PASSPHRASE = 1023  # bytes, for OpenSSL
# Rounds that derive a PFX's keys: slow for a guesser, and below the 600,000 at which .NET
# and Windows refuse to open one.
_PFX_ROUNDS = 100_000
_LEGACY_ROUNDS = 2_000  # what the Windows of its time writes
_CERTIFICATE_LABELS = ("CERTIFICATE", "X509 CERTIFICATE")
_PUBLIC_LABELS = ("PUBLIC KEY", "RSA PUBLIC KEY")
_UNLOADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


class KeyPair:
    """A private key and a self-signed certificate for it, on their way into files.

    Attributes:
        private: the private key.
        certificate: the certificate.
    """

    def __init__(self, private: kinds.PrivateKey, certificate: x509.Certificate):
        self.private = private
        self.certificate = certificate

    def stage(
        self,
        placement: writing.Placement,
        prefix: str,
        passphrase: str | bytes | None = None,
        kinds: tuple[str, ...] = NEW_PAIR,
        *,
        legacy_pfx: bool = False,
    ) -> list[WrittenFile]:
        """Stage the files of ``kinds``.

        Args:
            prefix: what their paths begin with.
            passphrase: what the private key is encrypted with (PKCS#8, PBES2), or None;
                a PFX needs one.
            kinds: of :data:`FILE_NAMES`.
            legacy_pfx: as for :meth:`pfx`.

        Returns:
            the files.

        Raises:
            WriteFailed, FileMissing
            InvalidValue: the passphrase is too long.
        """
        staged = []
        for kind in kinds:
            path = prefix + FILE_NAMES[kind]
            mode = writing.PRIVATE if kind in _SECRET else writing.PUBLIC
            content = self._content(kind, passphrase, legacy_pfx=legacy_pfx)
            placement.add(path, content, mode, _OPTION if prefix else "")
            staged.append(WrittenFile(path, kind))
        return staged

    def _content(self, kind: str, passphrase: str | bytes | None, *, legacy_pfx: bool) -> bytes:
        if kind == "privatekey":
            return self.private_pem(passphrase)
        if kind == "publickey":
            return self.private.public_key().public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
        if kind == "certificate":
            return self.certificate.public_bytes(Encoding.PEM)
        return self.pfx(passphrase or "", legacy=legacy_pfx)

    def private_pem(self, passphrase: str | bytes | None = None) -> bytes:
        """The private key as PKCS#8 PEM, encrypted if a passphrase is given.

        Raises:
            InvalidValue: the passphrase is too long.
        """
        secret = _secret(passphrase)
        encryption: KeySerializationEncryption = (
            BestAvailableEncryption(secret) if secret else NoEncryption()
        )
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)

    def pfx(self, passphrase: str | bytes, *, legacy: bool = False) -> bytes:
        """Private key and certificate as PKCS#12: PBES2 with AES-256, MAC with SHA-256.

        Windows Server 2016 and Windows 10 before 1709 know only 3DES and SHA-1, which
        ``legacy`` asks for.

        Never without a passphrase: such a file would have no MAC either, which Windows
        asks for.

        Raises:
            InvalidValue: the passphrase is too long.
        """
        from cryptography.hazmat.primitives.serialization import pkcs12

        name = self.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
        algorithm, mac, rounds = (
            (pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC, hashes.SHA1(), _LEGACY_ROUNDS)  # noqa: S303 - asked for
            if legacy
            else (pkcs12.PBES.PBESv2SHA256AndAES256CBC, hashes.SHA256(), _PFX_ROUNDS)
        )
        encryption = (
            PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(rounds)
            .key_cert_algorithm(algorithm)
            .hmac_hash(mac)
            .build(_secret(passphrase))
        )
        return pkcs12.serialize_key_and_certificates(
            str(name).encode(), self.private, self.certificate, None, encryption
        )


def _secret(passphrase: str | bytes | None) -> bytes:
    secret = private_keys.secret_of(passphrase) or b""
    if len(secret) > _LONGEST_PASSPHRASE:
        raise InvalidValue(
            "{option}: has {value:length} bytes; {value:most} is the most",
            parameter="cert_passphrase",
            length=len(secret),
            most=_LONGEST_PASSPHRASE,
        )
    return secret


def refuse_existing(
    placement: writing.Placement,
    prefix: str,
    kinds: tuple[str, ...] = NEW_PAIR,
    asked: str = "",
) -> None:
    """Fail before a key is made if one of its files cannot be written.

    Args:
        prefix, kinds: as for :meth:`KeyPair.stage`.
        asked: the option that asks for a key beside a token, which one that exists can sign.

    Raises:
        FileExists, FileIsFolder, FileMissing, WriteFailed, ConflictingOptions
    """
    for kind in kinds:
        hint = _NAME_OTHERS
        if kind == NEW_PAIR[0]:
            hint = _USE_IT if asked else _USE_OR_REPLACE_IT
        placement.refuse_existing(prefix + FILE_NAMES[kind], _OPTION if prefix else asked, hint)


def create(
    *,
    days: int,
    bits: int = 0,
    private: kinds.PrivateKey | None = None,
    p384: bool = False,
    common_name: str = DEFAULT_COMMON_NAME,
) -> KeyPair:
    """A self-signed certificate, for a new RSA key of ``bits``, a new P-384 key, or ``private``.

    It is valid from now for ``days`` days, has a random serial number and a SHA-256
    signature (SHA-384 for a P-384 key), and may sign (itself and tokens), which is what
    OpenSSL asks of a certificate that is its own authority.

    Raises:
        InvalidValue: the last day is past the year 9999, or the common name too long.
        ClockWrong
    """
    name = _name(common_name)
    # a second back, for a clock that is read more coarsely on the other side
    start = datetime.fromtimestamp(int(times.now()), UTC) - timedelta(seconds=1)
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        raise InvalidValue(
            "{option}: {value:days} days from now is past the year 9999",
            parameter="cert_create_expires_days",
            days=days,
        ) from None
    key = private or _new_key(bits, p384=p384)
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )
    for extension, critical in _extensions(public):
        builder = builder.add_extension(extension, critical)
    digest = hashes.SHA384() if kinds.is_p384(key) else hashes.SHA256()
    return KeyPair(key, builder.sign(key, digest))


def _new_key(bits: int, *, p384: bool) -> kinds.PrivateKey:
    if p384:
        return ec.generate_private_key(ec.SECP384R1())
    return generate_private_key(private_keys.MIN_EXPONENT, bits)


def _name(common_name: str) -> x509.Name:
    length = len(common_name.encode())
    if length > _LONGEST_NAME:
        raise InvalidValue(
            "{option}: has {value:length} bytes in UTF-8; {value:most} is the most",
            parameter="cert_common_name",
            length=length,
            most=_LONGEST_NAME,
        )
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)])


def _extensions(public: kinds.PublicKey) -> list[tuple[x509.ExtensionType, bool]]:
    identifier = x509.SubjectKeyIdentifier.from_public_key(public)
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (usage, True),
        (identifier, False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), False),
    ]
