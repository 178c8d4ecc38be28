"""--cert-create and the files it writes: all or none, never over another, never too open."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, KEYS, Runner
from handmade import openssl_verifies, parts

ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
NEW = (*ANNA, "--cert-create", "--key-size", "2048")
FILES = {"privatekey.pem", "publickey.pem", "publickey.cer"}


def test_what_is_written(qs_jwt: Runner, openssl: Callable[..., str], tmp_path: Path) -> None:
    done = qs_jwt(*NEW, "--cert-create-expires-days", "30")
    assert done.code == 0
    assert qs_jwt.files() == FILES
    modes = {path.name: path.stat().st_mode & 0o777 for path in qs_jwt.folder.iterdir()}
    assert modes == {"privatekey.pem": 0o600, "publickey.pem": 0o644, "publickey.cer": 0o644}
    openssl_verifies(openssl, done.out, qs_jwt.folder / "publickey.pem", tmp_path)

    certificate = qs_jwt.folder / "publickey.cer"
    assert "OK" in openssl("verify", "-CAfile", certificate, certificate)
    text = openssl("x509", "-in", certificate, "-noout", "-text")
    assert "Version: 3" in text
    assert "Signature Algorithm: sha256WithRSAEncryption" in text
    for extension in (
        "Basic Constraints: critical",
        "Key Usage: critical",
        "Subject Key Identifier",
    ):
        assert extension in text
    serial = re.search(r"Serial Number:\s+([0-9a-f:]+)", text)
    assert serial
    assert len(serial[1].split(":")) >= 18
    assert openssl("x509", "-in", certificate, "-noout", "-checkend", str(29 * 86_400))
    public = openssl("x509", "-in", certificate, "-noout", "-pubkey")
    assert public == (qs_jwt.folder / "publickey.pem").read_text()
    assert openssl("pkey", "-in", qs_jwt.folder / "privatekey.pem", "-pubout") == public


def test_the_serial_is_another_each_time(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    for prefix in ("a_", "b_"):
        assert qs_jwt(*NEW, "--cert-file-prefix", prefix).code == 0
    serials = {
        openssl("x509", "-in", qs_jwt.folder / f"{prefix}publickey.cer", "-noout", "-serial")
        for prefix in ("a_", "b_")
    }
    assert len(serials) == 2


def test_the_result_names_the_files(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "O'Brien $x").mkdir()
    prefix = "O'Brien $x/lab_"
    result = qs_jwt(*NEW, "--cert-file-prefix", prefix, "--output", "json").result
    assert result["files"] == [
        {"path": f"{prefix}privatekey.pem", "kind": "privatekey"},
        {"path": f"{prefix}publickey.pem", "kind": "publickey"},
        {"path": f"{prefix}publickey.cer", "kind": "certificate"},
    ]
    for file in result["files"]:
        assert (qs_jwt.folder / file["path"]).is_file()


@pytest.mark.parametrize("name", sorted(FILES))
def test_never_over_an_existing_file(qs_jwt: Runner, name: str) -> None:
    (qs_jwt.folder / name).write_text("mine")
    done = qs_jwt(*NEW, "--output", "json")
    assert (done.code, done.error["code"]) == (1, "FileExists")
    assert qs_jwt.files() == {name}
    assert (qs_jwt.folder / name).read_text() == "mine"
    assert qs_jwt(*NEW, "--force").code == 0
    assert qs_jwt.files() == FILES


def test_a_link_at_the_target_is_not_followed(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "privatekey.pem").symlink_to("elsewhere.pem")
    done = qs_jwt(*NEW, "--output", "json")
    assert (done.code, done.error["code"]) == (1, "FileExists")
    assert qs_jwt(*NEW, "--force").code == 0
    assert not (qs_jwt.folder / "privatekey.pem").is_symlink()
    assert qs_jwt.files() == FILES


def test_with_the_token_in_a_file_all_or_none(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "token.jwt").write_text("mine")
    assert qs_jwt(*NEW, "--output-file", "token.jwt").code == 1
    assert qs_jwt.files() == {"token.jwt"}
    assert qs_jwt(*NEW, "--output-file", "new.jwt").code == 0
    assert qs_jwt.files() == {*FILES, "token.jwt", "new.jwt"}


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_modes_whatever_the_umask(qs_jwt: Runner, umask: int) -> None:
    assert qs_jwt(*NEW, umask=umask).code == 0
    assert (qs_jwt.folder / "privatekey.pem").stat().st_mode & 0o777 == 0o600
    assert (qs_jwt.folder / "publickey.cer").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("prefix", "code"), [("nosuch/", "FileMissing"), ("file/x", "FileMissing")]
)
def test_no_folder(qs_jwt: Runner, prefix: str, code: str) -> None:
    (qs_jwt.folder / "file").touch()
    done = qs_jwt(*NEW, "--cert-file-prefix", prefix, "--output", "json")
    assert (done.code, done.error["code"]) == (1, code)
    assert done.error["parameter"] == "cert_file_prefix"
    assert qs_jwt.files() == {"file"}


def test_a_folder_at_the_target(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "publickey.pem").mkdir()
    done = qs_jwt(*NEW, "--force", "--output", "json")
    assert (done.code, done.error["code"]) == (1, "FileIsFolder")
    assert qs_jwt.files() == {"publickey.pem"}


def test_a_folder_that_cannot_be_written(qs_jwt: Runner, as_nobody: tuple[str, ...]) -> None:
    os.chmod(qs_jwt.folder.parent, 0o755)
    qs_jwt.folder.chmod(0o555)
    done = qs_jwt(*NEW, "--output", "json", prefix=as_nobody)
    qs_jwt.folder.chmod(0o755)
    assert (done.code, done.error["code"]) == (1, "WriteFailed")
    assert "Permission denied" in done.error["message"]
    assert qs_jwt.files() == set()


@pytest.mark.parametrize("most", [0, 100, 2000])
def test_a_full_disk(qs_jwt: Runner, most: int) -> None:
    """Files that may not grow past ``most`` bytes, as if the disk were full there."""
    limited = (
        "import os, resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n"
    )
    words: tuple[Any, ...] = (*NEW, "--output", "json")
    if most == 2000:  # the certificate fits, the token beside it does not
        words += ("--output-file", "t.jwt", "--username", "x" * 2000)
    done = subprocess.run(
        [sys.executable, "-c", limited, COMMAND, *words],
        capture_output=True, check=False, text=True, cwd=qs_jwt.folder,
        env=qs_jwt.environment | {"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "WriteFailed" in done.stdout
    assert "Traceback" not in done.stderr
    assert qs_jwt.files() == set()


def test_a_full_disk_keeps_what_force_would_have_replaced(qs_jwt: Runner) -> None:
    for name in FILES:
        (qs_jwt.folder / name).write_text("mine")
    (qs_jwt.folder / "sub").mkdir()
    # the last file cannot be placed: its folder is gone by the commit
    fault = (
        "import os, sys\n"
        "from qs_jwt import writing\n"
        "place = writing.Placement._place\n"
        "def fail(self, staged, target, parameter):\n"
        "    if target.endswith('.cer'): raise OSError(28, 'No space left on device')\n"
        "    place(self, staged, target, parameter)\n"
        "writing.Placement._place = fail\n"
        "from qs_jwt.cli import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", fault, *NEW, "--force"],
        capture_output=True, check=False, cwd=qs_jwt.folder,
    )  # fmt: skip
    assert done.returncode == 1
    assert {(qs_jwt.folder / name).read_text() for name in FILES} == {"mine"}
    assert qs_jwt.files() == {*FILES, "sub"}


def test_an_encrypted_new_key(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    done = qs_jwt(*NEW, "--cert-passphrase", "env:P", env={"P": "O'Brien's"})
    assert done.code == 0
    key = qs_jwt.folder / "privatekey.pem"
    assert key.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    public = openssl("pkey", "-in", key, "-passin", "pass:O'Brien's", "-pubout")
    assert public == (qs_jwt.folder / "publickey.pem").read_text()


def test_4096_bits_is_the_default(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    done = qs_jwt(*ANNA, "--cert-create", "true")
    assert parts(done.out)[1]["userId"] == "anna"
    assert "4096 bit" in openssl("pkey", "-in", qs_jwt.folder / "privatekey.pem", "-text", "-noout")


def test_the_key_made_signs_the_next_token(qs_jwt: Runner) -> None:
    qs_jwt(*NEW)
    token = qs_jwt(*ANNA, "--cert-privatekey-file", "privatekey.pem").out
    done = qs_jwt("decode", "--jwt", token, "--cert-publickey-file", "publickey.cer")
    assert done.code == 0
    other = qs_jwt("decode", "--jwt", token, "--cert-publickey-file", KEYS / "other2048.cer")
    assert other.code == 1
