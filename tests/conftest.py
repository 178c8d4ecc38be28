"""What the tests share: the installed command, run in a process of its own."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from warm import Warm

KEYS = Path(__file__).parent / "keys"
for _path in KEYS.rglob("*"):  # as keys should be, or each use is a warning
    if _path.is_file():
        _path.chmod(0o600)
PASSPHRASE = "correct horse"
COMMAND = Path(sysconfig.get_path("scripts")) / ("qs-jwt.exe" if os.name == "nt" else "qs-jwt")
SLOW = "--slow"
COLD = "--cold"
SECONDS = 60  # that a command may take before a test fails instead of hanging
INTERNAL_ERROR = 1359  # which Wine gives now and then, on a busy machine, for starting a program


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(SLOW, action="store_true", help="run the tests that take long, and only those")
    parser.addoption(COLD, action="store_true", help="start the command anew for each line")


def pytest_configure(config: pytest.Config) -> None:
    # macOS's own libraries, which look for a proxy, take no fork.
    if sys.platform == "linux" and not config.getoption(SLOW) and not config.getoption(COLD):
        Warm.current = Warm()


def pytest_unconfigure() -> None:
    if Warm.current:
        Warm.current.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The tests that take long are for .ci/run; they are left out, and that is said."""
    wanted = bool(config.getoption(SLOW))
    left = [item for item in items if ("slow" in item.keywords) != wanted]
    items[:] = [item for item in items if ("slow" in item.keywords) == wanted]
    # What takes longest does not begin last, when the other processes have nothing left to do.
    items.sort(key=lambda item: "powershell" not in item.path.parts)
    config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not config.getoption(SLOW):
        terminalreporter.write_line(f"left out: the tests marked slow, which {SLOW} runs")
        if Warm.current:
            terminalreporter.write_line(
                f"left out: a start of Python for each command line, which {COLD} has"
            )


class Outcome(NamedTuple):
    """How a command ended, and what it wrote to which stream."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        """The result in the envelope that ``--output json`` prints."""
        envelope = json.loads(self.out)
        assert envelope["schema"] == 1
        assert envelope["ok"] is True, envelope
        result: dict[str, Any] = envelope["result"]
        return result

    @property
    def error(self) -> dict[str, Any]:
        """The error in the envelope that ``--output json`` prints."""
        envelope = json.loads(self.out)
        assert envelope["schema"] == 1
        assert envelope["ok"] is False, envelope
        error: dict[str, Any] = envelope["error"]
        return error


def start(
    words: Sequence[str | os.PathLike[str]], **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run a program as ``subprocess.run`` does, once more where Wine does not start it."""
    try:
        return subprocess.run(words, check=False, **options)
    except OSError as error:
        if getattr(error, "winerror", None) != INTERNAL_ERROR:
            raise
    return subprocess.run(words, check=False, **options)


class Runner:
    """Runs ``qs-jwt`` in an empty folder, with an environment that holds nothing of ours."""

    def __init__(self, folder: Path):
        self.folder = folder
        home = folder.parent / f"{folder.name}-home"
        home.mkdir()
        self.environment = {
            "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
        }
        if os.name == "nt":  # what no program of Windows' does without, and the home folder's name
            self.environment |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "USERPROFILE": str(home)}

    def __call__(
        self,
        *words: str | os.PathLike[str],
        stdin: str | bytes = b"",
        env: Mapping[str, str] | None = None,
        prefix: tuple[str, ...] = (),
        **options: Any,
    ) -> Outcome:
        """Run the command to its end.

        Args:
            words: its arguments.
            stdin: what it reads.
            env: variables over :attr:`environment`.
            prefix: the program that starts it, such as ``setpriv``.
            options: further arguments of ``subprocess.run``.
        """
        data = stdin.encode() if isinstance(stdin, str) else stdin
        environment = {**self.environment, **(env or {})}
        warm = Warm.current
        if warm and warm.serves(environment) and not prefix and not options:
            texts = [os.fspath(word) for word in (COMMAND, *words)]
            code, out, err = warm.run(texts, data, self.folder, environment, SECONDS)
        else:
            done = start(
                [*prefix, COMMAND, *words], input=data, capture_output=True, cwd=self.folder,
                env=environment, timeout=SECONDS, **options,
            )  # fmt: skip
            code, out, err = done.returncode, done.stdout, done.stderr
        return Outcome(code, out.decode(), err.decode(errors="backslashreplace"))

    def files(self) -> set[str]:
        """The names in the folder, hidden ones too."""
        return {entry.name for entry in self.folder.iterdir()}


@pytest.fixture
def qs_jwt(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The command, in an empty folder of its own."""
    return Runner(tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="session")
def as_nobody() -> tuple[str, ...]:
    """The words that start a program as a user whom file permissions stop."""
    if os.name == "nt" or not hasattr(os, "geteuid"):
        pytest.skip("needs POSIX permissions")
    if os.geteuid() != 0:
        return ()
    words = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if subprocess.run([*words, COMMAND, "-V"], capture_output=True, check=False).returncode:
        pytest.skip("this Python is in a folder that other users may not look into")
    return words


@pytest.fixture
def openssl() -> Callable[..., str]:
    """The openssl program: fails the test where it fails, gives its output."""

    def run(*words: str | os.PathLike[str], stdin: bytes = b"") -> str:
        done = subprocess.run(
            ["openssl", *words], input=stdin, capture_output=True, check=False, timeout=SECONDS
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run
