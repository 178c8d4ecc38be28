"""The command line itself: every trap of Fire closed, help, streams and exit codes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, KEYS, SECONDS, Runner
from qs_jwt import commands
from waiting import wait_until_read

KEY = KEYS / "rsa2048.pkcs8.pem"
ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-privatekey-file", KEY)
NEW = (
    "create-qseow",
    "--userdir",
    "LAB",
    "--userid",
    "anna",
    "--cert-create",
    "--key-size",
    "2048",
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--nosuch", "x"), "UnknownOption"),  # Fire would notice after the command ran
        (("--no-force",), "UnknownOption"),
        (("--noforce",), "UnknownOption"),
        (("--username",), "MissingValue"),  # Fire would take it for True
        (("--username", "--useremail", "x"), "MissingValue"),
        (("--username", "-----BEGIN", "more"), "UnexpectedArgument"),
        (("stray",), "UnexpectedArgument"),
        (("payload",), "UnexpectedArgument"),  # Fire would chain onto the result
        (("-",), "UnexpectedArgument"),
        (("--",), "UnexpectedArgument"),
        (("--", "--interactive"), "UnexpectedArgument"),
        (("--", "-i"), "UnexpectedArgument"),
        (("--interactive",), "UnknownOption"),
        (("--trace",), "UnknownOption"),
        (("--completion",), "UnknownOption"),
        (("--separator=x",), "UnknownOption"),
        (("-u", "bo"), "UnexpectedArgument"),
        (("-f",), "UnexpectedArgument"),
        (("--userid", "bo"), "RepeatedOption"),
        (("--force", "--force"), "RepeatedOption"),
        (("--force", "yes"), "WrongType"),
        (("--force=1",), "WrongType"),
        (("--loglevel", "loud"), "InvalidValue"),
        (("--output", "xml"), "InvalidValue"),
        (("--username", "a\0b".replace("\0", "\udc80")), "InvalidText"),
    ],
)
def test_a_line_that_is_wrong_does_nothing(
    qs_jwt: Runner, words: tuple[str, ...], code: str
) -> None:
    # the new certificate would be seen in the folder, had the command run
    done = qs_jwt(*NEW, *words)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    assert qs_jwt.files() == set()
    shown = qs_jwt(*NEW, "--output=json", *words)
    if code != "InvalidValue" or "--output" not in words:
        assert shown.error["code"] == code


@pytest.mark.windows
def test_an_error_names_the_option_as_it_was_typed(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "privatekey.pem").touch()
    done = qs_jwt(*NEW, "--cert-file-prefix", "./", "--output", "json")
    message = "--cert-file-prefix: './privatekey.pem' exists already"
    assert done.err.splitlines()[0] == f"error: {message}"
    assert (done.error["message"], done.error["parameter"]) == (message, "cert_file_prefix")
    # without a prefix, what was typed is --cert-create
    assert qs_jwt(*NEW).err.splitlines() == [
        "error: --cert-create: 'privatekey.pem' exists already",
        "hint: sign with --cert-privatekey-file 'privatekey.pem', or name other files with"
        " --cert-file-prefix",
    ]


def test_a_pem_as_a_value_is_no_option(qs_jwt: Runner) -> None:
    words = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
    assert qs_jwt(*words, "--cert-privatekey", KEY.read_text()).code == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("create-qseov",), "create-qseow"),
        (("create-qseow", "--user-id", "x"), "--userid"),
        (("decode", "--cert-publickeyfile", "x"), "--cert-publickey-file"),
        (("create-qseow", "--algorithm", "RS255", "--userid", "a", "--userdir", "b"), "RS256"),
    ],
)
def test_the_nearest_valid_name_is_the_hint(
    qs_jwt: Runner, words: tuple[str, ...], hint: str
) -> None:
    done = qs_jwt(*words)
    assert done.code == 2
    assert f"hint: did you mean {hint}?" in done.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        # one that another command has, for whoever mistook the command
        (("create-qseow", "--issuer", "lab"), "it is an option of create-qscloud, qscloud-idp or"),
        (("create-qscloud", "--userid", "anna"), "it is an option of create-qseow or batch"),
        # the beginning or a part of one, and what is a value of one
        (("create-qseow", "--exp", "1h"), "--expires, --expires-at or --cert-create-expires-days?"),
        (("create-qseow", "--key-file", "x"), "--cert-privatekey-file or --cert-publickey-file?"),
        (("verify", "--json"), "did you mean --output json?"),
        (("create-qseow", "--debug"), "did you mean --loglevel debug?"),
        # nothing that is alike by chance only
        (("create-qseow", "--verify"), "qs-jwt help create-qseow lists its options"),
        (("create-qseow", "--quiet"), "qs-jwt help create-qseow lists its options"),
        (("version",), "did you mean --version?"),
        (("verify-token",), "did you mean verify?"),
        (("create-token",), "qs-jwt help lists them"),
        (("--profile", "lab", "create-qseow"), "the command comes first, then its options"),
    ],
)
def test_what_is_meant_by_a_name_that_is_none(
    qs_jwt: Runner, words: tuple[str, ...], hint: str
) -> None:
    done = qs_jwt(*words)
    error, told = done.err.splitlines()
    assert (done.code, done.out, error.startswith("error: there is no ")) == (2, "", True)
    assert told.startswith("hint: ")
    assert hint in told


@pytest.mark.parametrize("word", ["-cert-create", "\u2013cert-create", "\u2014force", "audience=x"])
def test_dashes_that_a_text_editor_changed(qs_jwt: Runner, word: str) -> None:
    done = qs_jwt("create-qseow", "--userdir", "LAB", word)
    assert done.code == 2
    assert "hint: did you mean --" in done.err
    assert "with two hyphens?" in done.err


@pytest.mark.parametrize("word", ["-expires", "\u2013expires", "-expires=8h", "\u2014force"])
def test_a_misspelled_option_is_no_value(qs_jwt: Runner, word: str) -> None:
    done = qs_jwt(*ANNA, "--groups", "sales", word, "8h", "--output", "json")
    assert (done.code, done.error["code"]) == (2, "UnexpectedArgument")
    assert "with two hyphens?" in done.error["hint"]
    assert qs_jwt(*ANNA, "--username", word).code == 2
    by_equals = qs_jwt(*ANNA, f"--groups={word}", "--groups", "-x", "--output", "json")
    assert by_equals.result["payload"]["group"] == [word, "-x"]


def test_lists_run_to_the_next_option_and_repeat(qs_jwt: Runner) -> None:
    words = ("--groups", "a", "b c", "--force", "--groups", "d,e", "--output", "json")
    assert qs_jwt(*ANNA, *words).result["payload"]["group"] == ["a", "b c", "d,e"]


@pytest.mark.parametrize("at", [1, 2, 3, 7])
def test_help_wherever_it_stands(qs_jwt: Runner, at: int) -> None:
    words: list[str | Path] = [*ANNA]
    words.insert(at, "--help")
    done = qs_jwt(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: qs-jwt create-qseow")


@pytest.mark.windows
@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_overview(qs_jwt: Runner, words: tuple[str, ...]) -> None:
    done = qs_jwt(*words, env={"PAGER": "false"})
    assert (done.code, done.err) == (0, "")
    for name in commands.COMMANDS:
        assert f"  {name}" in done.out


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_help_of_every_command_names_every_option(qs_jwt: Runner, name: str) -> None:
    done = qs_jwt("help", name)
    assert done.out == qs_jwt(name, "-h").out
    for parameter in commands.load(name).parameters.values():
        if parameter.option.kind != "object":
            assert f"  {parameter.flag}" in done.out
    assert max(map(len, done.out.partition("Examples:")[0].splitlines())) <= 88


def test_help_of_no_command(qs_jwt: Runner) -> None:
    assert qs_jwt("help", "nosuch").code == 2
    assert qs_jwt("help", "decode", "more").code == 2


@pytest.mark.windows
def test_version(qs_jwt: Runner) -> None:
    assert qs_jwt("-V").out == qs_jwt("--version").out
    assert re.fullmatch(r"qs-jwt \d+\.\d+\.\d+\n", qs_jwt("-V").out)


@pytest.mark.windows
def test_python_m(qs_jwt: Runner) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "qs_jwt", *ANNA],
        capture_output=True, cwd=qs_jwt.folder, check=False, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout.count(".")) == (0, 2)


def test_values_that_look_like_numbers_are_texts(qs_jwt: Runner) -> None:
    assert qs_jwt(*ANNA, "--username", "1e5", "--output", "json").result["payload"]["name"] == "1e5"


@pytest.mark.windows
def test_an_error_in_json_goes_to_stdout_and_a_line_to_stderr(qs_jwt: Runner) -> None:
    done = qs_jwt("create-qseow", "--output", "json")
    assert set(done.error) == {"code", "message", "hint", "parameter"}
    assert done.err.splitlines()[0] == f"error: {done.error['message']}"
    assert done.err.splitlines()[1].startswith("hint: ")


@pytest.mark.windows
@pytest.mark.parametrize(
    ("level", "shown"),
    [("error", set()), ("warn", {"warning", "hint"}), ("info", {"warning", "hint"}),
     ("verbose", {"warning", "hint", "info"})],
)  # fmt: skip
def test_loglevel_filters_stderr(qs_jwt: Runner, level: str, shown: set[str]) -> None:
    done = qs_jwt(
        *("create-qscloud", "--issuer", "i", "--keyid", "k", "--sub", "s", "--loglevel", level),
        *("--cert-privatekey-file", KEY),
    )
    assert {line.partition(":")[0] for line in done.err.splitlines()} == shown


def test_full_disk_behind_stdout(qs_jwt: Runner) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [COMMAND, *ANNA], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert done.returncode == 1
    assert done.stderr == (
        "error: the result could not be written to standard output: No space left on device\n"
    )


@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(qs_jwt: Runner, stream: str) -> None:
    line = f'exec "$0" "$@" {stream}'
    done = subprocess.run(
        ["bash", "-c", line, COMMAND, *ANNA], capture_output=True, check=False, text=True
    )
    assert done.returncode == (1 if ">&-" in stream.replace("2>&-", "") else 0)
    assert "Traceback" not in done.stderr
    if stream in ("<&-", "2>&-"):
        assert done.stdout.count(".") == 2


def test_a_closed_pipe_is_quiet(qs_jwt: Runner) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([COMMAND, *ANNA], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


def test_interrupt(qs_jwt: Runner) -> None:
    # it waits for the key on standard input, so the signal finds it at work
    words = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-privatekey", "stdin")
    process = subprocess.Popen(
        [COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    process.stdin.write(b"-----BEGIN ")
    wait_until_read(process.stdin)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out, err) == (130, b"", b"error: interrupted\n")


def test_interrupt_while_it_starts(qs_jwt: Runner) -> None:
    # a slow disk: the first module that the command line imports takes its time
    (qs_jwt.folder / "contextlib.py").write_text(
        "print('importing', flush=True)\nimport time\ntime.sleep(60)"
    )
    process = subprocess.Popen(
        [COMMAND, *ANNA], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=qs_jwt.environment | {"PYTHONPATH": str(qs_jwt.folder)},
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == b"importing\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (-signal.SIGINT, b"")


def test_an_unforeseen_failure_is_one_line(qs_jwt: Runner) -> None:
    """A fault put into the engine: no traceback, and at debug places without values."""
    fault = (
        "import sys, qs_jwt.tokens as t\n"
        "def fail(*a, **k): raise RuntimeError('-----BEGIN PRIVATE KEY-----secret')\n"
        "t.sign = fail\n"
        "from qs_jwt.cli import main\n"
        "sys.exit(main())\n"
    )

    def run(*words: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", fault, *ANNA, *words],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    done = run("--output", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "InternalError"
    assert done.stderr.splitlines() == [
        "error: a fault of qs-jwt itself: RuntimeError",
        "hint: --loglevel debug shows where",
    ]
    debug = run("--loglevel", "debug")
    assert "tokens.py:" in debug.stderr
    assert "secret" not in debug.stdout + debug.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE.ISO-8859-1"])
def test_any_locale(qs_jwt: Runner, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = qs_jwt("decode", "--jwt", qs_jwt(*ANNA, "--username", "Åsa 王").out, env=environment)
    assert "Åsa 王" in done.out


@pytest.mark.windows
def test_the_key_from_stdin_and_from_a_variable(qs_jwt: Runner) -> None:
    words = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-privatekey")
    assert qs_jwt(*words, "stdin", stdin=KEY.read_bytes()).code == 0
    assert qs_jwt(*words, "env:QLIK_KEY", env={"QLIK_KEY": KEY.read_text()}).code == 0
    folded = " ".join(KEY.read_text().split("\n"))  # what an unquoted $KEY leaves of it
    assert qs_jwt(*words, "env:QLIK_KEY", env={"QLIK_KEY": folded}).code == 0
    empty = qs_jwt(*words, "env:QLIK_KEY", "--output", "json", env={"QLIK_KEY": ""})
    assert (empty.code, empty.error["code"]) == (2, "MissingVariable")
    nothing = qs_jwt(*words, "stdin", "--output", "json")
    assert (nothing.code, nothing.error["code"]) == (2, "EmptyValue")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--userdir", "LAB"), "MissingOption"),
        (("--userdir", "LAB", "--userid", ""), "EmptyValue"),
        (("--userdir", "LAB", "--userid", "a", "--cert-create"), "ConflictingOptions"),
        (("--userdir", "LAB", "--userid", "a", "--expires", "soon"), "InvalidDuration"),
    ],
)
def test_a_line_that_is_wrong_reads_nothing(
    qs_jwt: Runner, words: tuple[str, ...], code: str
) -> None:
    """Neither a variable nor standard input, whose end would never come here."""
    given = ("create-qseow", *words, "--cert-privatekey", "stdin", "--output", "json")
    reading, writing = os.pipe()
    with os.fdopen(reading), os.fdopen(writing):
        done = subprocess.run(
            [COMMAND, *given, "--cert-passphrase", "env:NOT_SET"], stdin=reading,
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == code


def test_a_value_in_the_place_of_a_variables_name_is_not_shown(qs_jwt: Runner) -> None:
    for secret in ("correct horse", "hunter2", KEY.read_text()):
        done = qs_jwt(*ANNA[:5], "--cert-privatekey", f"env:{secret}", "--output", "json")
        assert (done.code, done.error["code"]) == (2, "MissingVariable")
        assert secret[:30] not in done.out + done.err
        assert "without $" in done.error["hint"]
    assert "QLIK_KEY is not set" in qs_jwt(*ANNA[:5], "--cert-privatekey", "env:QLIK_KEY").err


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="needs POSIX")
def test_a_standard_input_that_does_not_wait(qs_jwt: Runner) -> None:
    """As some programs leave it: what comes later is read all the same."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    process = subprocess.Popen(
        [COMMAND, *ANNA[:5], "--cert-privatekey", "stdin"], stdin=reading, stdout=subprocess.PIPE
    )
    os.close(reading)
    key = KEY.read_bytes()
    with open(writing, "wb") as pipe:
        pipe.write(key[:100])
        wait_until_read(pipe)
        time.sleep(0.1)  # in which it finds that there is no more yet
        pipe.write(key[100:])
    assert process.communicate(timeout=SECONDS)[0].count(b".") == 2


@pytest.mark.windows
def test_stdin_serves_one_option_only(qs_jwt: Runner) -> None:
    words = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-privatekey", "stdin")
    done = qs_jwt(*words, "--cert-passphrase", "stdin", "--output", "json", stdin=KEY.read_bytes())
    assert (done.code, done.error["code"]) == (2, "StdinConflict")
