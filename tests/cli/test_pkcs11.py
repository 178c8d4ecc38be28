"""Keys in a PKCS#11 module (SoftHSM), with pkcs11-tool: as README.md has its lines."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

import readmes
from conftest import SECONDS, Runner

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so")
MODULE = next((path for path in MODULES if os.path.exists(path)), None)
pytestmark = pytest.mark.skipif(
    not (MODULE and shutil.which("pkcs11-tool") and shutil.which("softhsm2-util")),
    reason="softhsm2 or opensc is not installed",
)
LOGIN = f"pkcs11-tool --module {MODULE} --token-label lab --login --pin env:PIN"
RSA = f"{LOGIN} --sign --id 01 --mechanism SHA256-RSA-PKCS --input-file {{input_file}}"
P384 = f"{LOGIN} --sign --id 02 --mechanism ECDSA --input-file {{digest_file}}"
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna")


@pytest.fixture
def module(qs_jwt: Runner) -> Path:
    """A token with an RSA key and a P-384 key; their public halves are files in the folder."""
    folder = qs_jwt.folder.with_name(f"{qs_jwt.folder.name}-softhsm")
    (folder / "tokens").mkdir(parents=True)
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    qs_jwt.environment |= {"SOFTHSM2_CONF": f"{folder}/softhsm2.conf", "PIN": "123456"}
    lines = ["softhsm2-util --init-token --free --label lab --so-pin 12345678 --pin 123456"]
    lines += [
        f"{LOGIN} --keypairgen --key-type rsa:2048 --id 01 --label rsa",
        f"pkcs11-tool --module {MODULE} --token-label lab --read-object --type pubkey --id 01"
        " --output-file rsa.der",
        "openssl pkey -pubin -inform DER -in rsa.der -out rsa.pem",
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out ec.key",
        "openssl pkey -in ec.key -pubout -out ec.pem",
        "softhsm2-util --import ec.key --token lab --label ec --id 02 --pin 123456",
    ]
    for line in lines:
        done = subprocess.run(
            line.split(), cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True,
            check=False, timeout=SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, (line, done.stderr)
    return qs_jwt.folder


def test_the_lines_are_those_of_the_reference() -> None:
    for line, module in ((RSA, MODULES[0]), (P384, "MODULE")):
        assert f"`{line.replace(str(MODULE), module)}`" in readmes.text_of(readmes.REFERENCE)


def test_a_token_and_a_certificate_of_a_key_in_a_module(qs_jwt: Runner, module: Path) -> None:
    by = ("--sign-command", RSA, "--cert-publickey-file")
    done = qs_jwt(*WHO, *by, "rsa.pem")
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), RSAKey.import_key((module / "rsa.pem").read_text()))
    assert qs_jwt("create-cert", *by, "rsa.pem").code == 0
    words = ["openssl", "verify", "-CAfile", "publickey.cer", "publickey.cer"]
    subprocess.run(words, cwd=module, check=True, timeout=SECONDS, capture_output=True)
    done = qs_jwt(*WHO, *by, "publickey.cer")
    check = ("verify", "--jwt", done.out.strip(), "--cert-publickey-file", "publickey.cer")
    assert qs_jwt(*check).code == 0


def test_a_batch_of_a_key_in_a_module(qs_jwt: Runner, module: Path) -> None:
    users = "".join(f"u{number}\n" for number in range(100))
    (module / "users.csv").write_text("userid\n" + users)
    done = qs_jwt(
        "batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
        "--output-file", "-", "--sign-command", RSA, "--cert-publickey-file", "rsa.pem",
    )  # fmt: skip
    assert done.code == 0, done.err
    key = RSAKey.import_key((module / "rsa.pem").read_text())
    tokens = [json.loads(line)["token"] for line in done.out.splitlines()]
    assert len({jwt.decode(token, key).claims["userId"] for token in tokens}) == 100


def test_p384_in_a_module(qs_jwt: Runner, module: Path) -> None:
    done = qs_jwt(
        "create-qscloud-oauth", "--url", "https://tenant.example", "--client-id", "0a1b",
        "--sign-command", P384, "--cert-publickey-file", "ec.pem",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    key = ECKey.import_key((module / "ec.pem").read_text())
    assert jwt.decode(done.out.strip(), key, algorithms=["ES384"])
