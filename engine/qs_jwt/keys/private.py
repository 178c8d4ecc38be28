"""Private keys to sign with: read in every form that people have them in, and checked.

cryptography parses all of them. Its own load checks (260 ms at 4096 bits, most of it
proving that the primes are prime) are skipped where a token is signed; the key's
numbers are compared here instead, which takes 0.06 ms.
"""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPrivateNumbers
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_pem_private_key,
)

from qs_jwt import reading
from qs_jwt.errors import (
    KeyEmpty,
    KeyIsCertificate,
    KeyNotFound,
    KeyNotRsa,
    KeyTooCostly,
    QsJwtError,
    SeveralKeys,
)
from qs_jwt.keys import der, foreign, pem, sizes
from qs_jwt.keys.kinds import PrivateKey, is_p384, key_type

MIN_EXPONENT = 65537  # NIST FIPS 186-5, section A.1.1
_CACHE_SIZE = 32

_cache: dict[bytes, "SigningKey"] = {}
_cache_lock = Lock()


class SigningKey:
    """A private key that may sign tokens.

    Attributes:
        private: the key itself: RSA, or P-384 if that was asked for.
        bits: its size.
        keyid: its ``kid``, if it was read from a JWK that has one.
        proven: whether a signature made with it has been verified, or each one is.
    """

    __slots__ = ("bits", "keyid", "private", "proven")

    def __init__(self, private: PrivateKey, *, proven: bool = False, keyid: str | None = None):
        self.private = private
        self.keyid = keyid
        self.bits = private.key_size
        self.proven = proven


def load(
    file: str | None,
    text: str | bytes | None,
    passphrase: str | bytes | None,
    *,
    thorough: bool = False,
    p384: bool = False,
) -> SigningKey:
    """The signing key in a file or a text.

    A key is kept after it was parsed once, by the hash of its bytes and passphrase,
    so that a replaced file or another passphrase is noticed.

    Args:
        file: the path of a PEM, DER or PFX file; or None.
        text: PEM text, or any such file's bytes, if ``file`` is None.
        passphrase: what an encrypted key is opened with; not looked at for others.
        thorough: with cryptography's own load checks too.
        p384: whether a P-384 key will do as well.

    Raises:
        KeyEmpty, KeyNotFound, KeyIsCertificate, KeyIsPublic, KeyIsOpenSsh, KeyNotRsa,
        KeyTooSmall, KeyTooLarge, KeyTooCostly, KeyUnsupported, KeyCorrupt, SeveralKeys,
        PassphraseMissing, PassphraseWrong, and those of :func:`qs_jwt.reading.read`
    """
    if file is not None:
        parameter = "cert_privatekey_file"
        data = reading.read(file, parameter, private=True)
    else:
        parameter = "cert_privatekey"
        data = text if isinstance(text, bytes) else (text or "").encode()
        data = reading.bounded(data, parameter)
    secret = secret_of(passphrase)
    name = hashlib.sha256(b"%d %d " % (thorough, len(data)) + data + (secret or b"")).digest()
    with _cache_lock:
        key = _cache.pop(name, None)
        if key is not None:
            _cache[name] = key  # the latest used stays longest
    if key is None:
        private = parse_any(data, secret, parameter, thorough=thorough)
        jwk = pem.json_of(data)
        key = SigningKey(private, keyid=_keyid(jwk, parameter) if jwk else None)
        with _cache_lock:
            _cache[name] = key
            if len(_cache) > _CACHE_SIZE:
                del _cache[next(iter(_cache))]
    if not p384 and not isinstance(key.private, RSAPrivateKey):
        raise not_rsa(key.private, parameter)
    return key


def _keyid(data: bytes, parameter: str) -> str | None:
    from qs_jwt.keys import jwk_reading

    return jwk_reading.signing_jwk(data, parameter).keyid


def secret_of(passphrase: str | bytes | None) -> bytes | None:
    """The bytes of a passphrase; a text is taken as UTF-8, as OpenSSL does."""
    return passphrase.encode() if isinstance(passphrase, str) else passphrase


def parse(
    data: bytes, passphrase: bytes | None, parameter: str, *, thorough: bool = False
) -> RSAPrivateKey:
    """The RSA private key in ``data``, with its numbers checked.

    Raises:
        QsJwtError: as :func:`load`.
    """
    key = parse_any(data, passphrase, parameter, thorough=thorough)
    if not isinstance(key, RSAPrivateKey):
        raise not_rsa(key, parameter)
    return key


def parse_any(
    data: bytes, passphrase: bytes | None, parameter: str, *, thorough: bool = False
) -> PrivateKey:
    """The RSA or P-384 private key in ``data``, the former's numbers checked.

    What stands in a block is tried in every form, whatever its label says.

    Raises:
        QsJwtError: as :func:`load`.
    """
    data = pem.unwrap(data)
    if not data.strip():
        raise KeyEmpty(
            "{option}: the private key is empty",
            hint="check that the program that should have written it did",
            parameter=parameter,
        )
    found = pem.blocks(data)
    blocks = [block for block in found if block.label.endswith("PRIVATE KEY")]
    opening = _Opening(passphrase, parameter, thorough)
    if blocks:
        key = _one([(block, opening.block(block, found)) for block in blocks], parameter)
    elif found or b"-----BEGIN" in data:
        raise foreign.no_private_key(data, found, parameter)
    else:
        key = opening.binary(data)
    if isinstance(key, EllipticCurvePrivateKey) and is_p384(key):
        return key
    if not isinstance(key, RSAPrivateKey):
        raise not_rsa(key, parameter)
    sizes.check(key.key_size, parameter)
    flaw = _flaw(key.private_numbers())
    if flaw:
        raise foreign.corrupt(flaw, parameter)
    return key


def _one(loaded: list[tuple[pem.Block, object]], parameter: str) -> object:
    """The key that all blocks hold.

    Raises:
        SeveralKeys: they hold different ones.
    """
    (_, first), *others = loaded
    if any(key.public_key() != first.public_key() for _, key in others):  # type: ignore[attr-defined]
        raise SeveralKeys(
            "{option}: holds different private keys: {value:keys}",
            hint="give the one to sign with a file of its own",
            parameter=parameter,
            keys=" and ".join(
                f"'{block.label}' in line {block.line} ({_described(key)})" for block, key in loaded
            ),
        )
    return first


def _described(key: object) -> str:
    bits = getattr(key, "key_size", None)
    return f"{key_type(key)}, {bits} bits" if bits else key_type(key)


class _Opening:
    """How the private keys of one file or text are opened."""

    def __init__(self, passphrase: bytes | None, parameter: str, thorough: bool):
        self._passphrase = passphrase
        self._parameter = parameter
        self._thorough = thorough

    def block(self, block: pem.Block, beside: list[pem.Block]) -> object:
        """The key in a PEM block."""
        if b"Proc-Type: 4,ENCRYPTED" in block.pem:
            return self._legacy(block)
        if block.label == "OPENSSH PRIVATE KEY":
            return self._ssh(block)
        if block.label == "TSS2 PRIVATE KEY":
            raise foreign.of_tpm(self._parameter)
        content = block.content
        if content is None:
            raise foreign.changed(block.flaw, self._parameter)
        key, encrypted = self._der(content)
        if key is None:
            raise foreign.unparsed(content, self._parameter)
        if encrypted and any(foreign.certifies_pss(block) for block in beside):
            raise foreign.pss(self._parameter)
        return key

    def binary(self, data: bytes) -> object:
        """The key in what is not PEM: DER, PFX, JWK, or base64 of any form."""
        if pem.is_json(data):
            from qs_jwt.keys import jwk_reading

            return jwk_reading.signing_jwk(data, self._parameter).private(thorough=self._thorough)
        if is_pfx(data):
            return self._pfx(data)
        key, _ = self._der(data)
        if key is not None:
            return key
        inner = pem.from_base64(data)
        if inner is None or foreign.is_ssh_public(data):
            raise foreign.no_private_key(data, [], self._parameter)
        return parse_any(inner, self._passphrase, self._parameter, thorough=self._thorough)

    def _unopened(self, error: Exception) -> QsJwtError:
        return foreign.unopened(error, self._passphrase or b"", self._parameter)

    def _der(self, data: bytes) -> tuple[object | None, bool]:
        """The key in a DER structure (PKCS#1, PKCS#8, SEC1) and whether it was encrypted."""
        bound(data, self._parameter)
        if der.is_pss(data):
            raise foreign.pss(self._parameter)
        try:
            return self._checked(data, None), False
        except TypeError:  # it is encrypted
            if self._passphrase is None:
                raise foreign.locked(self._parameter) from None
        except UnsupportedAlgorithm:
            raise foreign.unsupported(self._parameter) from None
        except ValueError:
            if der.has_more_primes(data):
                raise foreign.more_primes(self._parameter) from None
            return None, False
        try:
            return self._checked(data, self._passphrase), True
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise self._unopened(error) from None

    def _checked(self, data: bytes, passphrase: bytes | None) -> object:
        key = load_der_private_key(data, passphrase, unsafe_skip_rsa_key_validation=True)
        if self._thorough and isinstance(key, RSAPrivateKey):
            sizes.check(key.key_size, self._parameter)  # before primes of any length are tested
            if not _flaw(key.private_numbers()):
                try:
                    return load_der_private_key(data, passphrase)
                except ValueError:
                    raise foreign.corrupt("its numbers are no key", self._parameter) from None
        return key

    def _legacy(self, block: pem.Block) -> object:
        if self._passphrase is None:
            raise foreign.locked(self._parameter)
        if block.vector_is_cut:  # cryptography's Rust ends in a panic, which no handler is for
            raise foreign.corrupt("its line DEK-Info is cut off", self._parameter)
        try:
            return load_pem_private_key(
                block.pem,
                self._passphrase,
                unsafe_skip_rsa_key_validation=not self._thorough,
            )
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise self._unopened(error) from None

    def _ssh(self, block: pem.Block) -> object:
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key

        try:
            return load_ssh_private_key(
                block.pem, self._passphrase, unsafe_skip_rsa_key_validation=not self._thorough
            )
        except UnsupportedAlgorithm:  # of its cipher, or bcrypt is not installed
            raise foreign.ssh_locked(self._parameter) from None
        except TypeError:
            # one that is not encrypted refuses a passphrase, an encrypted one its absence
            if self._passphrase is None:
                raise foreign.locked(self._parameter) from None
            self._passphrase = None
            return self._ssh(block)
        except (ValueError, InvalidTag) as error:
            if self._passphrase is None:
                raise foreign.corrupt("it cannot be parsed", self._parameter) from None
            raise self._unopened(error) from None

    def _pfx(self, data: bytes) -> object:
        from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

        bound(data, self._parameter)
        try:
            with taking_ber():
                key, certificate, others = load_key_and_certificates(data, self._passphrase)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            if self._passphrase is None:
                raise foreign.locked(self._parameter) from None
            raise self._unopened(error) from None
        if key is None:
            kind = KeyIsCertificate if certificate or others else KeyNotFound
            raise foreign.refusal(kind, "a PFX file without a private key", self._parameter)
        if der.count_key_bags(data) > 1:
            raise SeveralKeys(
                "{option}: holds several private keys",
                hint="give the one to sign with a file of its own, such as with: keytool"
                " -importkeystore -srckeystore FILE -srcalias ALIAS -destkeystore NEW.p12",
                parameter=self._parameter,
            )
        if certificate is not None and foreign.has_pss_key(certificate):
            raise foreign.pss(self._parameter)
        return key


def bound(data: bytes, parameter: str) -> None:
    """Refuse a key or PFX that would keep us busy for minutes, before anything is computed.

    Raises:
        KeyTooLarge, KeyTooCostly
    """
    bits = der.largest(data)
    if bits > sizes.MAX_BITS:
        raise sizes.too_large(bits, parameter)
    excess = der.excess(data)
    if excess:
        raise KeyTooCostly(
            "{option}: to open the key takes {value:excess}",
            hint="encrypt it anew: openssl pkcs8 -topk8 -iter 600000 -in FILE -out NEW",
            parameter=parameter,
            excess=excess,
        )


@contextmanager
def taking_ber() -> Iterator[None]:
    """Without the library's warning of a PFX in BER in the place of DER, which it reads too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def is_pfx(data: bytes) -> bool:
    """Whether ``data`` begins as PKCS#12 does: a sequence whose first member is version 3."""
    if data[:1] != b"\x30" or len(data) < 8:
        return False
    length_bytes = data[1] & 0x7F if data[1] & 0x80 else 0
    return data[2 + length_bytes :].startswith(b"\x02\x01\x03")


def not_rsa(key: object, parameter: str) -> QsJwtError:
    """The error for a private or public key of another kind, named in it."""
    name = key_type(key)
    half = "public" if type(key).__name__.endswith("PublicKey") else "private"
    article = "an" if name[:1] in "AEIOUX" else "a"
    return foreign.refusal(KeyNotRsa, f"{article} {name} {half} key", parameter)


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
