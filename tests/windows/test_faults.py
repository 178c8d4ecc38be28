"""What went wrong on Windows, each by the installed command or from inside its process."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

if sys.platform != "win32":
    pytest.skip("files, streams and signals as Windows has them", allow_module_level=True)

from conftest import COMMAND, KEYS, SECONDS, Outcome, Runner
from handmade import signed

KEY = KEYS / "rsa2048.pkcs8.pem"
PUBLIC = KEYS / "rsa2048.cer"
CREATE = ("create-qseow", "--userdir", "LAB", "--userid")
ANNA = (*CREATE, "anna", "--cert-privatekey-file", str(KEY))
VERSION = b'{"jsonrpc":"2.0","id":1,"method":"version"}\n'
USERS = "userdir,userid\nLAB,anna\nLAB,\u00c5sa\n"
BATCH = ("batch", "--platform", "qseow", "--cert-privatekey-file", str(KEY), "--input")


def with_files(runner: Runner, given: bytes, *words: str) -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of the command, each stream a file."""
    (runner.folder / "in").write_bytes(given)
    with (
        (runner.folder / "in").open("rb") as stdin,
        (runner.folder / "out").open("wb") as stdout,
        (runner.folder / "err").open("wb") as stderr,
    ):
        done = subprocess.run(
            [COMMAND, *words], stdin=stdin, stdout=stdout, stderr=stderr, cwd=runner.folder,
            env=runner.environment, timeout=SECONDS, check=False,
        )  # fmt: skip
    return (
        done.returncode, (runner.folder / "out").read_bytes(), (runner.folder / "err").read_bytes()
    )  # fmt: skip


def inside(runner: Runner, script: str, given: bytes = b"") -> Outcome:
    """The outcome of a Python script that has the engine at hand."""
    done = subprocess.run(
        [sys.executable, "-c", script], input=given, capture_output=True, cwd=runner.folder,
        env=runner.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(runner: Runner, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=runner.folder, env=runner.environment,
    )  # fmt: skip


# Streams: os.set_blocking is not there before 3.12, and takes pipes only.


def test_serve_on_files(qs_jwt: Runner) -> None:
    code, out, err = with_files(qs_jwt, VERSION * 3, "serve")
    assert (code, err) == (0, b"")
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, 1, 1]


def test_serve_on_nul(qs_jwt: Runner) -> None:
    done = subprocess.run(
        [COMMAND, "serve"], stdin=subprocess.DEVNULL, capture_output=True, cwd=qs_jwt.folder,
        env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_serve_on_pipes(qs_jwt: Runner) -> None:
    done = qs_jwt("serve", stdin=VERSION * 2)
    assert (done.code, done.err, done.out.count('"result"')) == (0, "", 2)


def test_a_key_from_a_file_as_standard_input(qs_jwt: Runner) -> None:
    words = (*CREATE, "anna", "--cert-privatekey", "stdin")
    code, out, err = with_files(qs_jwt, KEY.read_bytes(), *words)
    assert (code, out.count(b"."), err) == (0, 2, b"")


def test_no_key_on_nul(qs_jwt: Runner) -> None:
    done = qs_jwt(*CREATE, "anna", "--cert-privatekey", "stdin", "--output", "json")
    assert (done.code, done.error["code"]) == (2, "EmptyValue")


def test_a_token_from_a_file_as_standard_input(qs_jwt: Runner) -> None:
    token = qs_jwt(*ANNA).out.encode()
    words = ("decode", "--jwt", "stdin", "--cert-publickey-file", str(PUBLIC), "--output", "json")
    code, out, _ = with_files(qs_jwt, token, *words)
    assert code == 0
    assert json.loads(out)["ok"] is True


def test_batch_on_files(qs_jwt: Runner) -> None:
    code, out, _ = with_files(qs_jwt, USERS.encode(), *BATCH, "-", "--output-file", "-")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert out.isascii()


def test_line_ends_are_the_same_as_elsewhere(qs_jwt: Runner) -> None:
    _, out, _ = with_files(qs_jwt, b"", *ANNA)
    assert out.endswith(b"\n")
    assert b"\r" not in out


# A reader that is gone: errno 22.


def test_serve_whose_reader_is_gone(qs_jwt: Runner) -> None:
    with start(qs_jwt, "serve") as engine:
        assert engine.stdin
        assert engine.stdout
        assert engine.stderr
        engine.stdin.write(VERSION)
        engine.stdin.flush()
        assert engine.stdout.readline()
        engine.stdout.close()
        engine.stdin.write(VERSION)
        engine.stdin.close()
        assert (engine.wait(timeout=SECONDS), engine.stderr.read()) == (0, b"")


@pytest.mark.parametrize("words", [("--help",), ANNA, (*BATCH, "users.csv", "--output-file", "-")])
def test_a_command_whose_reader_is_gone(qs_jwt: Runner, words: tuple[str, ...]) -> None:
    (qs_jwt.folder / "users.csv").write_text(USERS, encoding="utf-8")
    with start(qs_jwt, *words) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=SECONDS)
    assert b"error" not in said
    assert b"Traceback" not in said


# Signals, from inside the process: no other way is reliable.

SERVE = """
import signal, sys
from qs_jwt import __main__ as program, serve
make = serve.Server._result
def interrupted(self, request):
    signal.raise_signal(signal.{name})
    return make(self, request)
serve.Server._result = interrupted
sys.argv = ["qs-jwt", "serve"]
program.main()
"""


def test_ctrl_c_is_left_to_the_program_that_asks(qs_jwt: Runner) -> None:
    done = inside(qs_jwt, SERVE.format(name="SIGINT"), VERSION * 2)
    assert (done.code, done.err, done.out.count('"result"')) == (0, "", 2)


@pytest.mark.parametrize("name", ["SIGBREAK", "SIGTERM"])
def test_the_answer_under_way_comes_before_the_end(qs_jwt: Runner, name: str) -> None:
    done = inside(qs_jwt, SERVE.format(name=name), VERSION * 2)
    assert done.out.count('"result"') == 1
    assert done.code == 128 + getattr(signal, name)


@pytest.mark.parametrize("name", ["SIGBREAK", "SIGTERM", "SIGINT"])
def test_a_signal_leaves_no_staged_file(qs_jwt: Runner, name: str) -> None:
    script = f"""
import signal, sys
from qs_jwt import __main__ as program, writing
add = writing.Placement.add
def interrupted(self, *given):
    add(self, *given)
    signal.raise_signal(signal.{name})
writing.Placement.add = interrupted
sys.argv = ["qs-jwt", *{ANNA!r}, "--output-file", "token.jwt"]
program.main()
"""
    done = inside(qs_jwt, script)
    assert done.code == (130 if name == "SIGINT" else 128 + getattr(signal, name))
    assert qs_jwt.files() == set()


# Files that are read-only or open.


def test_force_over_a_read_only_file(qs_jwt: Runner) -> None:
    target = qs_jwt.folder / "token.jwt"
    target.write_text("old")
    target.chmod(stat.S_IREAD)
    done = qs_jwt(*ANNA, "--output-file", "token.jwt", "--force")
    assert done.code == 0, done.err
    assert target.read_text().count(".") == 2
    assert qs_jwt.files() == {"token.jwt"}


def test_a_file_in_use_is_named(qs_jwt: Runner) -> None:
    target = qs_jwt.folder / "token.jwt"
    target.write_text("old")
    with target.open("rb"):
        done = qs_jwt(*ANNA, "--output-file", "token.jwt", "--force", "--output", "json")
    assert (done.code, done.error["code"]) == (1, "FileInUse")
    assert "in use by another program" in done.error["message"]
    assert "virus scanner" in done.error["hint"]
    assert target.read_text() == "old"
    assert qs_jwt.files() == {"token.jwt"}


def test_a_file_that_a_scanner_holds_for_a_moment(tmp_path: Path) -> None:
    from qs_jwt import writing

    target = tmp_path / "token.jwt"
    target.write_text("old")
    scanner = target.open("rb")
    let_go = threading.Timer(0.3, scanner.close)
    let_go.start()
    with writing.Placement(force=True) as placement:
        placement.add(str(target), b"new", writing.PRIVATE, "output_file")
        placement.commit()
    let_go.join()
    assert target.read_bytes() == b"new"


# Paths.


def test_a_long_path(qs_jwt: Runner) -> None:
    folder = qs_jwt.folder / ("a" * 100) / ("b" * 100) / ("c" * 100)
    os.makedirs(f"\\\\?\\{folder}")
    done = qs_jwt(*ANNA, "--output-file", folder / "token.jwt")
    assert done.code == 0, done.err
    assert os.listdir(f"\\\\?\\{folder}") == ["token.jwt"]
    done = qs_jwt("decode", "--jwt-file", folder / "token.jwt")
    assert done.code == 0, done.err


@pytest.mark.parametrize("name", ["NUL", "con.jwt", "token.jwt:stream", r".\aux", "./COM1.pem"])
def test_names_that_are_no_files(qs_jwt: Runner, name: str) -> None:
    done = qs_jwt(*ANNA, "--output-file", name, "--output", "json")
    assert (done.code, done.error["parameter"]) == (1, "output_file")
    assert qs_jwt.files() == set()


@pytest.mark.parametrize("separator", ["\\", "/"])
def test_both_separators_blanks_umlauts_and_brackets(qs_jwt: Runner, separator: str) -> None:
    folder = qs_jwt.folder / "Schl\u00fcssel und [1]"
    folder.mkdir()
    (folder / "key.pem").write_bytes(KEY.read_bytes())
    key = f"{folder.name}{separator}key.pem"
    out = f"{folder.name}{separator}token.jwt"
    done = qs_jwt(*CREATE, "\u00c5sa", "--cert-privatekey-file", key, "--output-file", out)
    assert done.code == 0, done.err
    shown = qs_jwt("decode", "--jwt-file", out, "--output", "json")
    assert shown.result["payload"]["userId"] == "\u00c5sa"
    assert shown.out.isascii()


def test_an_error_names_the_path_as_typed(qs_jwt: Runner) -> None:
    done = qs_jwt(*CREATE, "anna", "--cert-privatekey-file", r".\no such\key.pem")
    assert done.code == 1
    assert r"'.\no such\key.pem'" in done.err


def test_a_drive_relative_path(qs_jwt: Runner) -> None:
    drive = qs_jwt.folder.drive
    done = qs_jwt(*ANNA, "--output-file", f"{drive}token.jwt")
    assert done.code == 0, done.err
    assert qs_jwt.files() == {"token.jwt"}


def test_one_file_by_two_names(qs_jwt: Runner) -> None:
    users = qs_jwt.folder / "users.csv"
    users.write_text(USERS, encoding="utf-8")
    done = qs_jwt(*BATCH, "users.csv", "--output-file", r".\USERS.CSV", "--force")
    assert done.code == 1, done.err
    assert "is read by the same command" in done.err
    assert users.read_text(encoding="utf-8") == USERS


def test_a_profile_under_the_users_folder(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "profiles.toml").write_text(
        f"[lab]\nplatform = \"qseow\"\ncert_privatekey_file = '{KEY}'\n", encoding="utf-8"
    )
    done = qs_jwt(*CREATE, "anna", "--profile", "lab", env={"QS_JWT_CONFIG": str(qs_jwt.folder)})
    assert (done.code, done.out.count(".")) == (0, 2), done.err


# Times that datetime.fromtimestamp refuses.


@pytest.mark.parametrize("instant", [-1, -62_135_596_800, 32_535_215_999, 253_402_300_799, 10**15])
def test_times_before_1970_and_after_3000(qs_jwt: Runner, instant: int) -> None:
    token = signed({"userId": "a", "userDirectory": "b", "iat": instant, "exp": instant})
    for words in (("decode",), ("verify", "--skip-signature")):
        done = qs_jwt(*words, "--jwt", "stdin", stdin=token)
        assert done.code in (0, 1)
        assert "fault of qs-jwt" not in done.err
    if instant == -1:
        assert "1969-12-31 23:59:59 UTC" in qs_jwt("decode", "--jwt", "stdin", stdin=token).out


# A console's code page: JSON is ASCII.


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_json_is_whole_in_every_code_page(qs_jwt: Runner, encoding: str) -> None:
    words = (*CREATE, "\u00c5sa \u96ea", "--cert-privatekey-file", str(KEY), "--output", "json")
    done = qs_jwt(*words, env={"PYTHONIOENCODING": encoding})
    assert done.out.isascii()
    assert done.result["payload"]["userId"] == "\u00c5sa \u96ea"


def test_an_error_in_json_is_ascii(qs_jwt: Runner) -> None:
    done = qs_jwt(*CREATE, "a", "--cert-privatekey-file", "\u00c5sa.pem", "--output", "json")
    assert done.code == 1
    assert done.out.isascii()
    assert "\u00c5sa.pem" in done.error["message"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_batch_as_windows_programs_write_it(qs_jwt: Runner, encoding: str) -> None:
    (qs_jwt.folder / "users.csv").write_text(USERS, encoding=encoding, newline="\r\n")
    done = qs_jwt(*BATCH, "users.csv", "--output-file", "-")
    assert done.code == 0, done.err
    assert done.out.isascii()
    assert [json.loads(line)["userid"] for line in done.out.splitlines()] == ["anna", "\u00c5sa"]


def test_the_module_is_installed_where_it_is_told(qs_jwt: Runner) -> None:
    done = qs_jwt("install-powershell-module", "--path", r".\Modules", "--output", "json")
    assert done.code == 0, done.err
    assert (qs_jwt.folder / "Modules" / "QsJwt" / "QsJwt.psd1").exists()
    gone = qs_jwt("install-powershell-module", "--path", r".\Modules", "--uninstall")
    assert gone.code == 0, gone.err
    assert not (qs_jwt.folder / "Modules" / "QsJwt").exists()


def test_a_new_key_signs_and_verifies(qs_jwt: Runner) -> None:
    words = ("--cert-create", "--key-size", "2048", "--output-file", "token.jwt")
    assert qs_jwt(*CREATE, "anna", *words).code == 0
    assert qs_jwt.files() == {"privatekey.pem", "publickey.cer", "publickey.pem", "token.jwt"}
    done = qs_jwt("verify", "--jwt-file", "token.jwt", "--cert-publickey-file", "publickey.cer")
    assert done.code == 0, done.out + done.err
