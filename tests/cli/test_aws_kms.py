"""A key in AWS KMS: Amazon's own command line, version 1, against moto, which stands in for AWS."""

import base64
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from conftest import SECONDS, Runner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="its programs are started as POSIX has them"),
]

ENGINE_README = Path(__file__).parents[2] / "engine" / "README.md"
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
OAUTH = ("create-qscloud-oauth", "--url", "https://tenant.example", "--client-id", "0a1b")
SIGN = (
    "aws kms sign --key-id alias/%s --signing-algorithm %s --message-type RAW"
    " --message fileb://{input_file} --query Signature --output text"
)
RAW = SIGN % ("qlik", "RSASSA_PKCS1_V1_5_SHA_256")
P384 = SIGN % ("p384", "ECDSA_SHA_384")
# moto hashes a digest once more. No token's text is as short as one.
MOTO = """
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, utils
from moto import server
from moto.kms.utils import RSAPrivateKey

hashed = RSAPrivateKey.sign

def sign(self, message, signing_algorithm):
    if len(message) != 32:
        return hashed(self, message, signing_algorithm)
    return self.private_key.sign(message, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256()))

RSAPrivateKey.sign = sign
server.main(["-H", "127.0.0.1", "-p", "0"])
"""
_INSTALLING = 600  # seconds


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where aws and a Python with moto are: they go nowhere near our own packages."""
    folder = tmp_path_factory.mktemp("aws")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=_INSTALLING)
    words = ["pip", "install", "-q", "--no-compile", "awscli", "moto[server,kms]"]
    done = subprocess.run(
        [folder / "bin" / words[0], *words[1:]], capture_output=True, check=False,
        timeout=_INSTALLING,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"awscli and moto cannot be had from PyPI: {done.stderr[-200:]!r}")
    return folder / "bin"


@pytest.fixture
def kms(qs_jwt: Runner, programs: Path) -> Iterator[Runner]:
    """The command beside an AWS that has two keys; their public halves are in the folder."""
    with subprocess.Popen(
        [programs / "python", "-c", MOTO], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True,
    ) as moto:  # fmt: skip
        try:
            assert moto.stderr
            address = next(
                found[0] for line in moto.stderr if (found := re.search(r"http://\S+:\d+", line))
            )
            threading.Thread(target=moto.stderr.read, daemon=True).start()  # or its pipe fills up
            qs_jwt.environment |= {
                "PATH": f"{programs}:{qs_jwt.environment['PATH']}",
                "AWS_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "x",
                "AWS_SECRET_ACCESS_KEY": "x",
                "AWS_DEFAULT_REGION": "eu-central-1",
            }
            for alias, kind in (("qlik", "RSA_2048"), ("p384", "ECC_NIST_P384")):
                make_key(qs_jwt, alias, kind)
            yield qs_jwt
        finally:
            moto.terminate()


def make_key(kms: Runner, alias: str, kind: str) -> None:
    """Make a key in KMS, and write its public half to ALIAS.der."""
    query = ("--output", "text", "--query")
    sign = ("--key-usage", "SIGN_VERIFY", *query, "KeyMetadata.KeyId")
    identity = aws(kms, "create-key", "--key-spec", kind, *sign)
    aws(kms, "create-alias", "--alias-name", f"alias/{alias}", "--target-key-id", identity)
    public = aws(kms, "get-public-key", "--key-id", f"alias/{alias}", *query, "PublicKey")
    (kms.folder / f"{alias}.der").write_bytes(base64.b64decode(public))


def aws(kms: Runner, *words: str) -> str:
    done = subprocess.run(
        ["aws", "kms", *words], env=kms.environment, capture_output=True, check=False, text=True,
        timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def documented() -> str:
    """The line for AWS in engine/README.md."""
    found = re.search(r"^\| AWS KMS[^|]*\| `([^`]*)`", ENGINE_README.read_text(), re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("command", [RAW, documented()], ids=["RAW", "as documented, DIGEST"])
def test_a_token_and_a_certificate_of_a_key_in_kms(kms: Runner, command: str) -> None:
    by = ("--sign-command", command, "--cert-publickey-file")
    done = kms(*WHO, *by, "qlik.der")
    assert (done.code, done.err) == (0, "")
    key = RSAKey.import_key((kms.folder / "qlik.der").read_bytes())
    assert jwt.decode(done.out.strip(), key).claims["userId"] == "anna"
    assert kms("create-cert", *by, "qlik.der").code == 0
    words = ["openssl", "verify", "-check_ss_sig", "-CAfile", "publickey.cer", "publickey.cer"]
    subprocess.run(words, cwd=kms.folder, check=True, timeout=SECONDS, capture_output=True)


def test_p384_in_kms(kms: Runner) -> None:
    done = kms(*OAUTH, "--sign-command", P384, "--cert-publickey-file", "p384.der")
    assert (done.code, done.err) == (0, "")
    key = ECKey.import_key((kms.folder / "p384.der").read_bytes())
    assert jwt.decode(done.out.strip(), key, algorithms=["ES384"]).claims["sub"] == "0a1b"


def test_what_aws_says_is_shown(kms: Runner) -> None:
    command = RAW.replace("alias/qlik", "alias/none")
    done = kms(*WHO, "--sign-command", command, "--cert-publickey-file", "qlik.der",
               "--output", "json")  # fmt: skip
    assert done.error["code"] == "SignerFailed"
    assert "NotFoundException" in done.error["message"]
