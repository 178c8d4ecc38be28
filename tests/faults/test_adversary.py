"""Somebody else may write to the folder that we write into: nothing of theirs or ours is lost."""

import contextlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as api
from conftest import COMMAND, KEYS, SECONDS, Runner
from qs_jwt import staging, writing
from qs_jwt.cli import main
from qs_jwt.errors import QsJwtError
from waiting import wait_until

KEY = KEYS / "rsa2048.pkcs8.pem"
STAGING = ".qs-jwt-*"
NOTE = "# Files that qs-jwt was writing. While no qs-jwt runs, this folder may be removed.\n*\n"
# what stands in the victim's folder: all names that a staging folder has
PRECIOUS = ("0", "1", "new-0", "new-1", "new-2", "old-0", "old-1", ".gitignore", "privatekey.pem",
            "publickey.pem", "publickey.cer", "token.jwt", "mine")  # fmt: skip

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders as POSIX has them")


def victim(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What is in the folder that nothing must happen to: content and mode of each file."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        for path in folder.rglob("*")
        if path.is_file()
    } | {
        f"{path.relative_to(folder)}/": (b"", stat.S_IMODE(path.stat().st_mode))
        for path in [folder, *folder.rglob("*")]
        if path.is_dir()
    }


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    folder = tmp_path / "precious"
    for name in PRECIOUS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"precious {name}")
        path.chmod(0o644)
    folder.chmod(0o755)
    return folder


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


@pytest.fixture(autouse=True)
def another_process() -> None:
    """A process looks once at each folder for what was left there."""
    staging.swept.clear()


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


@pytest.fixture
def readable(qs_jwt: Runner) -> dict[str, Path]:
    """A key, a passphrase, a token and profiles, as a careless umask leaves them."""
    files = {name: qs_jwt.folder / name for name in ("key.pem", "secret", "token", "profiles.toml")}
    shutil.copy(KEYS / "rsa2048.pkcs8.encrypted.pem", files["key.pem"])
    files["secret"].write_text("correct horse\n")
    files["token"].write_text(api.create_qseow(
        userdir="L", userid="a", cert_privatekey_file=str(KEY)).token)  # fmt: skip
    files["profiles.toml"].write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    qs_jwt.environment["QS_JWT_CONFIG"] = str(files["profiles.toml"])
    return files


@pytest.mark.parametrize(("mode", "told"), [(0o644, True), (0o602, True), (0o660, False)])
def test_files_that_others_may_read_or_write(
    qs_jwt: Runner, readable: dict[str, Path], mode: int, told: bool
) -> None:
    for path in readable.values():
        path.chmod(mode)
    lines = {
        ("key.pem", "secret", "profiles.toml"): (
            "create-qseow", "--profile=lab", "--userid=a", "--cert-privatekey-file", "key.pem",
            "--cert-passphrase=file:secret",
        ),
        ("token",): ("decode", "--jwt-file", "token"),
    }  # fmt: skip
    for names, line in lines.items():
        done = qs_jwt(*line, "--output", "json")
        assert done.code == 0, done.err
        warnings = [w for w in done.result["warnings"] if w["code"] == "FileOpenToOthers"]
        assert len(warnings) == (len(names) if told else 0)
        for name in names if told else ():
            assert any(name in warning["message"] for warning in warnings)
            assert f"hint: chmod 600 '{readable[name] if name[0] == 'p' else name}'" in done.err


def test_what_others_may_read_is_told_once_in_a_process(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    shutil.copy(KEY, key)
    key.chmod(0o644)
    codes = [
        warning.code
        for _ in range(3)
        for warning in api.create_qseow(
            userdir="L", userid="a", cert_privatekey_file=str(key)
        ).warnings
    ]
    assert codes == ["FileOpenToOthers"]
