"""Killed or refused at each file-system call: a file is whole or not there, and no key lost."""

import json
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
    pkcs12,
)

from conftest import SECONDS, Runner
from strace import Call, Strace

# a process for each call that is made to fail
pytestmark = pytest.mark.slow
STAGING_PREFIX = ".qs-jwt-"
PRIVATE, PUBLIC, CERTIFICATE = "privatekey.pem", "publickey.pem", "publickey.cer"
TOKEN = "token.jwt"
QSEOW = ("create-qseow", "--userdir=LAB", "--userid=anna", "--cert-create", "--key-size=2048")
LINES: dict[str, tuple[str, ...]] = {
    "create-qseow": (*QSEOW, "--output-file={folder}/" + TOKEN),
    "create-qseow --force": (*QSEOW, "--force"),
    "create-cert": ("create-cert", "--key-size=2048"),

    "create-cert --pfx": ("create-cert", "--key-size=2048", "--pfx",
                          "--cert-passphrase=env:PASSPHRASE"),
    "batch": ("batch", "--platform=qseow", "--input={folder}.csv", "--userdir=LAB",
              "--cert-create", "--key-size=2048", "--output-file={folder}/" + TOKEN),
}  # fmt: skip
PASSPHRASE = "correct horse"
USERS = 20
TOKEN_FORM = re.compile(r"ey[\w-]+\.ey[\w-]+\.[\w-]+")


def words(line: str, folder: Path) -> tuple[str, ...]:
    """A line of :data:`LINES`, its files in ``folder``."""
    filled = tuple(word.format(folder=folder) for word in LINES[line])
    return (*filled, f"--cert-file-prefix={folder}/")


def spki(key: Any) -> bytes:
    """A public key as bytes, to compare keys by."""
    data: bytes = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return data


def key_in(path: Path) -> bytes:
    """The public key of a file of ours; reading fails where it is not whole."""
    data = path.read_bytes()
    if path.name == PUBLIC:
        return spki(load_pem_public_key(data))
    if path.name == CERTIFICATE:
        return spki(x509.load_pem_x509_certificate(data).public_key())
    if path.suffix == ".pfx":
        key, _, _ = pkcs12.load_key_and_certificates(data, PASSPHRASE.encode())
        assert key is not None
        return spki(key.public_key())
    secret = PASSPHRASE.encode() if b"ENCRYPTED" in data else None
    return spki(load_pem_private_key(data, secret).public_key())


def placed(folder: Path) -> set[str]:
    """The final names; everything else is a staging folder that nobody else can look into."""
    names = set()
    for path in folder.iterdir():
        if path.name.startswith(STAGING_PREFIX):
            # between mkdir and chmod the umask may take bits away, never add any
            assert path.stat().st_mode & 0o077 == 0
        else:
            names.add(path.name)
    return names


def check_whole(folder: Path, before: bytes | None, tokens: int = 1) -> set[str]:
    """Each file is whole; new ones belong together; none without the private key."""
    names = placed(folder)
    new = set()
    for name in names - {TOKEN}:
        key = key_in(folder / name)
        if key != before:
            new.add(key)
            assert key == key_in(folder / PRIVATE), f"{name} without its private key"
        if name.startswith("privatekey"):
            assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert len(new) <= 1
    if TOKEN in names:
        text = (folder / TOKEN).read_text()
        assert text.endswith("\n")
        assert len(TOKEN_FORM.findall(text)) == text.count("\n") == tokens
        assert names >= {PRIVATE, PUBLIC, CERTIFICATE}
    return names


@pytest.fixture(scope="module")
def strace(tmp_path_factory: pytest.TempPathFactory) -> Strace:
    runner = Runner(tmp_path_factory.mktemp("work"))
    work = tmp_path_factory.mktemp("strace")
    return Strace(work, runner.environment | {"PASSPHRASE": PASSPHRASE})


@pytest.fixture(scope="module")
def old_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of an earlier run."""
    runner = Runner(tmp_path_factory.mktemp("old"))
    assert runner("create-cert", "--key-size", "2048").code == 0
    return runner.folder


def empty(folder: Path) -> None:
    """Make ``folder`` an empty one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def fresh(folder: Path, line: str, old_pair: Path) -> bytes | None:
    """Make ``folder`` as the line finds it; gives the key that is there already."""
    empty(folder)
    if "--force" not in line:
        return None
    folder.rmdir()
    shutil.copytree(old_pair, folder)
    return key_in(folder / PRIVATE)


@pytest.mark.parametrize("line", [line for line in LINES if line != "create-cert"])
def test_killed(line: str, strace: Strace, old_pair: Path, tmp_path: Path, qs_jwt: Runner) -> None:
    folder = tmp_path / "certificates"
    folder.with_suffix(".csv").write_text("userid\n" + "anna\n" * USERS)
    tokens = USERS if line == "batch" else 1
    calls = strace.calls(folder, words(line, folder), partial(fresh, folder, line, old_pair))
    assert len(calls) > 20
    complete = placed(folder)
    ends: dict[frozenset[str], Call] = {}
    for call in calls:
        before = fresh(folder, line, old_pair)
        strace.kill_at(call, words(line, folder))
        names = check_whole(folder, before, tokens)
        ended = frozenset(names)
        if ended not in ends:
            ends[ended] = call
            check_next_run(qs_jwt, line, folder, complete, tokens)
    if "--force" not in line:  # from nothing to all of them, one by one
        assert {len(ended) for ended in ends} == set(range(len(complete) + 1))
        assert all(PRIVATE in ended for ended in ends if ended)


def check_next_run(
    qs_jwt: Runner, line: str, folder: Path, complete: set[str], tokens: int
) -> None:
    """The line again makes all files; where some are there, with --force and not without."""
    environment = {"PASSPHRASE": PASSPHRASE}
    if placed(folder) and "--force" not in line:
        refused = qs_jwt(*words(line, folder), env=environment)
        assert refused.code == 1
        assert "exists already" in refused.err
    again = (*words(line, folder), *(() if "--force" in line else ("--force",)))
    assert qs_jwt(*again, env=environment).code == 0
    assert check_whole(folder, None, tokens) == complete


def test_what_a_kill_left_out_is_made_from_the_key(
    strace: Strace, tmp_path: Path, qs_jwt: Runner
) -> None:
    """The private key comes first, because everything else follows from it."""
    folder = tmp_path / "certificates"
    line = words("create-cert", folder)
    calls = strace.calls(folder, line, partial(empty, folder))
    links = [call for call in calls if call.name.startswith("link")]
    empty(folder)
    strace.kill_at(links[1], line)
    assert placed(folder) == {PRIVATE}
    key = folder / PRIVATE
    made = qs_jwt("create-cert", "--cert-privatekey-file", key, f"--cert-file-prefix={folder}/")
    assert made.code == 0, made.err
    assert key_in(key) == key_in(folder / CERTIFICATE)


# what the calls fail with on full, broken, read-only and odd file systems
FAILURES = {
    "mkdir": ("ENOSPC", "EROFS"),
    "chmod": ("EPERM",),
    "openat": ("EDQUOT",),
    "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "close": ("EIO",),
    "link": ("ENOSPC",),
    "linkat": ("ENOSPC",),
    "rename": ("EACCES",),
}


FOLDER_CLOSED = re.compile(r"close\(\d+<[^>]*/(certificates|\.qs-jwt-[0-9a-f]+)>")


@pytest.mark.parametrize("line", ["create-qseow", "create-qseow --force"])
def test_refused(line: str, strace: Strace, old_pair: Path, tmp_path: Path) -> None:
    """Any call fails: an error that says so, nothing new there, and the old as it was."""
    folder = tmp_path / "certificates"
    told = (*words(line, folder), "--output=json")
    calls = strace.calls(folder, told, partial(fresh, folder, line, old_pair))
    last_link = max(at for at, call in enumerate(calls) if call.name.startswith(("link", "ren")))
    failed = 0
    for at, call in enumerate(calls):
        before = fresh(folder, line, old_pair)
        if FOLDER_CLOSED.search(call.text):  # nothing was written by way of it
            continue
        if "--force" in line and call.name.startswith("link"):  # an old file is copied instead
            assert strace.fail_at(call, "EPERM", told).returncode == 0
            continue
        for error in FAILURES.get(call.name, ()):
            before = fresh(folder, line, old_pair)
            done = strace.fail_at(call, error, told)
            if at > last_link:  # clearing away: the files are there, so is the result
                assert done.returncode == 0, call
                continue
            failed += 1
            assert done.returncode == 1, f"{call}: {done.stderr.decode()}"
            assert json.loads(done.stdout)["error"]["code"] == "WriteFailed", call
            left = placed(folder)
            if before is None:
                assert left == set(), call
            else:
                assert {key_in(folder / name) for name in left} == {before}, call
    assert failed > 15


# Ctrl-C comes right after one of the calls that put files in place, and after each that follows.
IMPATIENT = """
import errno, os, signal, sys
left = {first}
def interrupted(call):
    def call_and_ctrl_c(*given, **options):
        global left
        call(*given, **options)
        left -= 1
        if left < 0:
            signal.raise_signal(signal.SIGINT)
    return call_and_ctrl_c
def refused(*given, **options):
    raise OSError(errno.EPERM, "Operation not permitted")
link = os.link
os.replace, os.link = interrupted(os.replace), {link}
from qs_jwt.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize("link", ["interrupted(link)", "refused"])
def test_interrupted_again_and_again_while_files_are_replaced(
    link: str, old_pair: Path, tmp_path: Path
) -> None:
    """With hard links and without: one whole pair is there, the old or the new."""
    code, first = 130, 0
    while code == 130:
        folder = tmp_path / f"certificates{first}"
        shutil.copytree(old_pair, folder)
        line = ("create-cert", "--key-size=2048", "--force", f"--cert-file-prefix={folder}/")
        done = subprocess.run(
            [sys.executable, "-c", IMPATIENT.format(first=first, link=link), *line],
            capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        code, first = done.returncode, first + 1
        assert {path.name for path in folder.iterdir()} == {PRIVATE, PUBLIC, CERTIFICATE}
        assert len({key_in(path) for path in folder.iterdir()}) == 1
    assert code == 0, done.stderr
    assert first > 3


def test_a_file_system_without_hard_links(strace: Strace, tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    line = words("create-cert", folder)
    calls = strace.calls(folder, line, partial(empty, folder))
    link = next(call for call in calls if call.name.startswith("link"))
    empty(folder)
    done = strace.run(["-e", f"inject={link.name}:error=EPERM"], line)
    assert done.returncode == 0, done.stderr.decode()
    assert check_whole(folder, None) == {PRIVATE, PUBLIC, CERTIFICATE}
    assert strace.run(["-e", f"inject={link.name}:error=EPERM"], line).returncode == 1
