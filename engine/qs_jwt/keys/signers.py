"""Keys that stay where they are, as keys of cryptography's: what signs is somebody else.

PyJWT and cryptography's CertificateBuilder take any implementation of cryptography's
abstract private keys. Of these here the public half is known, and ``sign`` asks elsewhere.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Generic, NoReturn, Self, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    RSAPublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from jwt.utils import base64url_decode

from qs_jwt import wording
from qs_jwt.errors import SignatureUnusable, SignerFailed
from qs_jwt.keys import kinds, sizes
from qs_jwt.keys import private as private_keys
from qs_jwt.keys.kinds import PrivateKey, PublicKey

Public = TypeVar("Public", RSAPublicKey, ec.EllipticCurvePublicKey)

P384_HALF = 48  # bytes of r and of s: RFC 7518, section 3.4

_Bytes = bytes | bytearray | memoryview
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]+={0,2}")
_VAULT = re.compile(rb"^vault:v[0-9]+:")
# Gives the signature over data made with a hash: of k bytes for RSA, r||s for P-384.
Signature = Callable[[bytes, hashes.HashAlgorithm], bytes]


def signature_length(public: PublicKey) -> int:
    """The bytes of a JWT's signature that ``public`` verifies: the modulus', or r||s."""
    return (public.key_size + 7) // 8 if isinstance(public, RSAPublicKey) else 2 * P384_HALF


def unsigned(public: PublicKey) -> PrivateKey:
    """The private key of ``public`` where whoever has it signs later: it makes empty signatures."""
    placeholder = bytes(signature_length(public))
    return private_half(public, lambda _data, _hash: placeholder)


def private_half(
    public: PublicKey, signature: Signature, *, verify: str | None = None
) -> PrivateKey:
    """A private key that ``signature`` signs for.

    Args:
        public: its public half.
        signature: makes the signatures.
        verify: the option that names what signs: ``public`` verifies each signature, or it is
            :class:`SignatureUnusable`; None for what needs no such look.
    """
    if isinstance(public, RSAPublicKey):
        return _Rsa(public, signature, verify)
    return _P384(public, signature, verify)


class _Elsewhere(Generic[Public]):
    """What a key that is not here can say of itself."""

    def __init__(self, public: Public, signature: Signature, verify: str | None):
        self._public: Public = public
        self._signature = signature
        self._verify = verify

    @property
    def key_size(self) -> int:
        return self._public.key_size

    def public_key(self) -> Public:
        return self._public

    def private_numbers(self) -> NoReturn:
        raise TypeError("the private key stays where it is")

    def private_bytes(self, *_: object) -> NoReturn:
        self.private_numbers()

    def _checked(self, signature: bytes, verify: Callable[[], None]) -> bytes:
        """``signature``, which the public key verifies, as ``verify`` tells."""
        if self._verify is not None:
            try:
                verify()
            except InvalidSignature:
                raise by_another_key(self._verify) from None
        return signature

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self


def _of_data(algorithm: object) -> hashes.HashAlgorithm:
    """``algorithm``, if it hashes what is signed: what signs elsewhere takes the data."""
    if not isinstance(algorithm, hashes.HashAlgorithm):
        raise TypeError("a key that is elsewhere signs data, not the hash of it")
    return algorithm


class _Rsa(_Elsewhere[RSAPublicKey], RSAPrivateKey):
    def sign(self, data: _Bytes, padding: AsymmetricPadding, algorithm: object) -> bytes:
        said, hashed = bytes(data), _of_data(algorithm)
        made = self._signature(said, hashed)
        return self._checked(made, lambda: self._public.verify(made, said, padding, hashed))

    def decrypt(self, *_: object) -> NoReturn:
        self.private_numbers()


class _P384(_Elsewhere[ec.EllipticCurvePublicKey], ec.EllipticCurvePrivateKey):
    @property
    def curve(self) -> ec.EllipticCurve:
        return ec.SECP384R1()

    def sign(self, data: _Bytes, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        both = self._signature(bytes(data), _of_data(signature_algorithm.algorithm))
        halves = (both[:P384_HALF], both[P384_HALF:])
        made = encode_dss_signature(*(int.from_bytes(half, "big") for half in halves))
        return self._checked(made, lambda: self._public.verify(made, data, signature_algorithm))

    def exchange(self, *_: object) -> NoReturn:
        self.private_numbers()


def wrong_length(
    found: int, public: PublicKey, parameter: str, *, form: str = ""
) -> SignatureUnusable:
    """The error for a signature of ``found`` bytes that ``public`` cannot verify."""
    return SignatureUnusable(
        "{option}: found {value:found} bytes{value:form}; a signature by {value:kind} of"
        " {value:bits} bits has {value:expected}",
        parameter=parameter,
        found=found,
        form=form,
        kind=kinds.described(public),
        bits=public.key_size,
        expected=signature_length(public),
    )


def by_another_key(parameter: str) -> SignatureUnusable:
    """The error for a signature that the public key does not verify."""
    return SignatureUnusable(
        "{option}: the signature is not one of this text by the private key that belongs to the"
        " certificate or public key",
        hint="check that certificate and key belong together, and that the text was signed with"
        " PKCS #1 v1.5 (RSA) or ECDSA (P-384) and the hash of the algorithm",
        parameter=parameter,
    )


def by_object(key: PrivateKey, parameter: str) -> PrivateKey:
    """A caller's own implementation of a private key, of which only ``sign`` is used.

    Its public half is rebuilt here, and each signature is verified.

    Args:
        key: any implementation of cryptography's RSAPrivateKey or EllipticCurvePrivateKey.
        parameter: the option that it came by.

    Raises:
        KeyNotRsa: its curve is not P-384.
    """
    public = _rebuilt(key, parameter)

    def signature(data: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
        try:
            if isinstance(key, RSAPrivateKey):
                made = bytes(key.sign(data, PKCS1v15(), algorithm))
            else:
                made = bytes(key.sign(data, ec.ECDSA(algorithm)))
        except Exception as error:
            raise SignerFailed(
                "{option}: its sign() failed: {value:reason}",
                parameter=parameter,
                reason=wording.escaped(f"{type(error).__name__}: {error}")[:300],
            ) from error
        if not isinstance(public, RSAPublicKey):
            return _raw(made, public, parameter)
        if len(made) != signature_length(public):
            raise wrong_length(len(made), public, parameter)
        return made

    return private_half(public, signature, verify=parameter)


def _rebuilt(key: PrivateKey, parameter: str) -> PublicKey:
    numbers = key.public_key().public_numbers()
    if isinstance(numbers, RSAPublicNumbers):
        sizes.check(numbers.n.bit_length(), parameter)
        return numbers.public_key()
    public = numbers.public_key()
    if not kinds.is_p384(public):
        raise private_keys.not_rsa(public, parameter)
    return public


def read_signature(data: bytes, public: PublicKey, parameter: str, *, most: int) -> bytes:
    """The signature that a program wrote, as a JWT holds it: raw, hexadecimal or base64.

    Args:
        data: what it wrote.
        public: what the signature is to be of.
        parameter: the option that names the program.
        most: the bytes that are looked at.

    Raises:
        SignatureUnusable: there is none of the right length in any form.
    """
    if len(data) > most:
        raise SignatureUnusable(
            "{option}: the program wrote over {value:most} bytes; a signature has {value:expected}",
            parameter=parameter,
            most=most,
            expected=signature_length(public),
        )
    found = list(_forms(data))
    for _, form in found:
        if isinstance(public, RSAPublicKey) and len(form) == signature_length(public):
            return form
        if not isinstance(public, RSAPublicKey):
            with suppress(SignatureUnusable):
                return _raw(form, public, parameter)
    name, form = found[-1]
    if name:
        raise wrong_length(len(form), public, parameter, form=f" in {name}")
    raise SignatureUnusable(
        "{option}: found {value:length} bytes that are no signature: neither {value:expected} bytes"
        " as they are, nor in hexadecimal or base64",
        hint="let the program write the signature and nothing else on standard output",
        parameter=parameter,
        length=len(data),
        expected=signature_length(public),
    )


def _forms(data: bytes) -> Iterator[tuple[str, bytes]]:
    """``data`` itself, and what it is the hexadecimal or base64 text of; each with its name."""
    yield "", data
    text = b"".join(data.removeprefix(codecs.BOM_UTF8).split())
    if len(text) > 1 and text[:1] == text[-1:] and text[:1] in b"\"'":
        text = text[1:-1]
    text = _VAULT.sub(b"", text, count=1)
    if _HEXADECIMAL.fullmatch(text) and len(text) % 2 == 0:
        yield "hexadecimal", bytes.fromhex(text.decode())
    if _BASE64.fullmatch(text) and len(text.rstrip(b"=")) % 4 != 1:
        yield "base64", base64url_decode(text.rstrip(b"="))  # which reads + and / as well


def _raw(signature: bytes, public: PublicKey, parameter: str) -> bytes:
    """A signature by a P-384 key as r||s: it is that, or DER (RFC 3279, section 2.2.3)."""
    if len(signature) == 2 * P384_HALF:
        return signature
    try:
        halves = decode_dss_signature(signature)
        return b"".join(half.to_bytes(P384_HALF, "big") for half in halves)
    except (ValueError, OverflowError):
        raise wrong_length(len(signature), public, parameter) from None
