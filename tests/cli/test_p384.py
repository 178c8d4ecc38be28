"""P-384 keys, which Qlik takes for OAuth: read, used, and refused everywhere else."""

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import ECKey

from conftest import KEYS, Runner
from peers import Verify, ask
from qlik_server import QlikServer

CREATE, KEY, LOGIN = "create-qscloud-oauth", "qscloud-oauth-key", "login-qscloud-oauth"
WHERE = ("--url", "https://tenant.example", "--client-id", "0a1b")


def openssl(folder: Path, command: str) -> None:
    subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def keys(qs_jwt: Runner) -> Path:
    """A P-384 key in the forms that openssl writes, and its certificate."""
    folder = qs_jwt.folder
    openssl(folder, "ecparam -name secp384r1 -genkey -out sec1.pem")  # with EC PARAMETERS
    openssl(folder, "ec -in sec1.pem -out plain.pem")  # without
    openssl(folder, "pkcs8 -topk8 -nocrypt -in sec1.pem -out pkcs8.pem")
    openssl(folder, "pkcs8 -topk8 -nocrypt -in sec1.pem -outform DER -out pkcs8.der")
    openssl(folder, "pkcs8 -topk8 -in sec1.pem -out locked.pem -passout pass:secret")
    openssl(folder, "req -x509 -key pkcs8.pem -sha384 -days 30 -subj /CN=x -out ec.cer")
    openssl(folder, "ec -in sec1.pem -pubout -out public.pem")
    openssl(folder, "pkcs12 -export -inkey pkcs8.pem -in ec.cer -out ec.pfx -passout pass:secret")
    for path in folder.iterdir():
        path.chmod(0o600)
    return folder


def jwk_of(run: Runner, path: str = "ec.cer") -> dict[str, Any]:
    jwk: dict[str, Any] = json.loads(run(KEY, "--cert-publickey-file", path).out)
    return jwk


FORMS = ["sec1.pem", "plain.pem", "pkcs8.pem", "pkcs8.der", "locked.pem", "ec.pfx"]


@pytest.mark.parametrize("peer", ["joserfc", "jose"])
def test_every_form_signs_what_others_verify(qs_jwt: Runner, keys: Path, peer: str) -> None:
    jwk = jwk_of(qs_jwt)
    assert set(jwk) == {"kty", "kid", "use", "alg", "crv", "x", "y"}
    assert (jwk["kty"], jwk["crv"], jwk["alg"]) == ("EC", "P-384", "ES384")
    assert jwk["kid"] == ECKey.import_key(jwk).thumbprint()
    assert jwk_of(qs_jwt, "public.pem") == jwk
    public = (keys / "public.pem").read_text()
    tasks = []
    for form in FORMS:
        words = ("--cert-privatekey-file", form, "--cert-passphrase", "env:P")
        done = qs_jwt(CREATE, *WHERE, *words, env={"P": "secret"})
        assert done.code == 0, done.err
        tasks.append(Verify(done.out.strip(), public, "ES384", int(time.time())))
    for answer in ask(peer, tasks):
        assert answer.ok, answer.reason
        assert answer.value["header"] == {"alg": "ES384", "kid": jwk["kid"], "typ": "JWT"}


def test_coordinates_keep_their_zeros(qs_jwt: Runner) -> None:
    """RFC 7518, section 6.2.1.2: as many bytes as the curve has, not as the number needs."""
    while True:
        public = ec.generate_private_key(ec.SECP384R1()).public_key()
        if public.public_numbers().x.bit_length() <= 376:
            break
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    jwk = json.loads(qs_jwt(KEY, "--cert-publickey", "stdin", stdin=pem).out)
    assert (len(jwk["x"]), len(jwk["y"])) == (64, 64)
    assert jwk["kid"] == ECKey.import_key(pem).thumbprint()


def test_an_access_token(qs_jwt: Runner, keys: Path) -> None:
    with QlikServer() as server:
        server.tenant.oauth.register("0a1b", jwk_of(qs_jwt))
        where = ("--url", server.url, "--cacert", server.cacert, "--client-id", "0a1b")
        done = qs_jwt(LOGIN, *where, "--cert-privatekey-file", "sec1.pem")
        assert (done.code, server.tenant.oauth.tokens[done.out.strip()]) == (0, "0a1b")


def test_verify_and_decode(qs_jwt: Runner, keys: Path) -> None:
    token = qs_jwt(CREATE, *WHERE, "--cert-privatekey-file", "sec1.pem").out
    for public in ("ec.cer", "public.pem"):
        words = ("--jwt", "stdin", "--cert-publickey-file", public, "--output", "json")
        verified = qs_jwt("verify", *words, stdin=token)
        assert (verified.code, verified.result["platform"]) == (0, "qscloud-oauth")
        assert qs_jwt("decode", *words, stdin=token).result["valid"] is True
    for platform in ("qseow", "qscloud"):
        words = ("--jwt", "stdin", "--cert-publickey-file", "ec.cer", "--platform", platform)
        done = qs_jwt("verify", *words, "--output", "json", stdin=token)
        rule = {"qseow": "QseowAlgorithm", "qscloud": "CloudAlgorithm"}[platform]
        assert rule in [finding["rule"] for finding in done.result["findings"]]
    # with a key of the other kind, either way round
    words = ("verify", "--jwt", "stdin", "--output", "json", "--cert-publickey-file")
    done = qs_jwt(*words, KEYS / "rsa2048.cer", stdin=token)
    assert [f["rule"] for f in done.result["findings"]] == ["Signature"]
    assert "an RSA key" in done.result["findings"][0]["found"]
    rsa = qs_jwt(CREATE, *WHERE, "--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem").out
    done = qs_jwt(*words, "public.pem", stdin=rsa)
    assert [f["rule"] for f in done.result["findings"]] == ["Signature"]
    assert "a P-384 key" in done.result["findings"][0]["found"]
    changed = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    done = qs_jwt(*words, "public.pem", stdin=changed)
    assert [f["rule"] for f in done.result["findings"]] == ["Signature"]


def test_everything_else_refuses_it(qs_jwt: Runner, keys: Path) -> None:
    key = ("--cert-privatekey-file", "pkcs8.pem", "--output", "json")
    for words in (
        ("create-qseow", "--userdir", "LAB", "--userid", "anna", *key),
        ("create-qscloud", "--issuer", "i", "--keyid", "k", "--sub", "anna", *key),
        ("qscloud-idp", "--issuer", "i", "--keyid", "k", "--cert-publickey-file", "ec.cer",
         "--output", "json"),
        ("qseow-virtual-proxy", "--prefix", "jwt", "--cert-publickey-file", "ec.cer",
         "--output", "json"),
    ):  # fmt: skip
        done = qs_jwt(*words)
        assert (done.code, done.error["code"]) == (1, "KeyNotRsa"), words
        assert "EC" in done.error["message"]

    # read once by OAuth's command, it is still no key for the others in the same process
    def call(number: int, method: str, **params: Any) -> str:
        params["cert_privatekey_file"] = str(keys / "pkcs8.pem")
        line = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        return json.dumps(line) + "\n"

    lines = call(1, CREATE, url="https://t.example", client_id="0a1b")
    lines += call(2, "create-qseow", userdir="LAB", userid="anna")
    first, second = map(json.loads, qs_jwt("serve", stdin=lines).out.splitlines())
    assert first["result"]["header"]["alg"] == "ES384"
    assert second["error"]["data"]["code"] == "KeyNotRsa"


def test_other_curves_and_algorithms_are_refused(qs_jwt: Runner, keys: Path) -> None:
    openssl(keys, "ecparam -name prime256v1 -genkey -noout -out p256.pem")
    openssl(keys, "ec -in p256.pem -pubout -out p256.pub")
    (keys / "p256.pem").chmod(0o600)
    done = qs_jwt(CREATE, *WHERE, "--cert-privatekey-file", "p256.pem", "--output", "json")
    assert (done.code, done.error["code"]) == (1, "KeyNotRsa")
    assert "P-384 for OAuth" in done.error["hint"]
    done = qs_jwt(KEY, "--cert-publickey-file", "p256.pub", "--output", "json")
    assert (done.code, done.error["code"]) == (1, "KeyNotRsa")
    words = ("--cert-privatekey-file", "sec1.pem", "--algorithm", "RS256", "--output", "json")
    done = qs_jwt(CREATE, *WHERE, *words)
    assert (done.code, done.error["code"]) == (2, "ConflictingOptions")
    assert "a P-384 key" in done.error["message"]


def test_its_certificate(qs_jwt: Runner, keys: Path) -> None:
    words = ("--cert-privatekey-file", "sec1.pem", "--cert-file-prefix", "new_")
    assert qs_jwt("create-cert", *words).code == 0
    words = ("--cert-publickey-file", "new_publickey.cer", "--matches-privatekey-file", "sec1.pem")
    facts = qs_jwt("inspect-cert", *words, "--output", "json").result
    assert facts["privatekey_matches"] is True
    assert (facts["key_type"], facts["key_size"]) == ("EC", 384)
    assert "sha384" in facts["signature_algorithm"].lower()
    openssl(keys, "verify -CAfile new_publickey.cer new_publickey.cer")
