"""What batch writes: the forms of its answers, and files that stay whole."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

import qs_jwt as api
from batches import CLOUD, KEY, QSEOW, Batch, payload
from conftest import COMMAND, SECONDS, Runner


@pytest.mark.parametrize("escape", [False, True])
def test_cells_that_a_spreadsheet_would_run(batch: Batch, escape: bool) -> None:
    text = "userdir,userid\nLAB,=1+1\nLAB,anna\nLAB,@x\n"
    words = ("--output-format", "csv", *(["--escape-formulas"] if escape else []))
    done = batch(text, *QSEOW, *words)
    cells = [row["userid"] for row in csv.DictReader(done.out.splitlines())]
    assert cells == (["'=1+1", "anna", "'@x"] if escape else ["=1+1", "anna", "@x"])
    assert done.err.count("; --escape-formulas puts ' before them") == (0 if escape else 1)


def test_one_new_certificate_signs_all(qs_jwt: Runner) -> None:
    words = (
        "batch", "--platform", "qseow", "--userdir", "LAB", "--input", "-",
        "--output-file", "out.jsonl", "--cert-create", "--key-size", "2048",
        "--cert-file-prefix", "lab-",
    )  # fmt: skip
    done = qs_jwt(*words, stdin="userid\na\nb\nc\n")
    assert done.code == 0, done.err
    made = {"lab-privatekey.pem", "lab-publickey.pem", "lab-publickey.cer"}
    assert qs_jwt.files() == {*made, "out.jsonl"}
    certificate = str(qs_jwt.folder / "lab-publickey.cer")
    for line in (qs_jwt.folder / "out.jsonl").read_text().splitlines():
        token = json.loads(line)["token"]
        assert api.decode(jwt=token, cert_publickey_file=certificate).valid
    before = (qs_jwt.folder / "lab-privatekey.pem").read_bytes()
    again = qs_jwt(*words[:8], "other.jsonl", *words[9:], stdin="userid\na\n")
    assert (again.code, "exists already" in again.err) == (1, True)
    assert (qs_jwt.folder / "lab-privatekey.pem").read_bytes() == before
    assert not (qs_jwt.folder / "other.jsonl").exists()


def test_no_file_is_written_over_one_that_is_read_or_written(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userdir,userid\nLAB,a\n")
    (qs_jwt.folder / "key.pem").write_bytes(Path(KEY).read_bytes())
    before = {name: (qs_jwt.folder / name).read_bytes() for name in ("users.csv", "key.pem")}
    words = ("batch", "--platform", "qseow", "--input", "users.csv", "--force", "--output-file")
    for out in ("users.csv", "./key.pem"):
        done = qs_jwt(*words, out, "--cert-privatekey-file", "key.pem")
        assert done.code == 1
        assert "is read by the same command" in done.err
    redirected = ("bash", "-c", 'exec "$0" "$@" <users.csv')
    again = ("batch", *QSEOW, "--input", "-", "--output-file", "users.csv", "--force")
    done = qs_jwt(*again, prefix=redirected)
    assert "is read by the same command" in done.err
    done = qs_jwt(*words, "privatekey.pem", "--cert-create", "--key-size", "2048")
    assert done.code == 2
    assert "is the name of two files" in done.err
    after = {path.name: path.read_bytes() for path in qs_jwt.folder.iterdir()}
    assert after == before


def test_an_output_file_is_not_replaced_unasked(qs_jwt: Runner) -> None:
    out = qs_jwt.folder / "out.csv"
    out.write_text("mine")
    words = ("batch", *QSEOW, "--input", "-", "--output-file", "out.csv")
    done = qs_jwt(*words, stdin="userdir,userid\nLAB,a\n")
    assert (done.code, out.read_text()) == (1, "mine")
    assert qs_jwt(*words, "--force", stdin="userdir,userid\nLAB,a\n").code == 0
    assert out.read_text().startswith("userdir,userid,token,error\nLAB,a,ey")


@pytest.mark.windows
def test_csv_answers(batch: Batch) -> None:
    text = 'userdir,userid\nLAB,"a,""b"\nLAB,\n'
    done = batch(text, *QSEOW, "--output-format", "csv")
    first, second = csv.DictReader(io.StringIO(done.out))
    assert (first["userid"], first["error"]) == ('a,"b', "")
    assert payload(first)["userId"] == 'a,"b'
    assert (second["userdir"], second["userid"], second["token"]) == ("LAB", "", "")
    assert second["error"] == "MissingOption: qs-jwt create-qseow needs userid"


def test_a_lone_cr_is_quoted(batch: Batch) -> None:
    """Readers take it for the end of a line."""
    text = '{"useremail": "a\\rb@x", "useremail_verified": true, "name": "A"}\n'
    words = ("--input-format", "jsonl", "--output-format", "csv")
    (row,) = csv.DictReader(io.StringIO(batch(text, *CLOUD, *words).out, newline=""))
    assert row["useremail"] == "a\rb@x"
    assert payload(row)["email"] == "a\rb@x"


def test_formats_follow_the_names(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "in.NDJSON").write_text('{"userdir": "LAB", "userid": "a"}')
    for name, first in (("a.csv", "userdir,"), ("a.jsonl", "{"), ("a.txt", "{")):
        words = ("--input", "in.NDJSON", "--output-file", name)
        assert qs_jwt("batch", *QSEOW, *words).code == 0
        assert (qs_jwt.folder / name).read_text().startswith(first)


def test_a_reader_that_is_gone_ends_it_quietly(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userdir,userid\n" + "LAB,a\n" * 500)
    words = " ".join(["batch", *QSEOW, "--input", "users.csv", "--output-file", "-"])
    done = subprocess.run(
        ["bash", "-c", f"'{COMMAND}' {words} | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, cwd=qs_jwt.folder, env=qs_jwt.environment, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_full_disk_leaves_nothing(qs_jwt: Runner) -> None:
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; exec '{COMMAND}' \"$@\"", "-", "batch", *QSEOW,
         "--input", "-", "--output-file", "out.jsonl"],
        input=b"userdir,userid\n" + b"LAB,a\n" * 100, capture_output=True,
        cwd=qs_jwt.folder, env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: --output-file: 'out.jsonl' cannot be written")
    assert qs_jwt.files() == set()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_a_progress_bar_on_a_terminal_only(qs_jwt: Runner) -> None:
    import pty
    import termios

    assert "users" not in Batch(qs_jwt)("userdir,userid\nLAB,a\n", *QSEOW).err
    words = [str(COMMAND), "batch", *QSEOW, "--input", "-", "--output-file", "out.jsonl"]
    for level, shown in ((), True), (("--loglevel", "warn"), False):
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        process = subprocess.Popen(
            [*words, "--force", *level], stdin=subprocess.PIPE, stderr=theirs,
            cwd=qs_jwt.folder, env=qs_jwt.environment,
        )  # fmt: skip
        os.close(theirs)
        process.communicate(b"userdir,userid\nLAB,a\nLAB,\n", timeout=SECONDS)
        said = b""
        while piece := _read(ours):
            said += piece
        os.close(ours)
        assert process.returncode == 1
        assert b"error: line 3: MissingOption" in said
        assert (b" users" in said) == shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # how Linux says that the other end is closed
        return b""
