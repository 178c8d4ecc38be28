"""What people type for --sign-command and what does not start: each is told what is wrong."""

import os
import shutil
from pathlib import Path

import pytest

from conftest import KEYS, Runner

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are of POSIX")

SIGN = "openssl dgst -sha256 -sign"
WHO = (
    "create-qseow", "--userdir", "LAB", "--userid", "anna", "--output", "json",
    "--cert-publickey-file", str(KEYS / "rsa2048.cer"),
)  # fmt: skip
A_SHELL = "no shell is started"


@pytest.fixture
def here(qs_jwt: Runner) -> Runner:
    """The command in a folder with keys and with scripts, none of which starts."""
    folder = qs_jwt.folder
    (folder / "my keys").mkdir()
    for name in ("key.pem", "my keys/key.pem"):
        shutil.copy(KEYS / "rsa2048.pkcs8.pem", folder / name)
    shutil.copy(KEYS / "rsa2048.pkcs8.encrypted.pem", folder / "locked.pem")
    line = f"{SIGN} key.pem\n"
    script(folder / "bare", line)
    script(folder / "crlf", f"#!/bin/sh\r\n{line}")
    script(folder / "gone", f"#!/nowhere/sh\n{line}")
    script(folder / "plain", f"#!/bin/sh\n{line}").chmod(0o644)
    return qs_jwt


def script(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_blanks_in_paths(here: Runner) -> None:
    for path in ("'my keys/key.pem'", '"my keys/key.pem"', r"my\ keys/key.pem"):
        assert here(*WHO, "--sign-command", f"{SIGN} {path}").result["token"], path


@pytest.mark.parametrize(
    ("command", "message", "hint"),
    [
        (f"'{SIGN} key.pem'", "there is no program", "leave out the quotes around the whole"),
        (f"PIN=1 {SIGN} key.pem", "no program 'PIN=1'", A_SHELL),
        (f"{SIGN} key.pem | base64", "exit code 1", A_SHELL),
        (f"{SIGN} key.pem > signature", "exit code 1", A_SHELL),
        (f"{SIGN} key.pem 2>/dev/null", "exit code 1", A_SHELL),
        (f"{SIGN} ~/key.pem", "~/key.pem", A_SHELL),
        (f"{SIGN} $KEY", "$KEY", A_SHELL),
        (f"{SIGN} ${{KEY}}", "${KEY}", A_SHELL),
        (f"{SIGN} %KEY%", "%KEY%", A_SHELL),
        (f"{SIGN} my keys/key.pem", "Could not", ""),
        (f"{SIGN} locked.pem -passin pass:another", "exit code 1", ""),
        (f"{SIGN} locked.pem", "exit code 1", ""),
        (f"{SIGN} nowhere.pem", "nowhere.pem", ""),
        (f"{SIGN} {KEYS / 'rsa2048.cer'}", "exit code 1", ""),
        ("nothing-of-this-name", "there is no program", "./NAME"),
        ("./nothing-of-this-name", "there is no program", "check its name"),
        ("'./my keys'", "it is a folder", ""),
        ("plain", "there is no program", "./NAME"),
        ("./plain", "you may not run it", ""),
        ("./bare", "begins with #!", ""),
        ("./crlf", "ends in CRLF", ""),
        ("./gone", "first line names is not there", ""),
        ("sleep 60", "took longer than 1 s", "does it ask for a PIN"),
    ],
)
def test_a_program_that_cannot_sign(here: Runner, command: str, message: str, hint: str) -> None:
    more = ("--sign-timeout", "1s") if command.startswith("sleep") else ()
    done = here(*WHO, "--sign-command", command, *more)
    assert (done.code, done.error["code"]) == (1, "SignerFailed")
    assert message in done.error["message"]
    assert hint in done.error.get("hint", "")
    assert (A_SHELL in done.error.get("hint", "")) == (hint == A_SHELL)


@pytest.mark.parametrize(
    ("command", "more"),
    [
        (f"{SIGN} {KEYS / 'rsa3072.pem'}", ()),
        (f"{SIGN} {KEYS / 'ec-p256.pem'}", ()),
        (f"{SIGN} key.pem -hex", ()),
        (f"{SIGN} key.pem", ("--algorithm", "RS512")),
        (f"{SIGN} key.pem -sigopt rsa_padding_mode:pss", ()),
        ("cat {digest_file}", ()),
        ("openssl pkeyutl -sign -inkey key.pem -in {digest_file}", ()),
    ],
)
def test_a_program_that_signs_something_else(
    here: Runner, command: str, more: tuple[str, ...]
) -> None:
    done = here(*WHO, "--sign-command", command, *more)
    assert (done.code, done.error["code"]) == (1, "SignatureUnusable")


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit is not installed")
@pytest.mark.parametrize(("most", "said"), [(0, "temporary directory"), (4, "File too large")])
def test_no_room_for_its_file(here: Runner, most: int, said: str) -> None:
    """As on a full disk; what a program needs none for is not disturbed."""
    limit = ("prlimit", f"--fsize={most}")
    done = here(*WHO, "--sign-command", f"{SIGN} key.pem {{input_file}}", prefix=limit)
    assert done.error["code"] == "SignerFailed"
    assert "temporary file" in done.error["message"]
    assert said in done.error["message"]
    assert here(*WHO, "--sign-command", f"{SIGN} key.pem", prefix=limit).result["token"]


def test_words_without_quotes_are_told(here: Runner) -> None:
    done = here(*WHO, "--sign-command", *f"{SIGN} key.pem".split())
    assert done.code == 2
    assert "quote a value that holds blanks" in done.error["hint"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("key.pem", "CertificateInvalid"),
        ("nowhere.cer", "FileMissing"),
        (".", "FileIsFolder"),
        (KEYS / "rsa1024.cer", "KeyTooSmall"),
        (KEYS / "ec-p256.cer", "KeyNotRsa"),
        (KEYS / "rsa2048.pfx", "CertificateInvalid"),
    ],
)
def test_a_certificate_that_is_none_for_it(here: Runner, file: str | Path, code: str) -> None:
    """It is read before anything is started."""
    words = (*WHO[:-1], file, "--sign-command", "touch started")
    assert here(*words).error["code"] == code
    assert "started" not in here.files()


def test_the_last_lines_of_what_it_said_are_shown_each_from_its_beginning(here: Runner) -> None:
    lines = "; ".join(f"printf '%s ' {name} $(seq 200); echo" for name in ("one", "two", "three"))
    done = here(*WHO, "--sign-command", f'sh -c "({lines}) >&2; exit 1"')
    said = done.error["message"].partition("exit code 1: ")[2].split(" | ")
    assert [line.split()[0] for line in said] == ["one", "two", "three"]
    assert len(" | ".join(said)) <= 300
