"""Tokens that the module makes, as other people's programs see them: joserfc and openssl."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from conftest import KEYS

from .conftest import MODULE, Shell

PUBLIC_KEY = KEYS / "rsa2048.public.pem"
SCRIPT = f"""
Import-Module '{MODULE}'
$file = @{{ PrivateKeyPath = '{KEYS}/rsa2048.pkcs8.pem' }}
$words = [Net.NetworkCredential]::new('', 'correct horse').SecurePassword
New-QsJwt LAB "\u00c5sa" @file -AsString
New-QsJwt LAB bo -AsString -PrivateKey (Get-Content '{KEYS}/rsa2048.pkcs8.pem')
New-QsJwt LAB cy -AsString -Passphrase $words -PrivateKeyPath '{KEYS}/rsa2048.pfx'
New-QsJwt LAB di -AsString @file -Algorithm RS384
New-QsJwt LAB ed -AsString @file -Algorithm RS512
New-QsJwt -Issuer i -KeyId k -UserName n -UserEmail e@example.com -EmailVerified @file -AsString
"""
USERS = ["\u00c5sa", "bo", "cy", "di", "ed", None]


@pytest.fixture(scope="module")
def tokens(new_shell: Callable[[], Shell]) -> list[str]:
    return new_shell()(SCRIPT).splitlines()


def test_joserfc_accepts_them(tokens: list[str]) -> None:
    key = RSAKey.import_key(PUBLIC_KEY.read_text())
    found = [jwt.decode(token, key, algorithms=["RS256", "RS384", "RS512"]) for token in tokens]
    assert [token.claims.get("userId") for token in found] == USERS
    assert [token.header["alg"] for token in found] == [
        *("RS256", "RS256", "RS256", "RS384", "RS512", "RS256")
    ]
    assert found[-1].header["kid"] == "k"


def test_openssl_verifies_their_signatures(
    tokens: list[str], openssl: Callable[..., str], tmp_path: Path
) -> None:
    for token in tokens:
        signed, _, signature = token.rpartition(".")
        algorithm = json.loads(base64.urlsafe_b64decode(signed.partition(".")[0] + "=="))["alg"]
        (tmp_path / "signature").write_bytes(base64.urlsafe_b64decode(signature + "=="))
        words = ("dgst", f"-sha{algorithm[2:]}", "-verify", PUBLIC_KEY)
        said = openssl(*words, "-signature", tmp_path / "signature", stdin=signed.encode())
        assert said.strip() == "Verified OK"
