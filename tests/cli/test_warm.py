"""A fork of the warm process is what a start of the command is."""

import os
import signal
import subprocess
from typing import Any

import pytest

from conftest import COMMAND, KEYS, Runner
from warm import Warm

KEY = KEYS / "rsa2048.pkcs8.pem"
TOKEN = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-privatekey-file", KEY)
PROGRAM = (*TOKEN[:5], "--cert-publickey-file", KEYS / "rsa2048.public.pem", "--sign-command")
LINES: dict[str, tuple[tuple[Any, ...], bytes]] = {
    "nothing": ((), b""),
    "a result": (("inspect-cert", "--cert-publickey-file", KEYS / "rsa2048.cer"), b""),
    "bytes that are not UTF-8": ((*TOKEN[:3], "\udcff", *TOKEN[4:]), b""),
    "an error": ((*TOKEN, "--expires", "soon"), b""),
    "a token that is none": (("verify", "--jwt", "stdin", "--skip-signature"), b"e" * 1_000_000),
    "input that nobody reads": (("create-qseow", "--help"), b"e" * 1_000_000),
    "a long answer": (("serve",), b'{"jsonrpc": "2.0", "id": 1, "method": "x"}\n' * 5000),
    "a variable": (("decode", "--jwt", "env:T"), b""),
    "a kill": ((*PROGRAM, "sh -c 'kill -9 $PPID'"), b""),
}


@pytest.fixture(autouse=True)
def _warm_ones() -> None:
    if not Warm.current:
        pytest.skip("each command line is a new start here")


@pytest.mark.parametrize("name", LINES)
def test_as_a_start(qs_jwt: Runner, name: str) -> None:
    words, stdin = LINES[name]
    warm = qs_jwt(*words, stdin=stdin, env={"T": "a.b.c"})
    cold = qs_jwt(*words, stdin=stdin, env={"T": "a.b.c"}, umask=-1)
    assert warm == cold
    if name == "a kill":
        assert warm.code == -signal.SIGKILL
    else:
        assert warm.out or warm.err


def test_a_line_that_does_not_end(qs_jwt: Runner) -> None:
    words = [os.fspath(word) for word in (COMMAND, *PROGRAM, "sleep 5")]
    warm = Warm()
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(words, b"", qs_jwt.folder, qs_jwt.environment, 1)
    warm.end()


def test_the_environment_that_python_reads_at_its_start() -> None:
    warm = Warm()
    assert warm.serves({"LC_ALL": "C.UTF-8", "KEY": "x"})
    assert not warm.serves({"LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"})
    assert not warm.serves({"LC_ALL": "C"})
    assert not warm.serves({})
    warm.end()
