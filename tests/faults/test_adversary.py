"""Somebody else may write to the folder that we write into: nothing of theirs or ours is lost."""

import contextlib
import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as api
from conftest import COMMAND, KEYS, SECONDS, Runner
from folders import victim
from qs_jwt.cli import main
from qs_jwt.errors import QsJwtError

KEY = KEYS / "rsa2048.pkcs8.pem"
STAGING = ".qs-jwt-*"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders as POSIX has them")


def run_batch(users: Path, answers: Path) -> int:
    """The command batch, in this process, so that its calls can be counted."""
    users.write_text("userid\nanna\nbert\n")
    line = ["batch", "--platform=qseow", "--userdir=LAB", "--cert-privatekey-file", str(KEY),
            "--input", str(users), "--output-file", str(answers)]  # fmt: skip
    return main(line)


# Each with the files that it leaves and those that are there before.
COMMANDS: dict[str, tuple[Callable[[Path], Any], set[str], bool]] = {
    "create-cert": (
        lambda folder: api.create_cert(
            cert_privatekey_file=str(KEY), cert_file_prefix=f"{folder}/"
        ),
        {"publickey.pem", "publickey.cer"},
        False,
    ),
    "--output-file": (
        lambda folder: api.create_qseow(
            userdir="LAB", userid="anna", cert_privatekey_file=str(KEY),
            output_file=f"{folder}/token.jwt",
        ),
        {"token.jwt"},
        False,
    ),
    "--force": (
        lambda folder: api.create_cert(
            cert_privatekey_file=str(KEY), cert_file_prefix=f"{folder}/", force=True
        ),
        {"publickey.pem", "publickey.cer"},
        True,
    ),
    "batch": (
        lambda folder: run_batch(folder.parent / "users.csv", folder / "token.jwt"),
        {"token.jwt"},
        False,
    ),
}  # fmt: skip
CALLS = ("open", "mkdir", "stat", "fstat", "listdir", "link", "replace", "unlink", "rmdir",
         "fchmod", "write", "fsync", "close", "rename", "readlink", "symlink")  # fmt: skip


class Swap:
    """Puts something in the place of the staging folder right before one of the calls.

    Args:
        folder: the folder that others may write to.
        put: puts it there, under the name given.
        moment: the number of the call.
    """

    def __init__(self, folder: Path, put: Callable[[Path], object], moment: int):
        self._folder = folder
        self._put = put
        self._moment = moment
        self.calls = 0

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def swapped(*given: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self._moment:
                self._moment = -1
                self._swap()
            return call(*given, **options)

        return swapped

    def _swap(self) -> None:
        for made in self._folder.glob(STAGING):
            os.rename(made, self._folder / "aside")
            self._put(made)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["link", "folder of ours"])
def test_something_else_in_the_place_of_the_staging_folder(
    kind: str, command: str, precious: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each of our calls in turn: nothing is followed, removed or made readable elsewhere."""
    run, made, exists = COMMANDS[command]
    precious.chmod(0o700)  # as a staging folder is
    before = victim(precious)
    moment, calls = 0, 1
    while moment < calls:
        moment += 1
        folder = tmp_path / f"shared{moment}"
        folder.mkdir()
        for name in made if exists else ():
            (folder / name).write_text("old")
        moved: list[Path] = []

        def put(name: Path, moved: list[Path] = moved) -> None:
            moved.append(name)
            if kind == "link":
                name.symlink_to(precious)
            else:
                precious.rename(name)

        swap = Swap(folder, put, moment)
        with monkeypatch.context() as patch:
            for call in CALLS:
                patch.setattr(os, call, swap.before(getattr(os, call)))
            with contextlib.suppress(QsJwtError):
                run(folder)
        if kind != "link":
            for taken in moved:
                taken.rename(precious)
        calls = max(calls, swap.calls)
        assert victim(precious) == before, f"{command}, call {moment}"
        for name in made:
            path = folder / name
            assert not path.is_symlink()
            assert not exists or path.exists(), f"{command}, call {moment}: {name} is gone"
            if path.exists():
                assert path.read_text() == "old" or b"\n" in path.read_bytes()[-1:]
    assert calls > 20


POLLER = """
import os, sys
folder, target = sys.argv[1:]
print("ready", flush=True)
count = 0
while True:
    for name in os.listdir(folder):
        if name.startswith(".qs-jwt-") and not os.path.islink(os.path.join(folder, name)):
            try:
                os.rename(os.path.join(folder, name), os.path.join(folder, f"aside{count}"))
                os.symlink(target, os.path.join(folder, name))
            except OSError:
                continue
            count += 1
"""
NOBODY = 65534


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody may write to, reachable for everybody."""
    folder = Path("/tmp") / f"shared-{os.getpid()}-{tmp_path.name}"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def poller(folder: Path, target: Path) -> Iterator[None]:
    """Another user who puts links in the place of what appears in ``folder``."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("needs root, to be two users")
    process = subprocess.Popen(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
         "/usr/bin/python3", "-c", POLLER, folder, target],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        yield
    finally:
        process.kill()
        process.communicate()


def run_against(folder: Path, precious: Path, runner: Runner) -> None:
    """Each command fifty times beside the poller."""
    precious.parent.chmod(0o755)
    before = victim(precious)
    key = folder / "key.pem"
    shutil.copy(KEY, key)
    (folder / "users.csv").write_text("userid\nanna\nbert\n")
    lines = {
        "create-cert": ("create-cert", "--key-size", "2048", "--cert-file-prefix"),
        "--output-file": ("create-qseow", "--userdir=L", "--userid=a", "--cert-privatekey-file",
                          key, "--output-file"),
        "--force": ("create-qseow", "--userdir=L", "--userid=a", "--force",
                    "--cert-privatekey-file", key, "--output-file"),
        "batch": ("batch", "--platform=qseow", "--userdir=L", "--input", folder / "users.csv",
                  "--cert-privatekey-file", key, "--output-file"),
    }  # fmt: skip
    with poller(folder, precious):
        for number in range(50):
            for name, line in lines.items():
                target = folder / (f"{number}_" if name == "create-cert" else f"{name}{number}")
                if name == "--force":
                    target.write_text("old")
                done = runner(*line, target)
                assert done.code in (0, 1), done.err
                assert "fault of qs-jwt" not in done.err
                assert victim(precious) == before, (name, number, done.err)
                if name != "create-cert" and done.code == 0:
                    assert not target.is_symlink()
                    assert target.stat().st_uid == 0
                    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(folder.glob("aside*")), "the other user never came in between"


@pytest.mark.parametrize("umask", ["000", "022", "777"])
def test_as_an_ordinary_user(shared: Path, as_nobody: tuple[str, ...], umask: str) -> None:
    """Whatever the umask: it may take away the owner's own rights, from which root is exempt."""
    line = [
        *as_nobody,
        str(COMMAND),
        "create-cert",
        "--key-size=2048",
        f"--cert-file-prefix={shared}/",
    ]
    for words in ([], ["--force"]):
        done = subprocess.run(
            ["bash", "-c", f'umask {umask}; exec "$0" "$@"', *line, *words],
            capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in shared.iterdir()}
        assert modes == {"privatekey.pem": 0o600, "publickey.pem": 0o644, "publickey.cer": 0o644}


@pytest.mark.slow
def test_another_user_in_the_folder(shared: Path, precious: Path, qs_jwt: Runner) -> None:
    run_against(shared, precious, qs_jwt)


def test_two_programs_in_one_process_do_not_hinder_each_other(tmp_path: Path) -> None:
    """A file that one call read may be written by a later one: only one call's own count."""
    claims = tmp_path / "claims.json"
    claims.write_text(json.dumps({"department": "sales"}))
    for _ in range(2):
        made = api.create_qseow(
            userdir="LAB", userid="anna", cert_privatekey_file=str(KEY), force=True,
            output_file=str(claims),
        )  # fmt: skip
        assert claims.read_text() == f"{made.token}\n"
