"""Certificates and public keys: made, written, and read to check signatures with."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_public_key,
)

from qs_jwt import files, keys, pem
from qs_jwt.errors import CertificateInvalid, InvalidValue, QsJwtError

DEFAULT_COMMON_NAME = "qs-jwt"
PRIVATE_KEY_NAME = "privatekey.pem"
PUBLIC_KEY_NAME = "publickey.pem"
CERTIFICATE_NAME = "publickey.cer"
_PREFIX = "cert_file_prefix"  # the option at fault where one cannot be written
_CERTIFICATE_LABELS = ("CERTIFICATE", "X509 CERTIFICATE")
_PUBLIC_LABELS = ("PUBLIC KEY", "RSA PUBLIC KEY")
_UNLOADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


class KeyPair:
    """A private key and a self-signed certificate for it, on their way into files.

    Attributes:
        private: the private key.
        certificate: the certificate.
    """

    def __init__(self, private: RSAPrivateKey, certificate: x509.Certificate):
        self.private = private
        self.certificate = certificate

    def stage(
        self, placement: files.Placement, prefix: str, passphrase: str | None = None
    ) -> list[dict[str, str]]:
        """Stage the three files, the private key first: what is lost can be made again from it.

        Args:
            prefix: what their paths begin with.
            passphrase: what the private key is encrypted with (PKCS#8, PBES2), or None.

        Returns:
            the files, each as ``{path, kind}``.
        """
        placement.add(
            prefix + PRIVATE_KEY_NAME, self.private_pem(passphrase), files.PRIVATE, _PREFIX
        )
        public = self.private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        placement.add(prefix + PUBLIC_KEY_NAME, public, files.PUBLIC, _PREFIX)
        certificate = self.certificate.public_bytes(Encoding.PEM)
        placement.add(prefix + CERTIFICATE_NAME, certificate, files.PUBLIC, _PREFIX)
        return [
            {"path": prefix + PRIVATE_KEY_NAME, "kind": "privatekey"},
            {"path": prefix + PUBLIC_KEY_NAME, "kind": "publickey"},
            {"path": prefix + CERTIFICATE_NAME, "kind": "certificate"},
        ]

    def private_pem(self, passphrase: str | None = None) -> bytes:
        """The private key as PKCS#8 PEM, encrypted where a passphrase is given."""
        encryption: KeySerializationEncryption = (
            BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        )
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def refuse_existing(placement: files.Placement, prefix: str) -> None:
    """Fail before a key is made where one of its files could not be written for sure.

    Raises:
        FileExists, FileIsFolder, FileMissing
    """
    for name in (PRIVATE_KEY_NAME, PUBLIC_KEY_NAME, CERTIFICATE_NAME):
        placement.refuse_existing(prefix + name, _PREFIX)


def create(
    *,
    days: int,
    bits: int = 0,
    private: RSAPrivateKey | None = None,
    common_name: str = DEFAULT_COMMON_NAME,
) -> KeyPair:
    """A self-signed certificate, for a new RSA key of ``bits`` or for ``private``.

    It is valid from now for ``days`` days, has a random serial number and a SHA-256
    signature, and may sign (itself and tokens), which is what OpenSSL asks of a
    certificate that is its own authority.

    Raises:
        InvalidValue: the last day is past the year 9999, or the common name too long.
    """
    key = private or generate_private_key(keys.MIN_EXPONENT, bits)
    # a second back, for a clock that is read more coarsely on the other side
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        raise InvalidValue(
            f"cert_create_expires_days: {days} days from now is past the year 9999",
            parameter="cert_create_expires_days",
        ) from None
    name = _name(common_name)
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
    return KeyPair(key, builder.sign(key, hashes.SHA256()))


def _name(common_name: str) -> x509.Name:
    try:
        attribute = x509.NameAttribute(x509.NameOID.COMMON_NAME, common_name)
    except ValueError:
        raise InvalidValue(
            f"cert_common_name: has {len(common_name)} characters; 64 is the most",
            parameter="cert_common_name",
        ) from None
    return x509.Name([attribute])


def _extensions(public: RSAPublicKey) -> list[tuple[x509.ExtensionType, bool]]:
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


def read_public_key(
    file: str | None, text: str | None
) -> tuple[RSAPublicKey, x509.Certificate | None]:
    """The RSA public key in a file or text, and the certificate that holds it, if one does.

    Args:
        file: the path of a certificate or public key, PEM or DER; or None.
        text: PEM text, where ``file`` is None.

    Raises:
        CertificateInvalid, KeyNotRsa, and those of :func:`qs_jwt.files.read`
    """
    if file is not None:
        parameter = "cert_publickey_file"
        data = files.read(file, parameter)
    else:
        parameter = "cert_publickey"
        data = (text or "").encode()
    data = pem.unwrap(data)
    found = pem.blocks(data)
    if b"-----BEGIN" not in data:
        key, certificate = _load_binary(data)
    else:
        key, certificate = _load_block(found)
    if key is None:
        raise _no_public_key(data, found, parameter)
    if not isinstance(key, RSAPublicKey):
        raise keys.not_rsa(key, parameter)
    return key, certificate


def _load_block(found: list[pem.Block]) -> tuple[object | None, x509.Certificate | None]:
    for block in found:
        try:
            if block.label in _CERTIFICATE_LABELS:
                return _of_certificate(x509.load_pem_x509_certificate(block.pem))
            if block.label in _PUBLIC_LABELS:
                return load_pem_public_key(block.pem), None
        except _UNLOADABLE:
            return None, None
    return None, None


def _load_binary(data: bytes) -> tuple[object | None, x509.Certificate | None]:
    try:
        return _of_certificate(x509.load_der_x509_certificate(data))
    except _UNLOADABLE:
        pass
    try:
        return load_der_public_key(data), None
    except _UNLOADABLE:
        return None, None


def _of_certificate(certificate: x509.Certificate) -> tuple[object, x509.Certificate]:
    return certificate.public_key(), certificate


def _no_public_key(data: bytes, found: list[pem.Block], parameter: str) -> QsJwtError:
    if not data.strip():
        what = "is empty"
    elif any("PRIVATE KEY" in block.label for block in found):
        what = "holds a private key, which does not belong here"
    elif pem.is_cut_off(data):
        what = "is cut off before the END line"
    elif found:
        what = f"holds a PEM block '{found[0].label}' that cannot be read as one"
    else:
        what = "holds no certificate and no public key"
    return CertificateInvalid(
        f"{parameter}: {what}",
        hint="give the certificate (publickey.cer) or the public key (publickey.pem)",
        parameter=parameter,
    )
