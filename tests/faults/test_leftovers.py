"""What a run leaves that ends early, and what the next one clears away of it."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as api
from conftest import KEYS, SECONDS, Runner
from folders import victim
from qs_jwt import staging, writing
from waiting import wait_until

KEY = KEYS / "rsa2048.pkcs8.pem"
STAGING = ".qs-jwt-*"
NOTE = "# Files that qs-jwt was writing. While no qs-jwt runs, this folder may be removed.\n*\n"
NOBODY = 65534
pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders as POSIX has them")


def left_behind(folder: Path) -> Path:
    """A staging folder as a kill leaves it."""
    left = folder / ".qs-jwt-0123456789abcdef"
    left.mkdir()
    left.chmod(0o700)
    for name, content in {".gitignore": NOTE, "new-0": "a key", "old-1": "old"}.items():
        (left / name).write_text(content)
        (left / name).chmod(0o600)
    return left


def token_into(folder: Path) -> Any:
    return api.create_qseow(
        userdir="LAB", userid="anna", cert_privatekey_file=str(KEY),
        output_file=str(folder / "token.jwt"), force=True,
    )  # fmt: skip


def test_what_a_kill_left_is_cleared_away(tmp_path: Path) -> None:
    left = left_behind(tmp_path)
    assert token_into(tmp_path).warnings == []
    assert not left.exists()


@pytest.mark.parametrize("entries", [(), (".gitignore",)])
def test_what_a_kill_left_at_once(tmp_path: Path, entries: tuple[str, ...]) -> None:
    left = left_behind(tmp_path)
    for path in left.iterdir():
        if path.name in entries:
            path.write_text("")
        else:
            path.unlink()
    token_into(tmp_path)
    assert not left.exists()


@pytest.mark.parametrize("foreign", ["mine.txt", "1a", "subfolder/", "new-1/", ".gitignore"])
def test_a_folder_with_anything_else_in_it_stays(tmp_path: Path, foreign: str) -> None:
    """Also one whose mark says something else: it may be anybody's."""
    left = left_behind(tmp_path)
    if foreign.endswith("/"):
        (left / foreign).mkdir()
    else:
        (left / foreign).write_text("*\n")
    before = victim(left)
    token_into(tmp_path)
    assert victim(left) == before


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o777])
def test_a_folder_that_others_may_enter_stays(tmp_path: Path, mode: int) -> None:
    left = left_behind(tmp_path)
    left.chmod(mode)
    before = victim(left)
    token_into(tmp_path)
    assert victim(left) == before


def test_a_folder_of_a_living_process_stays(tmp_path: Path) -> None:
    with writing.Placement() as placement:
        placement.add(str(tmp_path / "one"), b"new", writing.PRIVATE, "output_file")
        staging.swept.clear()
        token_into(tmp_path)
        placement.commit()
    assert (tmp_path / "one").read_bytes() == b"new"


def test_a_link_that_looks_like_one_of_ours_stays(tmp_path: Path, precious: Path) -> None:
    before = victim(precious)
    (tmp_path / ".qs-jwt-0123456789abcdef").symlink_to(precious)
    token_into(tmp_path)
    assert victim(precious) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_a_folder_of_somebody_else_stays(tmp_path: Path) -> None:
    left = left_behind(tmp_path)
    os.chown(left, NOBODY, NOBODY)
    token_into(tmp_path)
    assert (left / "new-0").exists()


HELD_UP = """
import os, time
os.fsync = lambda file: time.sleep(600)
from qs_jwt.__main__ import main
main()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_nothing(qs_jwt: Runner, name: str) -> None:
    """While the files of a one-shot command are staged: none of them stays."""
    process = subprocess.Popen(
        [sys.executable, "-c", HELD_UP, "create-cert", "--key-size", "2048"],
        cwd=qs_jwt.folder, env=qs_jwt.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_until(lambda: list(qs_jwt.folder.glob(f"{STAGING}/new-0")))
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=SECONDS)
    assert process.returncode == 128 + getattr(signal, name)
    assert list(qs_jwt.folder.iterdir()) == []


def test_a_signal_while_files_are_placed_is_acted_on_afterwards(qs_jwt: Runner) -> None:
    program = """
import os, signal
link = os.link
def signalled(*given, **options):
    link(*given, **options)
    os.kill(os.getpid(), signal.SIGTERM)
os.link = signalled
from qs_jwt.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "create-cert", "--key-size", "2048"],
        cwd=qs_jwt.folder, env=qs_jwt.environment, capture_output=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert done.returncode == 143
    assert qs_jwt.files() == {"privatekey.pem", "publickey.pem", "publickey.cer"}


def test_what_is_staged_is_ignored_by_git(qs_jwt: Runner) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    program = HELD_UP.replace("time.sleep(600)", "os.kill(os.getpid(), 9)")
    subprocess.run(
        [sys.executable, "-c", program, "create-cert", "--key-size", "2048"],
        cwd=qs_jwt.folder, env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert list(qs_jwt.folder.glob(f"{STAGING}/new-0"))
    subprocess.run(["git", "init", "-q", qs_jwt.folder], check=True)
    status = ["git", "-C", str(qs_jwt.folder), "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b""
    assert qs_jwt("create-cert", "--key-size", "2048").code == 0
    assert not list(qs_jwt.folder.glob(STAGING))
