"""Public keys as JWK (RFC 7517), and their thumbprints (RFC 7638)."""

import base64
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from qs_jwt.keys.kinds import PublicKey

# The members that a key's thumbprint is made of: RFC 7638, section 3.2.
_MEMBERS = {"RSA": ("e", "kty", "n"), "EC": ("crv", "kty", "x", "y")}


def members_of(key: PublicKey) -> dict[str, Any]:
    """The members of ``key`` that say which one it is, and no others."""
    if isinstance(key, RSAPublicKey):
        whole = RSAAlgorithm.to_jwk(key, as_dict=True)
    else:
        whole = ECAlgorithm.to_jwk(key, as_dict=True)
    return {name: whole[name] for name in _MEMBERS[whole["kty"]]}


def thumbprint(key: PublicKey) -> str:
    """The SHA-256 thumbprint of ``key`` in base64url, the key id if nobody gives one."""
    text = json.dumps(members_of(key), sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def public_jwk(key: PublicKey, *, algorithm: str, keyid: str | None) -> dict[str, Any]:
    """``key`` as a JWK that checks signatures made with ``algorithm``.

    Args:
        key: the key.
        algorithm: such as RS256.
        keyid: its ``kid``; None for its thumbprint.
    """
    members = members_of(key)
    kid = thumbprint(key) if keyid is None else keyid
    return {"kty": members.pop("kty"), "kid": kid, "use": "sig", "alg": algorithm, **members}


def bare_jwk(key: PublicKey) -> dict[str, Any]:
    """``key`` as a JWK that says nothing of its use; its ``kid`` is its thumbprint."""
    members = members_of(key)
    return {"kty": members.pop("kty"), "kid": thumbprint(key), **members}
