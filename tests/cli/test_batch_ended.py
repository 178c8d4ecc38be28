"""A batch that ends early, or is disturbed meanwhile: what was made is kept, and told of."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from batches import QSEOW, payload
from conftest import COMMAND, SECONDS, Runner
from waiting import wait_until, wait_until_read


def started(qs_jwt: Runner, rows: bytes, *words: str) -> subprocess.Popen[bytes]:
    """A batch into out.jsonl that was given these rows and waits for more."""
    process = subprocess.Popen(
        [COMMAND, "batch", *words, "--input", "-", "--output-file", "out.jsonl"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=qs_jwt.folder, env=qs_jwt.environment,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(rows)
    process.stdin.flush()
    return process


def answered(qs_jwt: Runner) -> int:
    """How many bytes of answers wait in their staging folder; a new key has one of its own."""
    for staged in qs_jwt.folder.glob(".qs-jwt-*/new-0"):
        with suppress(FileNotFoundError):  # a key that has its name by now
            answers = staged.read_bytes()
            if answers.startswith(b"{"):
                return len(answers)
    return 0


def test_a_file_that_appears_meanwhile_costs_no_answer(qs_jwt: Runner) -> None:
    process = started(qs_jwt, b"userdir,userid\nLAB,a\n", *QSEOW)
    wait_until(lambda: list(qs_jwt.folder.glob(".qs-jwt-*/new-0")))
    for name in ("out.jsonl", "out.jsonl.partial"):
        (qs_jwt.folder / name).write_text("mine")
    (qs_jwt.folder / "out.jsonl.partial-2").mkdir()
    said = process.communicate(timeout=SECONDS)[1].decode()
    assert process.returncode == 1
    assert "exists already; the answers are in 'out.jsonl.partial-3'" in said
    for name in ("out.jsonl", "out.jsonl.partial"):
        assert (qs_jwt.folder / name).read_text() == "mine"
    answer = json.loads((qs_jwt.folder / "out.jsonl.partial-3").read_text())
    assert payload(answer)["userId"] == "a"


@pytest.mark.windows
def test_stop_at_the_first_error(qs_jwt: Runner) -> None:
    text = "userdir,userid\n" + "LAB,a\n" * 40 + "LAB,\n" + "LAB,b\n" * 1_000
    words = ("batch", *QSEOW, "--input", "-", "--on-error", "stop", "--output-file")
    done = qs_jwt(*words, "out.jsonl", stdin=text)
    assert done.code == 1
    assert done.err.splitlines() == [
        "error: line 42: MissingOption: qs-jwt create-qseow needs userid",
        "error: stopped at line 42; the first 41 answers are in 'out.jsonl.partial'",
    ]
    assert qs_jwt.files() == {"out.jsonl.partial"}
    lines = (qs_jwt.folder / "out.jsonl.partial").read_text().splitlines()
    assert ["token" in json.loads(line) for line in lines] == [True] * 40 + [False]
    done = qs_jwt(*words, "-", stdin=text)
    assert (done.code, len(done.out.splitlines())) == (1, 41)
    assert "are on standard output" in done.err
    qs_jwt(*words, "out.jsonl", stdin=text)
    assert qs_jwt.files() == {"out.jsonl.partial", "out.jsonl.partial-2"}


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(qs_jwt: Runner, number: int, code: int) -> None:
    process = started(qs_jwt, b"userdir,userid\n" + b"LAB,a\n" * 2_000, *QSEOW)
    wait_until(lambda: answered(qs_jwt) > 100_000)
    process.send_signal(number)
    said = process.communicate(timeout=SECONDS)[1].decode()
    assert process.returncode == code
    assert qs_jwt.files() == {"out.jsonl.partial"}
    lines = (qs_jwt.folder / "out.jsonl.partial").read_text().splitlines()
    assert said.endswith(f"the first {len(lines)} answers are in 'out.jsonl.partial'\n")
    assert all(payload(json.loads(line))["userId"] == "a" for line in lines[-20:])


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    "name",
    ["SIGINT", *(pytest.param(one, marks=pytest.mark.slow) for one in ("SIGTERM", "SIGHUP"))],
)
def test_a_second_signal_does_not_cut_off_what_saves_the_work(qs_jwt: Runner, name: str) -> None:
    """As when a terminal is closed, or somebody is impatient: it comes right then."""
    impatient = (
        "import os, signal\n"
        "sync = os.fsync\n"
        f"os.fsync = lambda file: (signal.raise_signal(signal.{name}), sync(file))\n"
        "from qs_jwt.__main__ import main\n"
        "main()\n"
    )
    words = ("batch", *QSEOW, "--input", "-", "--output-file", "o.jsonl")
    process = subprocess.Popen(
        [sys.executable, "-c", impatient, *words],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=qs_jwt.folder, env=qs_jwt.environment,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(b"userdir,userid\n" + b"LAB,a\n" * 500)
    process.stdin.flush()
    wait_until(lambda: answered(qs_jwt))
    process.send_signal(getattr(signal, name))
    said = process.communicate(timeout=SECONDS)[1].decode()
    lines = (qs_jwt.folder / "o.jsonl.partial").read_text().splitlines()
    assert f"the first {len(lines)} answers are in 'o.jsonl.partial'" in said
    assert qs_jwt.files() == {"o.jsonl.partial"}


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_interrupted_while_it_waits_for_more_users(qs_jwt: Runner) -> None:
    """The answers that were written are kept, and so is what is said of the new key."""
    for users, kept in ((1_000, "out.jsonl.partial"), (0, None)):
        words = ("--cert-create", "--key-size", "2048", "--cert-file-prefix", f"{users}-")
        # the last user, an incomplete line, is waited for
        rows = b"userdir,userid\nLAB,a\n" + b"LAB,a\n" * users + b"LAB,"
        process = started(qs_jwt, rows, *QSEOW[:2], *words)
        wait_until((qs_jwt.folder / f"{users}-publickey.cer").exists)
        if kept:
            wait_until(lambda: answered(qs_jwt))
        else:
            assert process.stdin
            process.stdin.write(b"b")  # the key is there: whoever reads this answers users
            wait_until_read(process.stdin)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=SECONDS)[1].decode()
        assert process.returncode == 130
        if kept:
            lines = (qs_jwt.folder / kept).read_text().splitlines()
            assert lines
            assert f"the first {len(lines)} answers are in '{kept}'" in said
        else:
            assert said.endswith("error: interrupted; no answers; the new key stays\n")
