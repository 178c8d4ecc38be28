"""The forms in which a token is given, and the file that it is written to."""

import os

import pytest

from conftest import Runner
from create_lines import ANNA, KEY, QSEOW
from handmade import parts


@pytest.mark.windows
def test_outputs(qs_jwt: Runner) -> None:
    token = qs_jwt(*QSEOW, *ANNA, "--output", "token").out
    assert token == token.strip() + "\n"
    assert qs_jwt(*QSEOW, *ANNA, "--output=header").out.startswith("Authorization: Bearer ey")
    curl = qs_jwt(*QSEOW, *ANNA, "--output", "curl").out
    assert curl.startswith('header = "Authorization: Bearer ey')
    assert curl.endswith('"\n')
    result = qs_jwt(*QSEOW, *ANNA, "--output", "json").result
    assert set(result) == {
        *("token", "header", "payload", "issued_at", "expires_at", "platform", "user", "warnings")
    }
    assert parts(result["token"]) == (result["header"], result["payload"])
    assert result["expires_at"] == result["payload"]["exp"]


@pytest.mark.windows
def test_minimal_output_is_the_token(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--minimal-output", "--loglevel", "error")
    assert done.out.count(".") == 2
    assert done.err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes and links as POSIX has them")
def test_force_spares_what_is_read_and_what_is_no_file(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "key.pem").write_bytes(KEY.read_bytes())
    (qs_jwt.folder / "link.pem").symlink_to("key.pem")
    os.mkfifo(qs_jwt.folder / "pipe")
    words = ("create-qseow", *ANNA, "--cert-privatekey-file", "key.pem", "--force", "--output")
    for name, code in (
        ("key.pem", "FileExists"),
        ("link.pem", "FileExists"),
        ("pipe", "WriteFailed"),
        ("/dev/null", "WriteFailed"),
        ("/dev/stdout", "WriteFailed"),
    ):
        done = qs_jwt(*words, "json", "--output-file", name)
        assert (done.code, done.error["code"]) == (1, code), name
        assert "--force" not in done.error["hint"]
    assert (qs_jwt.folder / "key.pem").read_bytes() == KEY.read_bytes()
    assert (qs_jwt.folder / "pipe").is_fifo()
    (qs_jwt.folder / "claims.json").write_text("{}")
    (qs_jwt.folder / "words").write_text("secret")
    for option, value, name in (
        ("--claims-file", "claims.json", "./claims.json"),
        ("--cert-passphrase", "file:words", "words"),
    ):
        done = qs_jwt(*words, "json", option, value, "--output-file", name)
        assert (done.code, done.error["code"]) == (1, "FileExists")
    for name in ("claims.json", "words"):
        (qs_jwt.folder / name).unlink()
    made = ("create-qseow", *ANNA, "--cert-create", "--key-size", "2048", "--output-file")
    done = qs_jwt(*made, "./publickey.cer", "--force")
    assert (done.code, "is the name of two files" in done.err) == (2, True)
    assert qs_jwt.files() == {"key.pem", "link.pem", "pipe"}


@pytest.mark.windows
def test_output_file(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--output", "header", "--output-file", "auth.txt")
    file = qs_jwt.folder / "auth.txt"
    assert (done.code, done.out) == (0, "")
    assert file.read_text().startswith("Authorization: Bearer ey")
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600
    again = qs_jwt(*QSEOW, *ANNA, "--output-file", "auth.txt")
    assert again.code == 1
    assert "exists already" in again.err
    assert file.read_text().startswith("Authorization:")
    assert qs_jwt(*QSEOW, *ANNA, "--output-file", "auth.txt", "--force").code == 0
    assert file.read_text().startswith("ey")
