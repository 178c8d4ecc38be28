"""A key that only the caller has: serve gives what is to be signed, the caller signs, finish."""

import base64
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from conftest import KEYS, SECONDS, Runner
from engines import Engine

RSA_KEY, RSA_CERTIFICATE = KEYS / "rsa2048.pkcs8.pem", (KEYS / "rsa2048.cer").read_text()
WHO = {"userdir": "LAB", "userid": "anna"}
CREATES: dict[str, dict[str, Any]] = {
    "create-qseow": {**WHO, "groups": ["sales"], "claims": {"n": 1}},
    "create-qscloud": {"issuer": "lab", "keyid": "k", "sub": "s"},
    "create-qscloud-oauth": {"url": "https://tenant.example", "client_id": "0a1b"},
}


@pytest.fixture
def p384(qs_jwt: Runner) -> Path:
    """A P-384 key and its certificate."""
    path = qs_jwt.folder / "ec.pem"
    for words in (
        "ecparam -name secp384r1 -genkey -noout -out ec.pem",
        "req -x509 -key ec.pem -sha384 -days 30 -subj /CN=x -out ec.cer",
    ):
        subprocess.run(["openssl", *words.split()], cwd=qs_jwt.folder, check=True, timeout=SECONDS)
    return path


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(text: str, key: Path, digest: str = "sha256") -> str:
    """The signature that openssl makes, in the form of a JWT."""
    made = subprocess.run(
        ["openssl", "dgst", f"-{digest}", "-sign", key],
        input=text.encode(), capture_output=True, check=True, timeout=SECONDS,
    ).stdout  # fmt: skip
    if key.name == "ec.pem":
        made = b"".join(half.to_bytes(48, "big") for half in decode_dss_signature(made))
    return base64url(made)


@pytest.mark.parametrize("method", CREATES)
def test_a_token_whose_key_the_engine_never_sees(engine: Engine, method: str) -> None:
    plain = engine.result(method, **CREATES[method], cert_privatekey_file=str(RSA_KEY))
    asked = {"signing": "detached", "cert_publickey": RSA_CERTIFICATE}
    begun = engine.result(method, **CREATES[method], **asked)
    assert begun.keys() == (plain.keys() - {"token"}) | {"signing_input"}
    assert begun["header"] == plain["header"]
    text = begun["signing_input"]
    done = engine.result(
        "finish",
        signing_input=text,
        signature=signed(text, RSA_KEY),
        cert_publickey=RSA_CERTIFICATE,
    )
    assert done.keys() == {"token", "issued_at", "expires_at", "warnings"}
    assert done["issued_at"] == begun["issued_at"]
    assert done["expires_at"] == begun["expires_at"]
    read = jwt.decode(done["token"], RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text()))
    assert read.header == begun["header"]
    assert read.claims == begun["payload"]
    whole = engine.result("verify", jwt=done["token"], cert_publickey=RSA_CERTIFICATE)
    assert not [found for found in whole["findings"] if found["severity"] == "error"]


def test_p384_signs_for_oauth(engine: Engine, p384: Path) -> None:
    certificate = p384.with_name("ec.cer").read_text()
    begun = engine.result(
        "create-qscloud-oauth", **CREATES["create-qscloud-oauth"],
        signing="detached", cert_publickey=certificate,
    )  # fmt: skip
    assert begun["header"]["alg"] == "ES384"
    text = begun["signing_input"]
    signature = signed(text, p384, "sha384")
    done = engine.result(
        "finish", signing_input=text, signature=signature, cert_publickey=certificate
    )
    assert jwt.decode(done["token"], ECKey.import_key(p384.read_text()), algorithms=["ES384"])
    for method in ("create-qseow", "create-qscloud"):
        asked = {"signing": "detached", "cert_publickey": certificate}
        error = engine.error(method, **CREATES[method], **asked)
        assert (error["code"], error["parameter"]) == ("KeyNotRsa", "cert_publickey")


def test_the_length_of_the_token_is_known_before_it_is_signed(engine: Engine) -> None:
    groups = [f"group {number:04}" for number in range(600)]
    begun = engine.result(
        "create-qseow", **WHO, groups=groups, signing="detached", cert_publickey=RSA_CERTIFICATE
    )
    text = begun["signing_input"]
    (warning,) = [found for found in begun["warnings"] if found["code"] == "TokenLength"]
    done = engine.result(
        "finish", signing_input=text, signature=signed(text, RSA_KEY),
        cert_publickey=RSA_CERTIFICATE,
    )  # fmt: skip
    assert f"{len(done['token'])} characters" in warning["message"]


def test_all_checks_come_before_the_signature(engine: Engine) -> None:
    asked = {"signing": "detached", "cert_publickey": RSA_CERTIFICATE}
    error = engine.error("create-qscloud", **CREATES["create-qscloud"], **asked, expires="2h")
    assert error["code"] == "QlikWouldRefuse"
    small = (KEYS / "rsa1024.cer").read_text()
    error = engine.error("create-qseow", **WHO, signing="detached", cert_publickey=small)
    assert (error["code"], error["parameter"]) == ("KeyTooSmall", "cert_publickey")
    error = engine.error("create-qseow", **WHO, signing="detached")
    assert (error["code"], error["parameter"]) == ("MissingOption", "cert_publickey")
    error = engine.error("create-qseow", **WHO, cert_publickey=RSA_CERTIFICATE)
    assert error["code"] == "MissingOption"


@pytest.mark.parametrize(
    "beside",
    [
        {"cert_privatekey_file": str(RSA_KEY)}, {"cert_privatekey": "PEM"}, {"cert_create": True},
        {"cert_passphrase": "x"}, {"key_size": 2048}, {"cert_file_prefix": "x"},
        {"cert_create_expires_days": 3}, {"output_file": "token.jwt"}, {"force": True},
    ],
    ids=lambda beside: next(iter(beside)),
)  # fmt: skip
def test_what_belongs_to_another_key_or_to_finish(
    engine: Engine, qs_jwt: Runner, beside: dict[str, Any]
) -> None:
    asked = {"signing": "detached", "cert_publickey": RSA_CERTIFICATE}
    error = engine.error("create-qseow", **WHO, **asked, **beside)
    assert error["code"] == "ConflictingOptions"
    assert "signing" in error["message"]
    assert next(iter(beside)) in error["message"]
    assert not qs_jwt.files()


def test_a_profile_for_another_key_stands_aside(engine: Engine, qs_jwt: Runner) -> None:
    path = Path(qs_jwt.environment["HOME"]) / ".config/qs-jwt/profiles.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\ncert_privatekey_file = "{RSA_KEY}"\n'
        'cert_passphrase = "env:NOT_SET"\nkey_size = 2048\ncert_publickey_file = "none.cer"\n'
    )
    path.chmod(0o600)
    begun = engine.result(
        "create-qseow", profile="lab", userid="anna",
        signing="detached", cert_publickey=RSA_CERTIFICATE,
    )  # fmt: skip
    assert begun["payload"]["userDirectory"] == "LAB"
    assert "signing_input" in begun


def test_no_other_door_has_it(qs_jwt: Runner) -> None:
    done = qs_jwt("create-qseow", "--userdir", "L", "--userid", "a", "--signing", "detached")
    assert (done.code, done.out) == (2, "")
    assert "--signing" in done.err
    done = qs_jwt("finish", "--signing-input", "x")
    assert (done.code, done.out) == (2, "")
    assert "finish" in done.err


@pytest.fixture
def begun(engine: Engine) -> str:
    """What is to be signed of a token."""
    text: str = engine.result(
        "create-qseow", **WHO, signing="detached", cert_publickey=RSA_CERTIFICATE
    )["signing_input"]
    return text


def finish(engine: Engine, text: str, signature: str, certificate: str = RSA_CERTIFICATE) -> str:
    """The code with which finish fails."""
    code: str = engine.error(
        "finish", signing_input=text, signature=signature, cert_publickey=certificate
    )["code"]
    return code


def test_finish_takes_no_other_signature(engine: Engine, begun: str, p384: Path) -> None:
    good = signed(begun, RSA_KEY)
    other = (KEYS / "other2048.cer").read_text()
    assert finish(engine, begun, signed(begun, KEYS / "other2048.pem")) == "SignatureUnusable"
    assert finish(engine, begun, good, other) == "SignatureUnusable"
    assert finish(engine, begun, signed(begun + "x", RSA_KEY)) == "SignatureUnusable"
    assert finish(engine, begun, signed(begun, RSA_KEY, "sha512")) == "SignatureUnusable"
    assert finish(engine, begun, base64url(b"x")) == "SignatureUnusable"
    assert finish(engine, begun, signed(begun, p384, "sha384")) == "SignatureUnusable"
    certificate = p384.with_name("ec.cer").read_text()
    assert finish(engine, begun, good, certificate) == "SignatureUnusable"
    for wrong in (good + "==", good[:-1], good.replace(good[3], "+"), good[:-1] + "_", "x.y"):
        assert finish(engine, begun, wrong) in ("TokenMalformed", "SignatureUnusable"), wrong
    assert finish(engine, begun, good, "none") == "CertificateInvalid"


@pytest.mark.parametrize(
    "header",
    [
        '{"alg":"none"}', '{"alg":"HS256"}', '{"alg":"ES384"}', '{"alg":"PS256"}', '{}', "[]",
        '{"alg":"RS256","alg":"RS256"}', '{"alg":"RS256","crit":["b64"],"b64":false}', "{",
        '{"alg":"RS256","b64":true}', '{"alg":5}',
    ],
)  # fmt: skip
def test_finish_reads_what_it_is_given_as_verify_does(engine: Engine, header: str) -> None:
    text = f"{base64url(header.encode())}.{base64url(b'{}')}"
    expected = {"TokenMalformed", "SignatureUnusable"}
    assert finish(engine, text, signed(text, RSA_KEY)) in expected


def test_finish_writes_the_token_as_create_does(engine: Engine, begun: str, qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "token.jwt"
    params = {"signing_input": begun, "signature": signed(begun, RSA_KEY)}
    params |= {"cert_publickey": RSA_CERTIFICATE, "output_file": str(path)}
    done = engine.result("finish", **params)
    assert done["files"] == [{"path": str(path), "kind": "token"}]
    assert path.read_text() == done["token"] + "\n"
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
    assert engine.error("finish", **params)["code"] == "FileExists"
    assert engine.result("finish", **params, force=True)["token"] == done["token"]


def test_finish_remembers_nothing(qs_jwt: Runner, begun: str) -> None:
    """A retry after an engine's death needs nothing."""
    another = Engine(qs_jwt)
    done = another.result(
        "finish", signing_input=begun, signature=signed(begun, RSA_KEY),
        cert_publickey=RSA_CERTIFICATE,
    )  # fmt: skip
    another.process.kill()
    another.process.communicate()
    assert done["token"].startswith(begun + ".")
