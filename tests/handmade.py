"""Tokens read and made without the code under test."""

import base64
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from conftest import KEYS


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and payload of a token, read without any code of ours."""
    header, payload, _ = token.strip().split(".")
    return tuple(
        json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        for part in (header, payload)
    )


def openssl_verifies(
    openssl: Callable[..., str], token: str, public: Path, folder: Path, hash: str = "sha256"
) -> None:
    """Fail where openssl does not take the signature of ``token``."""
    signed, _, signature = token.strip().rpartition(".")
    (folder / "signature").write_bytes(
        base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    )
    words = ("dgst", f"-{hash}", "-verify", public, "-signature", folder / "signature")
    assert "Verified OK" in openssl(*words, stdin=signed.encode())


def encoded(value: Any) -> str:
    """One part of a token: ``value`` as JSON, or bytes as they are, in base64url."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unsigned(payload: Any, header: Any = None) -> str:
    """A token with an empty signature."""
    return f"{encoded({'alg': 'RS256'} if header is None else header)}.{encoded(payload)}."


def signed(payload: Any, header: Any = None, *, key: str = "rsa2048.pkcs8.pem") -> str:
    """A token with the right RS256 signature of a key in tests/keys, whatever it says."""
    text = unsigned(payload, header)[:-1]
    signature = private_key(key).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{encoded(signature)}"


@cache
def private_key(name: str) -> Any:
    """A key of tests/keys, read once: it takes a hundred times as long as to sign."""
    return serialization.load_pem_private_key((KEYS / name).read_bytes(), None)
