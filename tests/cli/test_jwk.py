"""Keys as JWK and in JWK sets, made by other libraries: they sign, they verify, or say why not."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from conftest import KEYS, Runner

KEY = RSAKey.import_key((KEYS / "rsa2048.pkcs8.pem").read_text(), {"kid": "lab-1"})
OTHER = RSAKey.import_key((KEYS / "other2048.pem").read_text(), {"kid": "lab-2"})
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
OAUTH = ("create-qscloud-oauth", "--url", "https://tenant.example", "--client-id", "0a1b")
PRIVATE: dict[str, Any] = KEY.as_dict(private=True)


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in PRIVATE.items() if name not in names}


@pytest.fixture
def write(qs_jwt: Runner) -> Callable[..., str]:
    def written(value: Any, name: str = "key.json") -> str:
        path = qs_jwt.folder / name
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        path.chmod(0o600)
        return str(path)

    return written


SIGNING: dict[str, Any] = {
    "JWK": PRIVATE,
    "n, e and d alone": without("p", "q", "dp", "dq", "qi"),
    "primes without CRT": without("dp", "dq", "qi"),
    "set of one": {"keys": [PRIVATE]},
    "set with public ones": {"keys": [OTHER.as_dict(private=False), PRIVATE]},
    "with BOM": b"\xef\xbb\xbf" + json.dumps(PRIVATE).encode(),
    "UTF-16": json.dumps(PRIVATE).encode("utf-16"),
    "base64": base64.b64encode(json.dumps(PRIVATE).encode()),
    "on lines": json.dumps(PRIVATE, indent=2).encode(),
    "padded members": {**PRIVATE, "n": PRIVATE["n"] + "=="},
}


@pytest.mark.parametrize("form", SIGNING)
def test_a_jwk_signs(qs_jwt: Runner, write: Callable[..., str], form: str) -> None:
    done = qs_jwt(*WHO, "--cert-privatekey-file", write(SIGNING[form]))
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), KEY).claims["userId"] == "anna"


def test_its_kid_is_the_key_id_for_oauth(qs_jwt: Runner, write: Callable[..., str]) -> None:
    for form in ("base64", "JWK"):
        path = write(SIGNING[form])
        done = qs_jwt(*OAUTH, "--cert-privatekey-file", path)
        assert jwt.decode(done.out.strip(), KEY).header["kid"] == "lab-1"
    done = qs_jwt(*OAUTH, "--cert-privatekey-file", path, "--keyid", "x")
    assert jwt.decode(done.out.strip(), KEY).header["kid"] == "x"
    for key in (PRIVATE, KEY.as_dict(private=False)):
        done = qs_jwt("qscloud-oauth-key", "--cert-publickey-file", write(key))
        assert json.loads(done.out) == {
            "kty": "RSA", "kid": "lab-1", "use": "sig", "alg": "RS256",
            "n": PRIVATE["n"], "e": PRIVATE["e"],
        }  # fmt: skip


def test_p384(qs_jwt: Runner, write: Callable[..., str]) -> None:
    key = ECKey.generate_key("P-384", {"kid": "ec"})
    path = write(key.as_dict(private=True))
    done = qs_jwt(*OAUTH, "--cert-privatekey-file", path)
    assert (done.code, done.err) == (0, "")
    read = jwt.decode(done.out.strip(), key, algorithms=["ES384"])
    assert read.header["kid"] == "ec"
    public = write(key.as_dict(private=False), "public.json")
    assert qs_jwt("verify", "--jwt", done.out.strip(), "--cert-publickey-file", public).code == 0
    assert qs_jwt(*WHO, "--cert-privatekey-file", path).code == 1
    wrong = {
        **key.as_dict(private=True),
        "d": ECKey.generate_key("P-384").as_dict(private=True)["d"],
    }
    done = qs_jwt(*OAUTH, "--cert-privatekey-file", write(wrong), "--output", "json")
    assert done.error["code"] == "KeyCorrupt"


def small() -> dict[str, str]:
    """An RSA key of 1024 bits, which joserfc does not make."""
    key = load_pem_private_key((KEYS / "rsa1024.pem").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    numbers = key.private_numbers()
    n, e, d = numbers.public_numbers.n, numbers.public_numbers.e, numbers.d
    text = {name: value.to_bytes(128, "big") for name, value in zip("ned", (n, e, d), strict=True)}
    members = {name: base64.urlsafe_b64encode(data).decode() for name, data in text.items()}
    return {"kty": "RSA", **members}


REFUSED: dict[str, tuple[Any, str, str]] = {
    "public": (KEY.as_dict(private=False), "KeyIsPublic", "public key"),
    "oct": (OctKey.generate_key(256).as_dict(), "KeyNotRsa", "oct"),
    "Ed25519": (OKPKey.generate_key("Ed25519").as_dict(), "KeyNotRsa", "Ed25519"),
    "P-256": (ECKey.generate_key("P-256").as_dict(), "KeyNotRsa", "P-256"),
    "for encryption": ({**PRIVATE, "use": "enc"}, "KeyNotRsa", "enc"),
    "PS256": ({**PRIVATE, "alg": "PS256"}, "KeyNotRsa", "PSS"),
    "three primes": ({**PRIVATE, "oth": []}, "KeyUnsupported", "two primes"),
    "two private": ({"keys": [PRIVATE, OTHER.as_dict(private=True)]}, "SeveralKeys", "lab-2"),
    "another d": (without("p", "q", "dp", "dq", "qi") | {"d": "AQAB"}, "KeyCorrupt", "exponent"),
    "another p": ({**PRIVATE, "p": PRIVATE["q"]}, "KeyCorrupt", "no key"),
    "another qi": ({**PRIVATE, "qi": "AQAB"}, "KeyCorrupt", "CRT"),
    "e = 1": ({**PRIVATE, "e": "AQ"}, "KeyCorrupt", "exponent"),
    "no n": (without("n"), "KeyCorrupt", "member n"),
    "n is no text": ({**PRIVATE, "n": 5}, "KeyCorrupt", "member n"),
    "huge n": ({**PRIVATE, "n": "_" * 8000}, "KeyTooLarge", "16384"),
    "small": (small(), "KeyTooSmall", "1024"),
    "no key": ({"a": 1}, "KeyNotFound", "JWK"),
    "empty set": ({"keys": []}, "KeyNotFound", "JWK"),
    "twice": (b'{"kty":"RSA","kty":"RSA"}', "KeyNotFound", "twice"),
    "cut off": (json.dumps(PRIVATE).encode()[:100], "KeyNotFound", "cannot be read"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_what_cannot_sign_is_named(qs_jwt: Runner, write: Callable[..., str], form: str) -> None:
    value, code, said = REFUSED[form]
    done = qs_jwt(*WHO, "--cert-privatekey-file", write(value), "--output", "json")
    assert done.code == 1
    assert done.error["code"] == code
    assert said in done.error["message"]
    assert str(PRIVATE["d"])[:40] not in done.out + done.err


def test_the_key_with_the_tokens_kid_verifies(qs_jwt: Runner, write: Callable[..., str]) -> None:
    token = qs_jwt(
        "create-qscloud", "--issuer", "i", "--keyid", "lab-1", "--sub", "s",
        "--cert-privatekey-file", write(PRIVATE),
    ).out.strip()  # fmt: skip
    keys = [OTHER.as_dict(private=False), KEY.as_dict(private=False)]
    check = ("--jwt", token, "--output", "json", "--cert-publickey-file")
    path = write({"keys": keys}, "set.json")
    for command in ("verify", "decode"):
        assert qs_jwt(command, *check, path).result["valid"] is True
    # one key is taken, whatever its name, and then it must verify
    assert qs_jwt("verify", *check, write({"keys": keys[1:]}, "one.json")).code == 0
    assert qs_jwt("verify", *check, write({"keys": keys[:1]}, "one.json")).code == 1
    # of several, none may be meant
    renamed = [{**key, "kid": f"new-{at}"} for at, key in enumerate(keys)]
    done = qs_jwt("verify", *check, write({"keys": renamed}, "renamed.json"))
    assert (done.code, done.error["code"]) == (1, "CertificateInvalid")
    for name in ("new-0", "new-1", "lab-1"):
        assert name in done.error["message"]
    for use in ({"kty": "oct", "k": "AAAA"}, {**keys[1], "use": "enc"}):
        assert qs_jwt("verify", *check, write(use, "one.json")).error["code"] == "KeyNotRsa"


def test_the_field_has_them(qs_jwt: Runner) -> None:
    field = Path(__file__).parents[2] / "../shared/cases/field"
    if not field.is_dir():
        pytest.skip("the field's cases are not here")
    done = qs_jwt(*WHO, "--cert-privatekey-file", field / "private.jwk.json")
    assert done.code == 0
    check = ("verify", "--jwt", done.out.strip(), "--cert-publickey-file")
    assert qs_jwt(*check, field / "public.jwks.json").code == 0
