"""Private keys in every form that people have, and each that cannot sign, by name."""

import os
from pathlib import Path
from typing import Any

import pytest

from conftest import KEYS, PASSPHRASE, Runner

ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
SECRET = {"QLIK_PASSPHRASE": PASSPHRASE}


def sign(qs_jwt: Runner, key: Path | str, *words: Any, **options: Any) -> Any:
    return qs_jwt(*ANNA, "--cert-privatekey-file", key, "--output", "json", *words, **options)


@pytest.mark.parametrize(
    "name",
    [
        "rsa2048.pkcs1.pem",
        "rsa2048.pkcs8.pem",
        "rsa2048.pkcs1.der",
        "rsa2048.pkcs8.der",
        "rsa2048.nopassphrase.pfx",
        "rsa2048.crlf.pem",
        "rsa2048.bom.pem",
        "rsa2048.utf16le.pem",
        "rsa2048.bagattributes.pem",
        "rsa2048.certfirst.pem",
        "rsa2048.keyfirst.pem",
        "rsa2048.oneline.pem",
        "rsa3072.pem",
        "rsa4096.pem",
    ],
)
def test_read(qs_jwt: Runner, name: str) -> None:
    assert sign(qs_jwt, KEYS / name).result["token"]


ENCRYPTED = [
    "rsa2048.pkcs8.encrypted.pem",
    "rsa2048.pkcs8.encrypted.der",
    "rsa2048.pkcs1.aes256.pem",
    "rsa2048.pkcs1.des3.pem",
    "rsa2048.pfx",
    "rsa2048.3des.pfx",
]


@pytest.mark.parametrize("name", ENCRYPTED)
def test_encrypted(qs_jwt: Runner, name: str) -> None:
    key = KEYS / name
    given = ("--cert-passphrase", "env:QLIK_PASSPHRASE")
    assert sign(qs_jwt, key, *given, env=SECRET).result["token"]
    assert sign(qs_jwt, key).error["code"] == "PassphraseMissing"
    wrong = sign(qs_jwt, key, *given, env={"QLIK_PASSPHRASE": "wrong"})
    assert (wrong.code, wrong.error["code"]) == (1, "PassphraseWrong")
    assert wrong.error["parameter"] == "cert_passphrase"


@pytest.mark.parametrize(
    ("around", "said"),
    [("%s ", "blank"), ("\t%s", "blank"), ('"%s"', "quotes"), ("'%s'", "quotes")],
)
def test_what_stands_around_a_wrong_passphrase_is_told(
    qs_jwt: Runner, around: str, said: str
) -> None:
    """As ``set SECRET="..."`` of cmd.exe leaves it."""
    key = KEYS / "rsa2048.pkcs8.encrypted.pem"
    given = {"QLIK_PASSPHRASE": around % PASSPHRASE}
    done = sign(qs_jwt, key, "--cert-passphrase", "env:QLIK_PASSPHRASE", env=given)
    assert done.error["code"] == "PassphraseWrong"
    assert said in done.error["hint"]
    assert PASSPHRASE not in done.err


def test_passphrase_from_a_file_and_from_stdin(qs_jwt: Runner) -> None:
    key = KEYS / "rsa2048.pkcs8.encrypted.pem"
    (qs_jwt.folder / "secret").write_text(f"{PASSPHRASE}\r\nsecond line\n")
    assert sign(qs_jwt, key, "--cert-passphrase", "file:secret").code == 0
    assert sign(qs_jwt, key, "--cert-passphrase", "stdin", stdin=f"{PASSPHRASE}\n").code == 0
    missing = sign(qs_jwt, key, "--cert-passphrase", "file:nosuch")
    assert (missing.code, missing.error["code"]) == (1, "FileMissing")


def test_a_passphrase_is_not_looked_at_for_an_open_key(qs_jwt: Runner) -> None:
    given = ("--cert-passphrase", "env:QLIK_PASSPHRASE")
    assert sign(qs_jwt, KEYS / "rsa2048.pkcs8.pem", *given, env=SECRET).code == 0


@pytest.mark.parametrize(
    ("name", "code", "found"),
    [
        ("ec-p256.pem", "KeyNotRsa", "an EC private key"),
        ("ec-p256.sec1.pem", "KeyNotRsa", "an EC private key"),
        ("ed25519.pem", "KeyNotRsa", "an Ed25519 private key"),
        ("dsa2048.pem", "KeyNotRsa", "a DSA private key"),
        ("dh2048.pem", "KeyNotRsa", "a DH private key"),
        ("rsa2048.public.pem", "KeyIsPublic", "a public key"),
        ("rsa2048.public.pkcs1.pem", "KeyIsPublic", "a public key"),
        ("rsa2048.public.der", "KeyIsPublic", "a public key"),
        ("rsa2048.cer", "KeyIsCertificate", "a certificate"),
        ("rsa2048.der.cer", "KeyIsCertificate", "a certificate"),
        ("rsa2048.certonly.pfx", "KeyIsCertificate", "a PFX file without"),
        ("rsa1024.pem", "KeyTooSmall", "1024 bits"),
        ("rsa2048.csr", "KeyNotFound", "CERTIFICATE REQUEST"),
        ("rsa2048.truncated.pem", "KeyCorrupt", "cut off"),
        ("rsa2048.cut.pem", "KeyCorrupt", "damaged"),
        ("rsa2048-e3.pem", "KeyCorrupt", "exponent"),
        ("rsa2048-multiprime.pem", "KeyUnsupported", "two primes"),
        ("garbage.bin", "KeyNotFound", "no private key"),
        ("empty.pem", "KeyEmpty", "empty"),
    ],
)
def test_refused_by_name(qs_jwt: Runner, name: str, code: str, found: str) -> None:
    given = ("--cert-passphrase", "env:QLIK_PASSPHRASE")
    done = sign(qs_jwt, KEYS / name, *given, env=SECRET)
    assert done.code == 1
    assert done.error["code"] == code
    assert found in done.error["message"]
    assert done.error["hint"]
    assert done.error["parameter"] == "cert_privatekey_file"
    # and none of the libraries' own warnings
    assert [line.partition(":")[0] for line in done.err.splitlines()] == ["error", "hint"]


@pytest.mark.parametrize("name", sorted(path.stem for path in (KEYS / "corrupt").iterdir()))
def test_corrupt(qs_jwt: Runner, name: str) -> None:
    done = sign(qs_jwt, KEYS / "corrupt" / f"{name}.pem")
    assert (done.code, done.error["code"]) == (1, "KeyCorrupt")


@pytest.mark.parametrize(
    ("path", "code"),
    [("nosuch.pem", "FileMissing"), (".", "FileIsFolder"), ("/dev/zero", "FileTooLarge"),
     ("a/b.pem", "FileMissing")],
)  # fmt: skip
def test_paths(qs_jwt: Runner, path: str, code: str) -> None:
    done = sign(qs_jwt, path)
    assert (done.code, done.error["code"]) == (1, code)


def test_standard_input_that_is_larger_than_any_key(qs_jwt: Runner) -> None:
    """It is neither cut off nor read to its end."""
    key = (KEYS / "rsa2048.pkcs8.pem").read_bytes()
    line = (*ANNA, "--cert-privatekey", "stdin", "--output", "json")
    done = qs_jwt(*line, stdin=key + b"\n" * 1_048_576)
    assert (done.code, done.error["code"]) == (1, "FileTooLarge")
    assert done.error["parameter"] == "cert_privatekey"
    assert qs_jwt(*line, stdin=key).code == 0


def test_unreadable(qs_jwt: Runner, as_nobody: tuple[str, ...]) -> None:
    key = qs_jwt.folder / "key.pem"
    key.write_bytes((KEYS / "rsa2048.pkcs8.pem").read_bytes())
    key.chmod(0)
    qs_jwt.folder.chmod(0o755)
    os.chmod(qs_jwt.folder.parent, 0o755)
    done = sign(qs_jwt, key.name, prefix=as_nobody)
    assert (done.code, done.error["code"]) == (1, "FileUnreadable")


def test_a_key_through_a_pipe(qs_jwt: Runner) -> None:
    reading, writing = os.pipe()
    os.write(writing, (KEYS / "rsa2048.pkcs8.pem").read_bytes())
    os.close(writing)
    done = sign(qs_jwt, f"/dev/fd/{reading}", pass_fds=(reading,))
    os.close(reading)
    assert done.code == 0


def test_a_key_or_token_in_the_place_of_a_path_is_not_shown(qs_jwt: Runner) -> None:
    text = (KEYS / "rsa2048.pkcs8.pem").read_text()
    token = qs_jwt(*ANNA, "--cert-privatekey", text).out.strip()
    for words in (
        (*ANNA, "--cert-privatekey-file", text),
        (*ANNA, "--cert-privatekey", text, "--output-file", token),
        ("decode", "--jwt-file", token),
        ("decode", "--jwt", token, "--cert-publickey-file", text),
    ):
        done = qs_jwt(*words, "--output", "json")
        assert done.code == 1
        assert "not a path" in done.error["message"]
        assert text.splitlines()[1] not in done.out + done.err
        assert token[-60:] not in done.out + done.err


def test_an_error_never_shows_the_key(qs_jwt: Runner) -> None:
    text = (KEYS / "corrupt" / "d.pem").read_text()
    body = text.splitlines()[1]
    for level in ("info", "debug"):
        done = qs_jwt(*ANNA, "--cert-privatekey", text, "--loglevel", level, "--output", "json")
        assert done.error["code"] == "KeyCorrupt"
        assert body not in done.out + done.err
