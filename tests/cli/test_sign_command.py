"""A program that signs: what is handed to it, and every form of its answer."""

import base64
import json
import os
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from conftest import KEYS, SECONDS, Runner
from sign_programs import BY, KEY, OAUTH, PUBLIC, SIGN, WHO, failed, shell, signed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are of POSIX")


@pytest.fixture
def program(qs_jwt: Runner) -> Callable[[str], str]:
    """Writes a program in Python and gives the command that runs it."""

    def write(text: str) -> str:
        path = qs_jwt.folder / "program.py"
        path.write_text(textwrap.dedent(text))
        return shlex.join([sys.executable, "-S", str(path)])

    return write


@pytest.mark.parametrize(
    "pipe",
    [
        "cat", "od -An -v -tx1", "od -An -v -tx1 | tr a-f A-F", "base64", "base64 -w0",
        "base64 | tr -d =",
        "base64 -w0 | tr +/ -_", "base64 -w0 | tr -d = | tr +/ -_",
        "printf '\"%s\"\\n' $(base64 -w0)",
        "printf 'vault:v12:%s' $(base64 -w0)", "printf '\\357\\273\\277%s\\r\\n' $(base64 -w0)",
        "printf \"'%s'\" $(base64 -w0)",
    ],
)  # fmt: skip
def test_every_form_of_a_signature(qs_jwt: Runner, pipe: str) -> None:
    assert signed(qs_jwt, shell(f"{SIGN} | {pipe}"))["userId"] == "anna"


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_every_placeholder(qs_jwt: Runner, program: Callable[[str], str], algorithm: str) -> None:
    command = program("""
        import base64, hashlib, os, subprocess, sys
        _, algorithm, hash, digest64, hex, input64, digest_file, input_file, json = sys.argv
        data = sys.stdin.buffer.read()
        digest = hashlib.new(hash, data).digest()
        assert algorithm == "RS" + hash.removeprefix("sha")
        assert base64.b64decode(digest64.removeprefix("digest=")) == digest == bytes.fromhex(hex)
        assert base64.b64decode(input64, validate=True) == data
        assert open(digest_file.removeprefix("fileb://"), "rb").read() == digest
        for path, mode in ((input_file, 0o600), (os.path.dirname(input_file), 0o700)):
            assert os.stat(path).st_mode & 0o777 == mode
        assert open(input_file, "rb").read() == data
        assert json == "{Signature: {x}, y}"
        open("seen", "w").write(input_file)
        sys.stdout.buffer.write(subprocess.run(
            ["openssl", "dgst", "-" + hash, "-sign", os.environ["KEY"]], input=data,
            capture_output=True).stdout)
        """)
    placeholders = (
        " {algorithm} {hash} digest={digest_base64} {digest_hex} {input_base64}"
        " fileb://{digest_file} {input_file} '{Signature: {x}, y}'"
    )
    done = qs_jwt(
        *WHO, *BY, "--algorithm", algorithm, "--sign-command", command + placeholders,
        env={"KEY": KEY},
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), PUBLIC, algorithms=[algorithm])
    assert not os.path.exists((qs_jwt.folder / "seen").read_text())


def test_a_value_is_never_looked_at_again(qs_jwt: Runner) -> None:
    """Neither does the first word have placeholders, nor what came for another one."""
    error = failed(qs_jwt, "{hash} {digest_hex}")
    assert error["code"] == "SignerFailed"
    assert "{hash}" in error["message"]


# P-384
@pytest.fixture
def p384(qs_jwt: Runner) -> Path:
    """A P-384 key and its public half."""
    for words in (
        "ecparam -name secp384r1 -genkey -noout -out ec.pem",
        "ec -in ec.pem -pubout -out ec.public.pem",
    ):
        subprocess.run(
            ["openssl", *words.split()], cwd=qs_jwt.folder, check=True, timeout=SECONDS,
            capture_output=True,
        )  # fmt: skip
    return qs_jwt.folder / "ec.pem"


@pytest.mark.parametrize("form", ["DER", "base64 of DER", "hex of DER", "r||s", "base64 of r||s"])
def test_p384_in_every_form(
    qs_jwt: Runner, p384: Path, program: Callable[[str], str], form: str
) -> None:
    command = program("""
        import base64, subprocess, sys
        form, key = sys.argv[1], sys.argv[2]
        der = subprocess.run(["openssl", "dgst", "-sha384", "-sign", key],
                             input=sys.stdin.buffer.read(), capture_output=True).stdout
        made = der
        if form.endswith("s"):
            at, halves = 3 if der[1] & 0x80 else 2, []
            for _ in "rs":
                length = der[at + 1]
                halves.append(der[at + 2 : at + 2 + length].lstrip(b"\\0").rjust(48, b"\\0"))
                at += 2 + length
            made = b"".join(halves)
        if form.startswith("base64"):
            made = base64.urlsafe_b64encode(made).rstrip(b"=")
        elif form.startswith("hex"):
            made = made.hex().encode()
        sys.stdout.buffer.write(made)
        """)
    command += f" {shlex.quote(form)} {p384}"
    done = qs_jwt(*OAUTH, "--sign-command", command, "--cert-publickey-file", "ec.public.pem")
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), ECKey.import_key(p384.read_text()), algorithms=["ES384"])


def test_p384_is_for_oauth(qs_jwt: Runner, p384: Path) -> None:
    done = qs_jwt(*WHO, "--sign-command", "touch it", "--cert-publickey-file", "ec.public.pem")
    assert done.code == 1
    assert "RSA keys only" in done.err
    assert not (p384.parent / "it").exists()


@pytest.mark.parametrize("kind", ["rsa", "p384"])
def test_a_certificate_for_a_key_that_a_program_has(
    qs_jwt: Runner, p384: Path, kind: str, openssl: Callable[..., str]
) -> None:
    key = KEY if kind == "rsa" else str(p384)
    public = str(KEYS / "rsa2048.public.pem") if kind == "rsa" else "ec.public.pem"
    command = f"openssl dgst -{{hash}} -sign {shlex.quote(key)}"
    done = qs_jwt("create-cert", "--sign-command", command, "--cert-publickey-file", public)
    assert done.code == 0, done.err
    made = qs_jwt.folder / "publickey.cer"
    assert f"{made}: OK" in openssl("verify", "-check_ss_sig", "-CAfile", made, made)
    assert not (qs_jwt.folder / "privatekey.pem").exists()


def test_standard_base64_is_what_is_handed_over(qs_jwt: Runner) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", shell(f"printf %s $0 | base64 -d | {SIGN}")
                  + " {input_base64}")  # fmt: skip
    assert done.code == 0, done.err
    header = done.out.partition(".")[0]
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "RS256", "typ": "JWT"}
