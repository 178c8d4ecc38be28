"""Private keys to sign with: read in every form that people have them in, and checked.

cryptography parses all of them. Its own load checks (260 ms at 4096 bits, most of it
proving that the primes are prime) are skipped where a token is signed; the key's
numbers are compared here instead, which takes 0.06 ms.
"""

import hashlib
from contextlib import suppress
from threading import Lock

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPrivateNumbers
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
)

from qs_jwt import reading
from qs_jwt.errors import (
    KeyCorrupt,
    KeyEmpty,
    KeyIsCertificate,
    KeyIsOpenSsh,
    KeyIsPublic,
    KeyNotFound,
    KeyNotRsa,
    KeyTooSmall,
    PassphraseMissing,
    PassphraseWrong,
    QsJwtError,
)
from qs_jwt.keys import pem

MIN_BITS = 2048  # RFC 7518, section 3.3
MIN_EXPONENT = 65537  # NIST FIPS 186-5, section A.1.1
_CACHE_SIZE = 32

_READABLE = ("PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY")
_NOT_SIGNING = {
    "EC PRIVATE KEY": (KeyNotRsa, "an EC private key"),
    "DSA PRIVATE KEY": (KeyNotRsa, "a DSA private key"),
    "OPENSSH PRIVATE KEY": (KeyIsOpenSsh, "a private key in OpenSSH's format"),
    "CERTIFICATE": (KeyIsCertificate, "a certificate without a private key"),
    "PUBLIC KEY": (KeyIsPublic, "a public key"),
    "RSA PUBLIC KEY": (KeyIsPublic, "a public key"),
}
_HINTS = {
    KeyNotRsa: "Qlik takes RSA keys only; make one: qs-jwt create-cert",
    KeyIsOpenSsh: "convert a copy of it: ssh-keygen -p -m PEM -f COPY",
    KeyIsCertificate: "name the private key that belongs to it",
    KeyIsPublic: "name the private key that belongs to it",
    KeyNotFound: "a key is PEM text that begins with -----BEGIN PRIVATE KEY-----, or a DER or "
    "PFX file",
}

_cache: dict[bytes, "SigningKey"] = {}
_cache_lock = Lock()


class SigningKey:
    """An RSA private key that may sign tokens.

    Attributes:
        private: the key itself.
        bits: its size.
        proven: whether a signature made with it has been verified.
    """

    __slots__ = ("bits", "private", "proven")

    def __init__(self, private: RSAPrivateKey):
        self.private = private
        self.bits = private.key_size
        self.proven = False

    def pem(self) -> str:
        """The key as PEM text, not encrypted."""
        return self.private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()


def load(
    file: str | None, text: str | None, passphrase: str | None, *, thorough: bool = False
) -> SigningKey:
    """The signing key in a file or a text.

    A key is kept after it was parsed once, by the hash of its bytes and passphrase,
    so that a replaced file or another passphrase is noticed.

    Args:
        file: the path of a PEM, DER or PFX file; or None.
        text: PEM text, where ``file`` is None.
        passphrase: what an encrypted key is opened with; not looked at for others.
        thorough: with cryptography's own load checks too.

    Raises:
        KeyEmpty, KeyNotFound, KeyIsCertificate, KeyIsPublic, KeyIsOpenSsh, KeyNotRsa,
        KeyTooSmall, KeyCorrupt, PassphraseMissing, PassphraseWrong, and those of
        :func:`qs_jwt.reading.read`
    """
    if file is not None:
        parameter = "cert_privatekey_file"
        data = reading.read(file, parameter, private=True)
    else:
        parameter = "cert_privatekey"
        data = (text or "").encode()
    secret = passphrase.encode() if passphrase is not None else None
    name = hashlib.sha256(b"%d %d " % (thorough, len(data)) + data + (secret or b"")).digest()
    with _cache_lock:
        key = _cache.pop(name, None)
        if key is not None:
            _cache[name] = key  # the latest used stays longest
    if key is None:
        key = SigningKey(parse(data, secret, parameter, thorough=thorough))
        with _cache_lock:
            _cache[name] = key
            if len(_cache) > _CACHE_SIZE:
                del _cache[next(iter(_cache))]
    return key


def parse(
    data: bytes, passphrase: bytes | None, parameter: str, *, thorough: bool = False
) -> RSAPrivateKey:
    """The RSA private key in ``data``, with its numbers checked.

    Raises:
        QsJwtError: as :func:`load`.
    """
    data = pem.unwrap(data)
    if not data.strip():
        raise KeyEmpty(
            f"{parameter}: the private key is empty",
            hint="check that the program that should have written it did",
            parameter=parameter,
        )
    found = pem.blocks(data)
    block = next((block for block in found if block.label in _READABLE), None)
    if block is not None:
        key = _load_pem(block, passphrase, parameter, thorough)
    elif found or b"-----BEGIN" in data or data.startswith(b"ssh-"):
        raise _no_signing_key(data, found, parameter)
    else:
        key = _load_binary(data, passphrase, parameter, thorough)
    if not isinstance(key, RSAPrivateKey):
        raise not_rsa(key, parameter)
    if key.key_size < MIN_BITS:
        raise KeyTooSmall(
            f"{parameter}: the RSA key has {key.key_size} bits; {MIN_BITS} is the least",
            hint="make a new one: qs-jwt create-cert",
            parameter=parameter,
        )
    flaw = _flaw(key.private_numbers())
    if flaw:
        raise _corrupt(flaw, parameter)
    return key


def _load_pem(block: pem.Block, passphrase: bytes | None, parameter: str, thorough: bool) -> object:
    encrypted = block.label == "ENCRYPTED PRIVATE KEY" or b"Proc-Type: 4,ENCRYPTED" in block.pem
    if encrypted and passphrase is None:
        raise _locked(parameter)
    try:
        return load_pem_private_key(
            block.pem,
            passphrase if encrypted else None,
            unsafe_skip_rsa_key_validation=not thorough,
        )
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unloadable(error, parameter, encrypted=encrypted) from None


def _load_binary(data: bytes, passphrase: bytes | None, parameter: str, thorough: bool) -> object:
    if is_pfx(data):
        return _load_pfx(data, passphrase, parameter)
    try:
        return load_der_private_key(data, None, unsafe_skip_rsa_key_validation=not thorough)
    except TypeError:  # it is encrypted
        if passphrase is None:
            raise _locked(parameter) from None
    except UnsupportedAlgorithm as error:
        raise _unloadable(error, parameter, encrypted=False) from None
    except ValueError:
        raise _no_signing_key(data, [], parameter) from None
    try:
        return load_der_private_key(data, passphrase, unsafe_skip_rsa_key_validation=not thorough)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unloadable(error, parameter, encrypted=True) from None


def is_pfx(data: bytes) -> bool:
    """Whether ``data`` begins as PKCS#12 does: a sequence whose first member is version 3."""
    if data[:1] != b"\x30" or len(data) < 8:
        return False
    length_bytes = data[1] & 0x7F if data[1] & 0x80 else 0
    return data[2 + length_bytes :].startswith(b"\x02\x01\x03")


def _load_pfx(data: bytes, passphrase: bytes | None, parameter: str) -> object:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

    try:
        key, certificate, others = load_key_and_certificates(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if passphrase is None:
            raise _locked(parameter) from None
        raise _unloadable(error, parameter, encrypted=True) from None
    if key is None:
        kind = KeyIsCertificate if certificate or others else KeyNotFound
        raise _refusal(kind, "a PFX file without a private key", parameter)
    return key


def _no_signing_key(data: bytes, found: list[pem.Block], parameter: str) -> QsJwtError:
    for label, (kind, what) in _NOT_SIGNING.items():
        if any(block.label == label for block in found):
            return _refusal(kind, what, parameter)
    if found:
        return _refusal(KeyNotFound, f"a PEM block '{found[0].label}'", parameter)
    if pem.is_cut_off(data):
        return _corrupt("its PEM text is cut off before the END line", parameter)
    if data.startswith(b"ssh-"):
        return _refusal(KeyIsPublic, "an SSH public key", parameter)
    public = _public_kind(data)
    if public is not None:
        return _refusal(*public, parameter)
    return _refusal(KeyNotFound, "no private key in it", parameter)


def _public_kind(data: bytes) -> tuple[type[QsJwtError], str] | None:
    """What ``data`` is where it is the public half of something, in DER."""
    # only bad input pays for it
    from cryptography.x509 import InvalidVersion, load_der_x509_certificate

    with suppress(ValueError, TypeError, UnsupportedAlgorithm, InvalidVersion):
        load_der_x509_certificate(data)
        return _NOT_SIGNING["CERTIFICATE"]
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):
        load_der_public_key(data)
        return _NOT_SIGNING["PUBLIC KEY"]
    return None


def _refusal(kind: type[QsJwtError], what: str, parameter: str) -> QsJwtError:
    hint = _HINTS[kind]
    if kind is KeyNotFound and parameter == "cert_privatekey":
        hint += "; a path goes to --cert-privatekey-file"
    return kind(f"{parameter}: found {what}", hint=hint, parameter=parameter)


def _locked(parameter: str) -> PassphraseMissing:
    return PassphraseMissing(
        f"{parameter}: the private key is encrypted",
        hint="give --cert-passphrase env:NAME, file:PATH or stdin",
        parameter="cert_passphrase",
    )


def _unloadable(error: Exception, parameter: str, *, encrypted: bool) -> QsJwtError:
    if isinstance(error, UnsupportedAlgorithm):
        return _corrupt("it is written with an algorithm that is not supported", parameter)
    if encrypted:
        return PassphraseWrong(
            f"{parameter}: the passphrase does not open the private key",
            hint="check the passphrase; a damaged key looks the same",
            parameter="cert_passphrase",
        )
    return _corrupt("it cannot be parsed", parameter)


def _corrupt(flaw: str, parameter: str) -> KeyCorrupt:
    return KeyCorrupt(
        f"{parameter}: the private key is damaged or unsafe: {flaw}",
        hint="take it from its backup, or make a new one: qs-jwt create-cert",
        parameter=parameter,
    )


def not_rsa(key: object, parameter: str) -> QsJwtError:
    """The error for a private or public key of another kind, named in it."""
    name = key_type(key)
    half = "public" if type(key).__name__.endswith("PublicKey") else "private"
    article = "an" if name[:1] in "AEIOUX" else "a"
    return _refusal(KeyNotRsa, f"{article} {name} {half} key", parameter)


def key_type(key: object) -> str:
    """What kind of key a private or public key is: ``RSA``, ``EC``, ``Ed25519``."""
    name = type(key).__name__
    return name.removesuffix("PublicKey").removesuffix("PrivateKey").strip("_")


def _flaw(key: RSAPrivateNumbers) -> str | None:
    """What does not hold between the numbers of an RSA key (RFC 8017, section 3.2), or None.

    A signature alone would not show it: OpenSSL mends wrong CRT numbers silently, and
    e = d = 1 verifies what it signs itself.
    """
    n, e = key.public_numbers.n, key.public_numbers.e
    p, q, d = key.p, key.q, key.d
    if p < 3 or q < 3 or p * q != n:
        return "its primes do not make its modulus"
    if n % 2 == 0:
        return "its modulus is even"
    if e % 2 == 0 or e < MIN_EXPONENT:
        return f"its public exponent is not odd and at least {MIN_EXPONENT}"
    if e * d % (p - 1) != 1 or e * d % (q - 1) != 1:
        return "its private exponent does not belong to its public one"
    if key.dmp1 != d % (p - 1) or key.dmq1 != d % (q - 1):
        return "its CRT exponents do not belong to its private one"
    if key.iqmp * q % p != 1:
        return "its CRT coefficient does not belong to its primes"
    return None
