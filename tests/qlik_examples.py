"""Bodies and tokens that Qlik accepts, made without the engine, to change one thing in."""

import json
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

KEYS = Path(__file__).parent / "keys"


def _key(name: str) -> RSAPrivateKey:
    key = load_pem_private_key((KEYS / name).read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    return key


# Read once: it takes a hundred times as long as to sign.
PRIVATE_KEY, OTHER_KEY = _key("rsa2048.pkcs8.pem"), _key("other2048.pem")
CERTIFICATE = (KEYS / "rsa2048.cer").read_text()
ONE_LINE_CERTIFICATE = "".join(CERTIFICATE.splitlines())
Change = dict[str, Any]


def identity_provider(**static_key: str) -> Change:
    """Make the body that creates the identity provider cloud_token signs for."""
    return {
        "tenantIds": ["tenant"],
        "provider": "external",
        "protocol": "jwtAuth",
        "interactive": False,
        "active": True,
        "description": "scripts",
        "options": {
            "jwtLoginEnabled": True,
            "issuer": "issuer.example",
            "staticKeys": [{"kid": "key-1", "pem": ONE_LINE_CERTIFICATE} | static_key],
        },
    }


def virtual_proxy(**changes: object) -> Change:
    """Make the body that creates the virtual proxy qseow_token signs for."""
    return {
        "prefix": "jwt",
        "description": "scripts",
        "authenticationMethod": 4,
        "sessionCookieHeaderName": "X-Qlik-Session-jwt",
        "jwtPublicKeyCertificate": CERTIFICATE,
        "jwtAttributeUserId": "userId",
        "jwtAttributeUserDirectory": "userDirectory",
        "jwtAttributeMap": [
            {"senseAttribute": "group", "jwtAttribute": "group", "isMandatory": False}
        ],
    } | changes


def _signed(
    claims: Change, key: RSAPrivateKey | str, algorithm: str, headers: dict[str, Any] | None = None
) -> str:
    # Below jwt.encode, which refuses claims of a wrong type.
    return jwt.PyJWS().encode(json.dumps(claims).encode(), key, algorithm, headers)


def cloud_token(
    *,
    key: RSAPrivateKey | str = PRIVATE_KEY,
    algorithm: str = "RS256",
    kid: str = "key-1",
    **changes: object,
) -> str:
    """Make a token that the tenant accepts; a claim given as None is left out."""
    now = int(time.time())
    claims = {
        "jti": f"{time.perf_counter_ns()}",
        "iss": "issuer.example",
        "aud": "qlik.api/login/jwt-session",
        "sub": "anna",
        "subType": "user",
        "name": "Anna",
        "email": "anna@example.com",
        "email_verified": True,
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return _signed(claims, key, algorithm, {"kid": kid})


def qseow_token(
    *, key: RSAPrivateKey | str = PRIVATE_KEY, algorithm: str = "RS256", **changes: object
) -> str:
    """Make a token that the site accepts; a claim given as None is left out."""
    claims = {"userId": "anna", "userDirectory": "LAB", "exp": int(time.time()) + 60} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return _signed(claims, key, algorithm)
