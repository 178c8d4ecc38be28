"""What the stand-ins for Qlik have in common: answers, refusals, and how tokens are checked.

Sharing nothing with the engine, so that each checks the other; signatures are checked by
another library. "Guess" marks what Qlik does not document; a test should not lean on it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key, RSAKey

Headers = tuple[tuple[str, str], ...]
Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; a body that is text is sent as such, any other as JSON."""

    status: int
    body: object = None
    headers: Headers = ()


class Refusal(Exception):
    """Ends the handling of a request with an answer that refuses it."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status, body)
        self.answer = Answer(status, body)


# What is raised for a token that is none, or for one made to break its readers.
UNREADABLE = (JoseError, ValueError, TypeError, RecursionError)


def rsa_public_key(der_or_pem: bytes, load: Callable[[bytes], x509.Certificate]) -> Key:
    """Return the key of a certificate, or ValueError."""
    key = load(der_or_pem).public_key()
    if not isinstance(key, RSAPublicKey):
        raise ValueError("not an RSA certificate")
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return RSAKey.import_key(pem)


def unchecked(token: str) -> tuple[Json, Json]:
    """Return header and claims of a token, whoever signed it."""
    taken_apart = jws.extract_compact(token.encode())
    return taken_apart.headers(), claims_of(taken_apart.payload)


def signed_claims(token: str, key: Key, algorithms: list[str]) -> Json:
    """Check the signature alone; the claims are checked by each platform."""
    registry = jws.JWSRegistry(algorithms=algorithms, strict_check_header=False)
    registry.max_payload_length = 2**20
    return claims_of(jws.deserialize_compact(token.encode(), key, registry=registry).payload)


def claims_of(payload: bytes | None) -> Json:
    """Return the claims, or ValueError."""
    claims = json.loads(payload or b"")
    if not isinstance(claims, dict):
        raise ValueError("the claims are not an object")
    return claims


def bearer(authorization: str | None) -> str | None:
    """Return the token of a header Authorization."""
    scheme, _, token = (authorization or "").partition(" ")
    return token if scheme == "Bearer" and token else None


def number(value: object) -> float | None:
    """Return a JSON number, None for anything else and for one that no date can be."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < 2**53 else None


def of_type(body: object, types: Mapping[str, type], required: Iterable[str]) -> Json:
    """Return body if it is an object with the required fields and these types, or ValueError."""
    if not isinstance(body, dict):
        raise ValueError("not an object")
    for name in required:
        if name not in body:
            raise ValueError(f"{name} is missing")
    for name, wanted in types.items():
        if name in body and type(body[name]) is not wanted:
            raise ValueError(f"{name} is not of type {wanted.__name__}")
    return body


def texts(body: Json, *names: str) -> None:
    """Raise ValueError unless the lists under these names hold texts."""
    for name in names:
        if any(not isinstance(item, str) for item in body.get(name, [])):
            raise ValueError(f"{name} holds something that is not a string")
