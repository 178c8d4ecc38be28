"""A program that signs, on Windows: in a job object, which ends with all that it started."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "win32":
    pytest.skip("programs as Windows has them", allow_module_level=True)

from joserfc import jwt
from joserfc.jwk import RSAKey

from conftest import KEYS, Runner
from qs_jwt.system import programs
from waiting import wait_until

KEY = KEYS / "rsa2048.pkcs8.pem"
PUBLIC = RSAKey.import_key((KEYS / "rsa2048.public.pem").read_text())
WHO = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--output", "json")
BY = ("--cert-publickey-file", str(KEYS / "rsa2048.cer"))
# What signs what it reads.
SIGN = f"""
import sys
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import load_pem_private_key

def sign(data):
    with open({str(KEY)!r}, "rb") as file:
        key = load_pem_private_key(file.read(), None)
    sys.stdout.buffer.write(key.sign(data, PKCS1v15(), hashes.SHA256()))
    sys.stdout.buffer.flush()
"""
# A grandchild that keeps the program's streams, and a file that nobody can remove meanwhile.
HOLD = """
import os, subprocess, sys, time
hold = "import time; file = open('held', 'w'); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", hold], stdin=0, stdout=1, stderr=2)
while not os.path.exists("held"):
    time.sleep(0.01)
"""

Program = Callable[..., list[str]]


@pytest.fixture
def program(qs_jwt: Runner) -> Program:
    """Writes a program in Python, in a folder with a blank, and gives its words."""
    folder = qs_jwt.folder.with_name(f"{qs_jwt.folder.name} my programs")
    folder.mkdir()

    def write(*texts: str) -> list[str]:
        path = folder / "program.py"
        path.write_text("".join(map(textwrap.dedent, texts)), encoding="utf-8")
        return [sys.executable, str(path)]

    return write


def sign(qs_jwt: Runner, words: list[str], *more: str) -> Any:
    return qs_jwt(*WHO, *BY, "--sign-command", subprocess.list2cmdline(words), *more)


def remove(path: Path) -> None:
    """Remove the file that a program held, as soon as Windows notices that it has ended."""

    def is_removed() -> bool:
        try:
            path.unlink()
        except PermissionError:
            return False
        return True

    wait_until(is_removed)


def test_it_signs(qs_jwt: Runner, program: Program) -> None:
    words = program(SIGN, "sign(open(sys.argv[1], 'rb').read())")
    done = sign(qs_jwt, [*words, "{input_file}"])
    assert done.code == 0, done.err
    assert jwt.decode(done.result["token"], PUBLIC).claims["userId"] == "anna"
    words = program(SIGN, "sign(sys.stdin.buffer.read())")
    assert jwt.decode(sign(qs_jwt, words).result["token"], PUBLIC)
    assert qs_jwt.files() == set()


def test_a_file_that_is_held_is_not_removed(tmp_path: Path) -> None:
    """Or the tests below would show nothing."""
    held = tmp_path / "held"
    with held.open("w"), pytest.raises(PermissionError):
        held.unlink()


def test_a_grandchild_that_keeps_the_pipe_holds_nothing_up(
    qs_jwt: Runner, program: Program
) -> None:
    words = program(SIGN, "data = sys.stdin.buffer.read()", HOLD, "sign(data)")
    done = sign(qs_jwt, words, "--sign-timeout", "5m")  # a test gives up earlier
    assert done.code == 0, done.err
    assert jwt.decode(done.result["token"], PUBLIC)
    remove(qs_jwt.folder / "held")


def test_its_time_is_over_and_all_that_it_started_is_gone(qs_jwt: Runner, program: Program) -> None:
    words = program(HOLD, "time.sleep(600)")
    done = sign(qs_jwt, words, "--sign-timeout", "15s")
    assert done.error["code"] == "SignerFailed"
    assert "longer than 15 s" in done.error["message"]
    remove(qs_jwt.folder / "held")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("sys.exit(3)", "SignerFailed", "exit code 3"),
        ("", "SignerFailed", "wrote nothing"),
        ("sys.stderr.write('one\\n\\x1b[31mtwo'); sys.exit(1)", "SignerFailed",
         "exit code 1: one | \\x1b[31mtwo"),
        ("sys.stdout.write('x' * 10_000_000)", "SignatureUnusable", "over 65536 bytes"),
        ("sys.stdout.write('rubbish!')", "SignatureUnusable", "8 bytes"),
        ("sys.stdout.buffer.write(bytes(256))", "SignatureUnusable", "not one of this text"),
    ],
)  # fmt: skip
def test_programs_that_misbehave(
    qs_jwt: Runner, program: Program, text: str, code: str, said: str
) -> None:
    done = sign(qs_jwt, program("import sys\n", text))
    assert (done.error["code"], done.error["parameter"]) == (code, "sign_command")
    assert said in done.error["message"]


def test_not_to_read_is_no_error(qs_jwt: Runner, program: Program) -> None:
    (qs_jwt.folder / "claims.json").write_text(f'{{"long": "{"x" * 90_000}"}}')
    words = program(SIGN, "sys.stdin.close(); sign(open(sys.argv[1], 'rb').read())")
    claims = ("--claims-file", "claims.json")
    done = sign(qs_jwt, [*words, "{input_file}"], *claims)
    assert jwt.decode(done.result["token"], PUBLIC)


def test_too_long_a_command_line_is_told() -> None:
    """Wine takes one of any length."""
    assert programs.is_line_too_long(OSError(22, "too long", None, 206))
    assert not programs.is_line_too_long(OSError(2, "no such file", None, 2))


def test_it_is_looked_up_in_the_path_and_not_in_the_folder(
    qs_jwt: Runner, program: Program
) -> None:
    words = subprocess.list2cmdline(program(SIGN, "sign(sys.stdin.buffer.read())"))
    (qs_jwt.folder / "signer.cmd").write_text(f"@{words}\r\n")
    assert sign(qs_jwt, ["signer"]).error["code"] == "SignerFailed"
    for there in ("./signer.cmd", ".\\signer"):
        done = sign(qs_jwt, [there])
        assert done.code == 0, done.err
        assert jwt.decode(done.result["token"], PUBLIC)
    qs_jwt.environment["PATH"] = f"{qs_jwt.folder}{os.pathsep}{qs_jwt.environment['PATH']}"
    assert jwt.decode(sign(qs_jwt, ["signer", "a b", "c(d)"]).result["token"], PUBLIC)
    for word in ("100%", "a&b", "x^y", "<z", 'q"r'):
        done = sign(qs_jwt, ["signer", word])
        assert done.error["code"] == "InvalidValue", word
        assert "cmd.exe" in done.error["message"]


def test_windows_own_rules_for_words(qs_jwt: Runner, program: Program) -> None:
    """A backslash is a backslash, and a single quote a single quote."""
    script = "import sys; print(sys.argv[1:], file=sys.stderr); sys.exit(1)"
    line = f'{subprocess.list2cmdline(program(script))} C:\\a\\b\\ "c d" it\'s'
    done = qs_jwt(*WHO, *BY, "--sign-command", line)
    assert done.error["message"].endswith(r"""['C:\\a\\b\\', 'c d', "it's"]"""), done.err
