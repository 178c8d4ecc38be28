"""Odd machines: wrong clocks, folders that go away, two at once, no home, no streams."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

import qs_jwt as api
from conftest import COMMAND, KEYS, SECONDS, Runner
from handmade import parts, unsigned
from qs_jwt import writing
from qs_jwt.errors import FileExists, FileIsFolder, FileNotPrivate, WriteFailed
from waiting import wait_until

KEY = KEYS / "rsa2048.pkcs8.pem"
ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna")
NEW = (*ANNA, "--cert-create", "--key-size", "2048", "--output", "json")
FILES = {"privatekey.pem", "publickey.pem", "publickey.cer"}


def at(moment: str) -> tuple[str, ...]:
    """The words that start a program with its clock at ``moment``, and running on."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed")
    return ("faketime", "-f", f"@{moment}")


@pytest.mark.parametrize("moment", ["1969-12-31 23:00:00", "1901-12-13 20:45:00"])
def test_a_clock_before_1970(qs_jwt: Runner, moment: str) -> None:
    for words in (NEW, ("create-cert", "--key-size", "2048"), ("decode", "--jwt", unsigned({}),
                  "--cert-publickey-file", KEYS / "rsa2048.cer")):  # fmt: skip
        done = qs_jwt(*words, "--loglevel", "error", prefix=at(moment))
        assert done.code == 1
        assert "clock is before 1970" in done.err
        assert qs_jwt.files() == set()


@pytest.mark.parametrize("moment", ["1970-01-01 01:00:00", "2038-01-19 03:14:07"])
def test_a_clock_that_overflows_elsewhere(qs_jwt: Runner, moment: str) -> None:
    result = qs_jwt(*NEW, "--expires", "1h", prefix=at(moment)).result
    expected = int(datetime.fromisoformat(f"{moment}+00:00").timestamp())
    assert expected <= result["payload"]["iat"] <= expected + SECONDS
    assert result["expires_at"] == result["payload"]["iat"] + 3600
    certificate = x509.load_pem_x509_certificate((qs_jwt.folder / "publickey.cer").read_bytes())
    assert abs(certificate.not_valid_before_utc.timestamp() - expected) < SECONDS
    words = ("decode", "--jwt", result["token"], "--cert-publickey-file", "publickey.cer")
    assert qs_jwt(*words, prefix=at(moment)).code == 0
    now = qs_jwt("verify", *words[1:], "--output", "json").result
    assert {finding["rule"] for finding in now["findings"]} & {"Expired", "IssuedInFuture"}


def test_a_clock_at_the_end_of_dates(qs_jwt: Runner) -> None:
    for words in (NEW, ("create-cert", "--key-size", "2048", "--output", "json")):
        done = qs_jwt(*words, prefix=at("9999-12-31 23:30:00"))
        assert done.code in (1, 2)
        assert done.error["code"] in ("ClockWrong", "InvalidDuration", "InvalidValue")
        assert qs_jwt.files() == set()


def test_backdate_beyond_1970(qs_jwt: Runner) -> None:
    done = qs_jwt(*NEW, "--backdate", "2h", prefix=at("1970-01-01 01:00:00"))
    assert (done.code, done.error["parameter"]) == (2, "backdate")


# How a fault is put into the command's own process, at a moment that no clock can hit.
PATCHED = """
import os, pathlib, shutil, sys, time
from qs_jwt import writing
from qs_jwt.keys import certificates
from qs_jwt.cli import main
folder = pathlib.Path.cwd() / "keys"
create, commit = certificates.create, writing.Placement.commit
{patch}
sys.exit(main())
"""
MOMENTS = {
    "while the key is made": """
def gone(**options):
    folder.rmdir()
    return create(**options)
certificates.create = gone
""",
    "before the files are put in place": """
def gone(self):
    shutil.rmtree(folder)
    commit(self)
writing.Placement.commit = gone
""",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_folder_that_is_removed_meanwhile(qs_jwt: Runner, moment: str) -> None:
    (qs_jwt.folder / "keys").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PATCHED.format(patch=MOMENTS[moment]), *NEW,
         "--cert-file-prefix", "keys/"],
        cwd=qs_jwt.folder, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "FileMissing"
    assert "there is no folder 'keys'" in done.stderr
    assert qs_jwt.files() == set()


def test_a_current_folder_that_is_gone(qs_jwt: Runner) -> None:
    line = 'rmdir "$PWD" && exec "$0" "$@"'
    failing = (NEW, ("install-bash-completion", "--path", "there"))
    for words in ((*ANNA, "--cert-privatekey-file", KEY), ("profiles",), *failing):
        folder = qs_jwt.folder / "gone"
        folder.mkdir()
        done = subprocess.run(
            ["bash", "-c", line, COMMAND, *words], cwd=folder, env=qs_jwt.environment,
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        assert "fault of qs-jwt" not in done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode == (1 if words in failing else 0), done.stderr
        assert ("the current folder is gone" in done.stderr) == (words in failing)


TOGETHER = """
def together(self):
    pathlib.Path(f"ready-{{os.getpid()}}").touch()
    while not os.path.exists("go"):
        time.sleep(0.001)
    commit(self)
writing.Placement.commit = together
"""


def test_many_at_once_with_the_same_prefix(qs_jwt: Runner) -> None:
    """All have their files ready before any places one: one wins, the others get FileExists."""
    (qs_jwt.folder / "keys").mkdir()
    count = 4
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PATCHED.format(patch=TOGETHER.format()), *NEW,
             "--cert-file-prefix", "keys/"],
            cwd=qs_jwt.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(count)
    ]  # fmt: skip
    wait_until(lambda: len(list(qs_jwt.folder.glob("ready-*"))) == count)
    (qs_jwt.folder / "go").touch()
    outputs = [process.communicate(timeout=SECONDS)[0] for process in processes]
    answers = [json.loads(output) for output in outputs]
    (won,) = [answer["result"] for answer in answers if answer["ok"]]
    lost = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert lost == ["FileExists"] * (count - 1)
    assert {path.name for path in (qs_jwt.folder / "keys").iterdir()} == FILES
    check = ("--cert-publickey-file", "keys/publickey.cer")
    assert qs_jwt("decode", "--jwt", won["token"], *check).code == 0
    again = qs_jwt(*ANNA, "--cert-privatekey-file", "keys/privatekey.pem").out
    assert qs_jwt("decode", "--jwt", again, *check).code == 0


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("cause", [KeyboardInterrupt, PermissionError(errno.EACCES, "Denied")])
def test_a_failure_between_the_files(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    links: bool,
    force: bool,
    cause: BaseException,
) -> None:
    """None of the files is there, or the old ones are; no name is free meanwhile."""
    targets = [tmp_path / name for name in ("one", "two", "three")]
    if force:
        targets[0].write_text("old")
        targets[0].chmod(0o640)
        targets[1].symlink_to("somewhere")
        targets[2].write_text("old")
    before = {path.name: os.lstat(path).st_mode for path in tmp_path.iterdir()}
    place = {name: getattr(os, name) for name in ("link", "replace")}

    def refused(source: str, target: str, **options: Any) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    def failing(call: str, source: str, target: str, **options: Any) -> None:
        assert not force or all(os.path.lexists(path) for path in targets)
        if target == "three":
            raise cause
        place[call](source, target, **options)

    with writing.Placement(force=force) as placement:
        for target in targets:
            placement.add(str(target), b"new", writing.PRIVATE, "output_file")
        monkeypatch.setattr(os, "replace", partial(failing, "replace"))
        monkeypatch.setattr(os, "link", partial(failing, "link") if links else refused)
        with pytest.raises((KeyboardInterrupt, WriteFailed)):
            placement.commit()
        monkeypatch.undo()
    assert {path.name: os.lstat(path).st_mode for path in tmp_path.iterdir()} == before
    if force:
        assert targets[0].read_text() == targets[2].read_text() == "old"
        assert os.readlink(targets[1]) == "somewhere"


def test_what_could_not_be_placed_can_be_placed_elsewhere(tmp_path: Path) -> None:
    """As a batch does with its answers; never over anything, even with --force."""
    target, other = tmp_path / "answers", tmp_path / "answers.partial"
    with writing.Placement(force=True) as placement:
        placement.add(str(target), b"new", writing.PRIVATE, "output_file")
        target.mkdir()
        with pytest.raises(FileIsFolder):
            placement.commit()
        other.write_text("old")
        placement.retarget(str(target), str(other))
        with pytest.raises(FileExists):
            placement.commit()
        placement.retarget(str(other), f"{other}-2")
        placement.commit()
    assert other.read_text() == "old"
    assert (tmp_path / "answers.partial-2").read_text() == "new"


def test_a_file_system_without_modes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT and Windows' drives under WSL: no secret is written, everything else is."""
    open_file = os.open

    def open_to_all(path: str, flags: int, mode: int = 0o777, **options: Any) -> int:
        descriptor = open_file(path, flags, mode, **options)
        if flags & os.O_CREAT:
            chmod(descriptor, 0o666)
        return descriptor

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    chmod = os.fchmod
    monkeypatch.setattr(os, "open", open_to_all)
    monkeypatch.setattr(os, "fchmod", refuse)
    with pytest.raises(FileNotPrivate) as caught, writing.Placement() as placement:
        placement.add(str(tmp_path / "token"), b"new", writing.PRIVATE, "output_file")
    assert f"'{tmp_path}'" in caught.value.message
    assert list(tmp_path.iterdir()) == []
    with writing.Placement() as placement:
        placement.add(str(tmp_path / "certificate"), b"new", writing.PUBLIC, "output_file")
        placement.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["certificate"]


def test_nothing_in_the_environment() -> None:
    """No HOME, no PATH, no locale: tokens need none of them."""
    words = (*ANNA, "--username", "Åsa", "--cert-privatekey-file", str(KEY))
    done = subprocess.run([COMMAND, *words], env={}, capture_output=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (0, b"")
    assert parts(done.stdout.decode())[1]["name"] == "Åsa"
    for others in (["profiles"], [*ANNA, "--profile", "lab"]):
        done = subprocess.run([COMMAND, *others], env={}, capture_output=True, check=False, cwd="/")
        assert b"Traceback" not in done.stderr
        assert b"fault of qs-jwt" not in done.stderr


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["serve", "decode", "verify", "create-cert", "profiles"])
def test_closed_streams(qs_jwt: Runner, command: str, streams: str) -> None:
    """No file of ours ever becomes stdout: a token or key written there would be in it."""
    words = {
        "decode": ("--jwt", unsigned({"exp": 4_000_000_000}), "--output", "json"),
        "verify": ("--jwt", unsigned({}), "--skip-signature"),
        "create-cert": ("--key-size", "2048"),
    }.get(command, ())
    done = subprocess.run(
        ["bash", "-c", f'exec "$0" "$@" {streams}', COMMAND, command, *words],
        input=b'{"jsonrpc":"2.0","id":1,"method":"version"}\n', cwd=qs_jwt.folder,
        env=qs_jwt.environment, capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert b"fault of qs-jwt" not in done.stderr
    open_out = ">&-" not in streams.replace("2>&-", "")
    if not open_out or (command == "serve" and "<" in streams):
        assert done.returncode == 1
    elif command != "verify":
        assert done.returncode == 0
        assert done.stdout
    if command == "create-cert":
        assert qs_jwt.files() in (set(), FILES)
        for name in qs_jwt.files():
            assert (qs_jwt.folder / name).read_bytes().startswith(b"-----BEGIN ")
            assert (qs_jwt.folder / name).read_bytes().endswith(b"-----\n")


def test_the_library_says_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own clock ends in 2262."""

    def beyond() -> float:
        raise OverflowError("timestamp out of range for platform time_t")

    for now in (beyond, lambda: -1.0, lambda: datetime.max.replace(tzinfo=UTC).timestamp() + 5):
        monkeypatch.setattr(time, "time", now)
        with pytest.raises(api.QsJwtError) as caught:
            api.create_qseow(userdir="LAB", userid="anna", cert_privatekey_file=str(KEY))
        assert caught.value.code == "ClockWrong"
    monkeypatch.undo()
