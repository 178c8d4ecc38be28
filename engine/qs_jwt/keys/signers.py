"""Keys that stay where they are, as keys of cryptography's: what signs is somebody else.

PyJWT and cryptography's CertificateBuilder take any implementation of cryptography's
abstract private keys. Of these here the public half is known, and ``sign`` asks elsewhere.
"""

from collections.abc import Callable
from typing import Any, NoReturn

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from qs_jwt.errors import SignatureUnusable
from qs_jwt.keys import kinds
from qs_jwt.keys.kinds import PrivateKey, PublicKey

P384_HALF = 48  # bytes of r and of s: RFC 7518, section 3.4

_Bytes = bytes | bytearray | memoryview
# Gives the signature over data made with a hash: of k bytes for RSA, r||s for P-384.
Signature = Callable[[bytes, hashes.HashAlgorithm], bytes]


def signature_length(public: PublicKey) -> int:
    """The bytes of a JWT's signature that ``public`` verifies: the modulus', or r||s."""
    return (public.key_size + 7) // 8 if isinstance(public, RSAPublicKey) else 2 * P384_HALF


def unsigned(public: PublicKey) -> PrivateKey:
    """The private key of ``public`` where whoever has it signs later: it makes empty signatures."""
    placeholder = bytes(signature_length(public))
    return private_half(public, lambda _data, _hash: placeholder)


def private_half(public: PublicKey, signature: Signature) -> PrivateKey:
    """A private key that ``signature`` signs for."""
    if isinstance(public, RSAPublicKey):
        return _Rsa(public, signature)
    return _P384(public, signature)


class _Elsewhere:
    """What a key that is not here can say of itself."""

    def __init__(self, public: Any, signature: Signature):
        self._public = public
        self._signature = signature

    @property
    def key_size(self) -> int:
        return int(self._public.key_size)

    def public_key(self) -> Any:
        return self._public

    def private_numbers(self) -> NoReturn:
        raise TypeError("the private key stays where it is")

    def private_bytes(self, *_: object) -> NoReturn:
        self.private_numbers()

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self


class _Rsa(_Elsewhere, RSAPrivateKey):
    def sign(self, data: _Bytes, padding: object, algorithm: Any) -> bytes:  # noqa: ARG002 - PKCS#1
        return self._signature(bytes(data), algorithm)

    def decrypt(self, *_: object) -> NoReturn:
        self.private_numbers()


class _P384(_Elsewhere, ec.EllipticCurvePrivateKey):
    @property
    def curve(self) -> ec.EllipticCurve:
        return ec.SECP384R1()

    def sign(self, data: _Bytes, signature_algorithm: Any) -> bytes:
        both = self._signature(bytes(data), signature_algorithm.algorithm)
        r, s = (int.from_bytes(half, "big") for half in (both[:P384_HALF], both[P384_HALF:]))
        return encode_dss_signature(r, s)

    def exchange(self, *_: object) -> NoReturn:
        self.private_numbers()


def wrong_length(found: int, public: PublicKey, parameter: str) -> SignatureUnusable:
    """The error for a signature of ``found`` bytes that ``public`` cannot verify."""
    return SignatureUnusable(
        "{option}: found {value:found} bytes; a signature by {value:kind} of {value:bits} bits has"
        " {value:expected}",
        parameter=parameter,
        found=found,
        kind=kinds.described(public),
        bits=public.key_size,
        expected=signature_length(public),
    )


def by_another_key(parameter: str) -> SignatureUnusable:
    """The error for a signature that the public key does not verify."""
    return SignatureUnusable(
        "{option}: the signature is not one of this text by the private key that belongs to"
        " {option:cert_publickey}",
        hint="check that certificate and key belong together, and that the text was signed with"
        " PKCS #1 v1.5 (RSA) or ECDSA (P-384) and the hash of the algorithm",
        parameter=parameter,
    )
