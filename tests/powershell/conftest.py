"""PowerShell for what is tested from outside; Pester has the rest (test_pester.py)."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import COMMAND

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "powershell" / "QsJwt"
PWSH = shutil.which("pwsh")
SECONDS = 120  # that a script may take before its tests fail instead of hanging


class Shell:
    """Runs PowerShell with the module, in an empty folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder.parent),
            "LC_ALL": "C.UTF-8",
            "POWERSHELL_TELEMETRY_OPTOUT": "1",
            "QS_JWT_ENGINE": str(COMMAND),
        }

    def start(self, *words: str, env: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
        """Start a PowerShell, its streams as pipes."""
        assert PWSH is not None
        return subprocess.Popen(
            [PWSH, "-NoProfile", "-NonInteractive", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={**self.environment, **(env or {})},
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, env: Mapping[str, str] | None = None) -> str:
        """What a PowerShell prints until it ends, which it must, and well."""
        with self.start(*words, env=env) as process:
            try:
                out, err = process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert process.returncode == 0, out + err
        return out

    def __call__(self, text: str, env: Mapping[str, str] | None = None) -> str:
        """What a command line prints."""
        return self.run("-Command", text, env=env).strip()


@pytest.fixture(scope="session")
def built_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module as a wheel of this checkout has it."""
    folder = tmp_path_factory.mktemp("built")
    words = ("-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    done = subprocess.run(
        [sys.executable, *words], cwd=HERE.parent.parent, capture_output=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if "/powershell/Modules/QsJwt/" in name]
        archive.extractall(folder, names)
    [manifest] = folder.rglob("QsJwt.psd1")
    return manifest.parent


@pytest.fixture(scope="session")
def new_shell(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Shell]:
    """Makes a PowerShell in an empty folder of its own."""
    if PWSH is None:
        pytest.skip("no PowerShell: pwsh is not on the PATH")

    def make() -> Shell:
        folder = tmp_path_factory.mktemp("home") / "work"
        folder.mkdir()
        return Shell(folder)

    return make


@pytest.fixture
def shell(new_shell: Callable[[], Shell]) -> Shell:
    """A PowerShell in an empty folder."""
    return new_shell()
