"""A program that signs, as a process: how it may fail, and that it ends."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from joserfc import jwt

from conftest import COMMAND, KEYS, SECONDS, Runner
from sign_programs import BY, KEY, PUBLIC, SIGN, WHO, failed, shell, signed
from waiting import wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are of POSIX")
LONG = "5m"  # than which a test gives up earlier


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("echo no: signature", "SignatureUnusable", "14 bytes that are no signature"),
        ("echo rubbish", "SignatureUnusable", "found 5 bytes in base64"),
        ("echo abcdef", "SignatureUnusable", "found 4 bytes in base64"),
        ("head -c 100 /dev/zero | base64 -w0", "SignatureUnusable", "found 100 bytes"),
        ("head -c 255 /dev/zero", "SignatureUnusable", "255 bytes"),
        ("head -c 256 /dev/zero", "SignatureUnusable", "not one of this text"),
        (f"openssl dgst -sha256 -sign {KEYS / 'other2048.pem'}", "SignatureUnusable", "not one of"),
        (f"openssl dgst -sha384 -sign {KEY}", "SignatureUnusable", "not one of this text"),
        ("head -c 10000000 /dev/zero", "SignatureUnusable", "over 65536 bytes"),
        ("true", "SignerFailed", "wrote nothing"),
        ("printf ' \\n'", "SignerFailed", "wrote nothing"),
        ("exit 3", "SignerFailed", "exit code 3"),
        ("kill -9 $$", "SignerFailed", "signal 9"),
        ("echo one >&2; echo >&2; echo two >&2; echo 3 >&2; echo four >&2; exit 1",
         "SignerFailed", "exit code 1: two | 3 | four"),
        ("printf '\\033[31mred\\007' >&2; exit 1", "SignerFailed", "\\x1b[31mred\\x07"),
        ("head -c 300000 /dev/zero | tr '\\0' '\\n' >&2; echo last >&2; exit 1",
         "SignerFailed", "exit code 1: last"),
    ],
)  # fmt: skip
def test_programs_that_misbehave(qs_jwt: Runner, line: str, code: str, said: str) -> None:
    error = failed(qs_jwt, shell(line))
    assert error["code"] == code
    assert said in error["message"]
    assert error["message"].isprintable()
    assert len(error["message"]) < 500
    assert qs_jwt.files() == set()


@pytest.mark.parametrize("secret", ["key", "token"])
def test_no_secret_of_a_programs_errors_is_shown(qs_jwt: Runner, secret: str) -> None:
    made = qs_jwt(*WHO, "--cert-privatekey-file", KEY).out.strip()
    text = Path(KEY).read_text() if secret == "key" else f"sent {made} in vain"
    (qs_jwt.folder / "said").write_text(text)
    error = failed(qs_jwt, shell("cat said >&2; exit 1"), "--loglevel", "debug")
    assert error["code"] == "SignerFailed"
    for piece in text.split("\n" if secret == "key" else " "):
        assert len(piece) < 30 or piece[:30] not in error["message"]


def test_not_to_read_is_no_error(qs_jwt: Runner) -> None:
    claims = json.dumps({"long": "x" * 90_000})
    (qs_jwt.folder / "claims.json").write_text(claims)
    command = shell(f"exec 0<&-; {SIGN} < $0") + " {input_file}"
    done = qs_jwt(*WHO, *BY, "--sign-command", command, "--claims-file", "claims.json")
    assert done.code == 0, done.err
    assert jwt.decode(done.out.strip(), PUBLIC).claims["long"] == "x" * 90_000
    error = failed(qs_jwt, "echo {input_base64}", "--claims-file", "claims.json")
    assert error["code"] == "SignerFailed"
    assert "argument list is too long" in error["message"]


class Sleeps:
    """Programs that sleep for longer than any test runs, and are known by how long.

    Attributes:
        line: the command.
    """

    def __init__(self) -> None:
        # of no other test that runs meanwhile, here or in another checkout
        self._seconds = f"4711.{uuid.uuid4().int}"
        self.line = f"sleep {self._seconds}"

    def _known(self) -> Iterator[bytes]:
        """The command lines of all processes that name it, such as the shell that waits for it."""
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                line = path.read_bytes()
                if self._seconds.encode() in line:
                    yield line

    def wait_until_begun(self) -> None:
        wait_until(lambda: any(line.startswith(b"sleep\0") for line in self._known()))

    def wait_until_gone(self) -> None:
        """What was killed ends when a processor is free for that."""
        wait_until(lambda: not any(self._known()))


@pytest.fixture
def sleeps() -> Sleeps:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc")
    return Sleeps()


def test_its_time_is_over_and_all_that_it_started_is_gone(qs_jwt: Runner, sleeps: Sleeps) -> None:
    line = f"trap '' TERM; {sleeps.line} & {sleeps.line}; echo late"
    error = failed(qs_jwt, shell(line), "--sign-timeout", "1s")
    assert error["code"] == "SignerFailed"
    assert "longer than 1 s" in error["message"]
    sleeps.wait_until_gone()


def test_a_grandchild_that_keeps_the_pipe_holds_nothing_up(qs_jwt: Runner, sleeps: Sleeps) -> None:
    assert signed(qs_jwt, shell(f"{SIGN}; {sleeps.line} &"), "--sign-timeout", LONG)
    sleeps.wait_until_gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_the_command(qs_jwt: Runner, sleeps: Sleeps, number: int) -> None:
    words = [*WHO, *BY, "--sign-command", shell(f"touch begun; {sleeps.line}") + " {input_file}"]
    process = subprocess.Popen(
        [COMMAND, *words], cwd=qs_jwt.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**qs_jwt.environment, "TMPDIR": str(qs_jwt.folder)},
    )  # fmt: skip
    wait_until((qs_jwt.folder / "begun").exists)
    process.send_signal(number)
    out, _ = process.communicate(timeout=SECONDS)
    assert (out, process.returncode) == (b"", 130 if number == signal.SIGINT else 143)
    sleeps.wait_until_gone()
    assert qs_jwt.files() == {"begun"}


def test_it_ends_with_a_command_that_is_ended_while_it_starts(
    qs_jwt: Runner, sleeps: Sleeps
) -> None:
    program = """
import os, signal, subprocess
start = subprocess._fork_exec
def interrupted(*words):
    process = start(*words)
    os.kill(os.getpid(), signal.SIGTERM)
    return process
subprocess._fork_exec = interrupted
from qs_jwt.__main__ import main
main()
"""
    words = [sys.executable, "-c", program, *WHO, *BY, "--sign-command", sleeps.line]
    done = subprocess.run(
        words, cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True, check=False,
        timeout=SECONDS,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (143, b"")
    sleeps.wait_until_gone()


def test_it_is_looked_up_in_the_path_and_not_in_the_folder(qs_jwt: Runner) -> None:
    here = qs_jwt.folder / "signer"
    here.write_text(f"#!/bin/sh\nexec {SIGN}\n")
    here.chmod(0o755)
    for path in (None, ".:/usr/bin:/bin", ":/usr/bin:/bin"):
        env = {"PATH": path} if path else {}
        done = qs_jwt(*WHO, *BY, "--sign-command", "signer", env=env)
        assert (done.code, done.out) == (1, ""), path
        assert "there is no program 'signer'" in done.err
    assert signed(qs_jwt, "./signer")
    here.chmod(0o644)
    assert failed(qs_jwt, "./signer")["code"] == "SignerFailed"
    here.chmod(0o755)
    here.write_bytes(b"\x7fELF rubbish")
    assert failed(qs_jwt, "./signer")["code"] == "SignerFailed"


def test_a_batch_that_is_ended_ends_the_program_and_keeps_what_is_made(
    qs_jwt: Runner, sleeps: Sleeps
) -> None:
    (qs_jwt.folder / "users.csv").write_text("userid\n" + "".join(f"u{n}\n" for n in range(9)))
    # one is made in vain before the first user, two for users
    line = f"echo >> count; test $(wc -l < count) -le 3 || {sleeps.line}; {SIGN}"
    words = ("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
             "--output-file", "-", *BY, "--sign-command", shell(line),
             "--sign-timeout", LONG)  # fmt: skip
    process = subprocess.Popen(
        [COMMAND, *words], cwd=qs_jwt.folder, env=qs_jwt.environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    sleeps.wait_until_begun()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, len(out.splitlines())) == (130, 2), err
    assert "the first 2 answers are" in err
    sleeps.wait_until_gone()
