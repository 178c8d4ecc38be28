"""Keys as openssl, ssh-keygen, keytool and jose write them: each signs, or is refused by name."""

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from conftest import KEYS, PASSPHRASE, SECONDS, Runner
from peers import NODE_FOLDER

pytestmark = pytest.mark.slow

WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--output", "json")
SECRET = {"SECRET": PASSPHRASE}
NODE = f"node {NODE_FOLDER / 'keys.mjs'}"

_KEY = KEYS / "rsa2048.pkcs8.pem"
_P12 = f"openssl pkcs12 -export -inkey {_KEY} -in {KEYS / 'rsa2048.cer'} -passout PASS -out key"
_P8 = f"openssl pkcs8 -topk8 -in {_KEY} -passout PASS -out key"
_LEGACY = "-provider legacy -provider default"
_TRADITIONAL = f"openssl rsa -traditional -in {_KEY} -passout PASS -out key {_LEGACY}"
_SSH = "ssh-keygen -q -C x -f key"
_SSH_PUBLIC = "ssh-keygen -e -m PKCS8 -f key"
_STORE = "keytool -genkeypair -keysize 2048 -dname CN=x -alias a -storepass SECRET -keystore key"
_CERTIFICATE = "keytool -exportcert -rfc -alias a -storepass SECRET -keystore key"
_SECRET_KEY = "keytool -genseckey -keyalg AES -keysize 128 -alias s -storepass SECRET -keystore key"


class Made(NamedTuple):
    """How a file is made.

    Attributes:
        lines: the commands; PASS and SECRET are the passphrase.
        file: what they make.
        public: the command that prints its public key or certificate, or the file with it.
    """

    lines: tuple[str, ...]
    file: str = "key"
    public: str | Path = KEYS / "rsa2048.public.pem"


def by_openssl(*lines: str) -> Made:
    return Made(lines)


def by_ssh(line: str) -> Made:
    return Made((f"{_SSH} {line}",), public=_SSH_PUBLIC)


def by_keytool(*lines: str) -> Made:
    return Made(lines, public=_CERTIFICATE)


def by_jose(file: str) -> Made:
    return Made((NODE,), file=file, public=Path("public.pem"))


SIGNING = {
    "openssl: PFX as of version 1.1": by_openssl(f"{_P12} -legacy"),
    "openssl: PFX without a MAC": by_openssl(f"{_P12} -nomac"),
    "openssl: PFX that is not encrypted": by_openssl(f"{_P12} -keypbe NONE -certpbe NONE"),
    "openssl: PFX with a chain": by_openssl(f"{_P12} -certfile {KEYS / 'rsa3072.cer'}"),
    "openssl: PKCS#8, scrypt": by_openssl(f"{_P8} -scrypt"),
    "openssl: PKCS#8, triple DES": by_openssl(f"{_P8} -v2 des3 -v2prf hmacWithSHA1"),
    "openssl: PKCS#8, PBES1": by_openssl(f"{_P8} -v1 PBE-SHA1-3DES"),
    "openssl: PKCS#1, AES-128": by_openssl(f"{_TRADITIONAL} -aes128"),
    "openssl: PKCS#1 with its numbers in words": by_openssl(
        f"openssl rsa -traditional -text -in {_KEY} -out key"
    ),
    "ssh-keygen": by_ssh("-t rsa -b 2048 -N none"),
    "ssh-keygen: PEM": by_ssh("-t rsa -b 2048 -m PEM -N SECRET"),
    "ssh-keygen: PKCS#8": by_ssh("-t rsa -b 2048 -m PKCS8 -N SECRET"),
    "keytool: PKCS#12": by_keytool(f"{_STORE} -keyalg RSA"),
    "keytool: PKCS#12 as of Java 8": by_keytool(
        f"{_STORE} -keyalg RSA -J-Dkeystore.pkcs12.legacy -storetype PKCS12"
    ),
    "keytool: PKCS#12 with a secret key": by_keytool(f"{_STORE} -keyalg RSA", _SECRET_KEY),
    "jose: PKCS#8": by_jose("pkcs8.pem"),
    "jose: JWK": by_jose("jwk"),
    "jose: JWK of n, e and d": by_jose("ned.jwk"),
    "jose: JWK set with another's public key": by_jose("jwks"),
}
# Each with the error's code and a word of what it is called or of what mends it.
REFUSED = {
    "openssl: PVK": (
        by_openssl(f"openssl rsa -in {_KEY} -outform PVK -pvk-none -out key {_LEGACY}"),
        "KeyUnsupported", "-inform PVK",
    ),
    "openssl: MSBLOB": (
        by_openssl(f"openssl rsa -in {_KEY} -outform MSBLOB -out key"),
        "KeyUnsupported", "-inform MSBLOB",
    ),
    "openssl: public MSBLOB": (
        by_openssl(f"openssl rsa -in {_KEY} -pubout -outform MSBLOB -out key"),
        "KeyIsPublic", "PUBLICKEYBLOB",
    ),
    "openssl: a request": (
        by_openssl(f"openssl req -new -key {_KEY} -subj /CN=x -out key"),
        "KeyNotFound", "CERTIFICATE REQUEST",
    ),
    "openssl: PKCS#7": (
        by_openssl(f"openssl crl2pkcs7 -nocrl -certfile {KEYS / 'rsa2048.cer'} -out key"),
        "KeyIsCertificate", "PKCS#7",
    ),
    "openssl: PKCS#7 in DER": (
        by_openssl(
            f"openssl crl2pkcs7 -nocrl -certfile {KEYS / 'rsa2048.cer'} -outform DER -out key"
        ),
        "KeyIsCertificate", "PKCS#7",
    ),
    "openssl: PKCS#1, Camellia": (
        by_openssl(f"{_TRADITIONAL} -camellia256"), "KeyUnsupported", "pkcs8 -topk8",
    ),
    "openssl: PKCS#8, Camellia": (
        by_openssl(f"{_P8} -v2 camellia256"), "KeyUnsupported", "pkcs8 -topk8",
    ),
    "openssl: three primes": (
        by_openssl("openssl genrsa -primes 3 -out key 2048"), "KeyUnsupported", "two primes",
    ),
    "openssl: Ed25519": (
        by_openssl("openssl genpkey -algorithm ED25519 -out key"), "KeyNotRsa", "Ed25519",
    ),
    "openssl: Ed25519 in a PFX": (
        by_openssl(
            "openssl req -x509 -newkey ed25519 -nodes -subj /CN=x -keyout k.pem -out c.pem",
            "openssl pkcs12 -export -inkey k.pem -in c.pem -passout PASS -out key",
        ),
        "KeyNotRsa", "Ed25519",
    ),
    "openssl: P-256 with its parameters": (
        by_openssl("openssl ecparam -name prime256v1 -genkey -out key"), "KeyNotRsa", "EC",
    ),
    "ssh-keygen: Ed25519": (by_ssh("-t ed25519 -N none"), "KeyNotRsa", "Ed25519"),
    "ssh-keygen: P-384": (by_ssh("-t ecdsa -b 384 -N none"), "KeyNotRsa", "EC"),
    "ssh-keygen: ChaCha20": (
        by_ssh("-t rsa -b 2048 -Z chacha20-poly1305@openssh.com -N SECRET"),
        "KeyIsOpenSsh", "ssh-keygen -p -m PEM",
    ),
    "ssh-keygen: public": (
        by_ssh("-t rsa -b 2048 -N none")._replace(file="key.pub"), "KeyIsPublic", "SSH",
    ),
    "ssh-keygen: public, P-384": (
        by_ssh("-t ecdsa -b 384 -N none")._replace(file="key.pub"), "KeyIsPublic", "SSH",
    ),
    "keytool: JKS": (
        by_keytool(f"{_STORE} -keyalg RSA -keypass SECRET -storetype JKS"),
        "KeyUnsupported", "-importkeystore",
    ),
    "keytool: JCEKS": (
        by_keytool(f"{_STORE} -keyalg RSA -keypass SECRET -storetype JCEKS"),
        "KeyUnsupported", "-importkeystore",
    ),
    "keytool: two keys": (
        by_keytool(*(f"{_STORE} -keyalg RSA".replace(" a ", f" {alias} ") for alias in "ab")),
        "SeveralKeys", "-srcalias",
    ),
    "keytool: RSA-PSS": (by_keytool(f"{_STORE} -keyalg RSASSA-PSS"), "KeyNotRsa", "PSS"),
    "keytool: a secret key": (by_keytool(_SECRET_KEY), "KeyNotFound", "PFX"),
    "keytool: a certificate": (
        by_keytool(f"{_STORE} -keyalg RSA", f"{_CERTIFICATE} -file c")._replace(file="c"),
        "KeyIsCertificate", "certificate",
    ),
    "jose: PS256": (by_jose("PS256.jwk"), "KeyNotRsa", "PSS"),
    "jose: RSA-OAEP": (by_jose("RSA-OAEP-256.jwk"), "KeyNotRsa", "not for signatures"),
    "jose: to decrypt": (by_jose("decrypt.jwk"), "KeyNotRsa", "not for signatures"),
    "jose: ES256": (by_jose("ES256.jwk"), "KeyNotRsa", "P-256"),
    "jose: Ed25519": (by_jose("Ed25519.jwk"), "KeyNotRsa", "Ed25519"),
    "jose: public": (by_jose("public.jwk"), "KeyIsPublic", "JWK"),
    "jose: encrypted": (by_jose("sealed"), "KeyNotFound", "JWE"),
    "jose: a token": (by_jose("token"), "KeyNotFound", "JWT"),
}  # fmt: skip


def run(line: str, folder: Path) -> str:
    words = line.split()
    values = {"PASS": f"pass:{PASSPHRASE}", "SECRET": PASSPHRASE, "none": ""}
    words = [values.get(word, word) for word in words]
    done = subprocess.run(
        words, cwd=folder, capture_output=True, check=False, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, (line, done.stderr, done.stdout)
    return done.stdout


def make(made: Made, folder: Path) -> Path:
    """The file; the test is skipped where the program that makes it is not there."""
    for line in made.lines:
        program = line.split()[0]
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
        if program == "node" and not (NODE_FOLDER / "node_modules").is_dir():
            pytest.skip(f"run `npm ci` in {NODE_FOLDER}")
        run(line, folder)
    path = folder / made.file
    path.chmod(0o600)
    return path


def public_of(made: Made, folder: Path) -> str:
    """The public key as PEM, as the tools have it."""
    if isinstance(made.public, Path):
        return (folder / made.public).read_text()
    text = run(made.public, folder)
    if "CERTIFICATE" not in text:
        return text
    (folder / "cer").write_text(text)
    return run("openssl x509 -in cer -noout -pubkey", folder)


@pytest.mark.parametrize("name", SIGNING)
def test_it_signs(qs_jwt: Runner, name: str) -> None:
    made = SIGNING[name]
    path = make(made, qs_jwt.folder)
    done = qs_jwt(*WHO, "--cert-privatekey-file", path, "--cert-passphrase", "env:SECRET",
                  env=SECRET)  # fmt: skip
    assert done.code == 0, done.err
    key = RSAKey.import_key(public_of(made, qs_jwt.folder))
    assert jwt.decode(done.result["token"], key).claims["userId"] == "anna"


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_name(qs_jwt: Runner, name: str) -> None:
    made, code, said = REFUSED[name]
    path = make(made, qs_jwt.folder)
    done = qs_jwt(*WHO, "--cert-privatekey-file", path, "--cert-passphrase", "env:SECRET",
                  env=SECRET)  # fmt: skip
    assert (done.code, done.error["code"]) == (1, code), done.err
    assert said in done.error["message"] + done.error["hint"]


@pytest.mark.skipif(not importlib.util.find_spec("bcrypt"), reason="extra ssh: bcrypt is missing")
@pytest.mark.parametrize("cipher", ["aes256-ctr", "aes256-gcm@openssh.com"])
def test_an_encrypted_key_of_ssh_opens_where_bcrypt_is(qs_jwt: Runner, cipher: str) -> None:
    made = by_ssh(f"-t rsa -b 2048 -Z {cipher} -N SECRET")
    path = make(made, qs_jwt.folder)
    words = (*WHO, "--cert-privatekey-file", path, "--cert-passphrase", "env:SECRET")
    done = qs_jwt(*words, env=SECRET)
    assert jwt.decode(done.result["token"], RSAKey.import_key(public_of(made, qs_jwt.folder)))
    assert qs_jwt(*words, env={"SECRET": "another"}).error["code"] == "PassphraseWrong"


@pytest.mark.skipif(bool(importlib.util.find_spec("bcrypt")), reason="bcrypt is installed")
def test_an_encrypted_key_of_ssh_is_named_where_bcrypt_is_not(qs_jwt: Runner) -> None:
    path = KEYS / "rsa2048.encrypted.openssh"
    done = qs_jwt(*WHO, "--cert-privatekey-file", path, "--cert-passphrase", "env:SECRET",
                  env=SECRET)  # fmt: skip
    assert done.error["code"] == "KeyIsOpenSsh"


def test_a_public_key_of_ssh_is_named(qs_jwt: Runner) -> None:
    path = make(by_ssh("-t rsa -b 2048 -N none")._replace(file="key.pub"), qs_jwt.folder)
    done = qs_jwt("qscloud-oauth-key", "--cert-publickey-file", path, "--output", "json")
    assert "ssh-keygen -e -m PKCS8" in done.error["hint"]
