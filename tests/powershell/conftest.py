"""PowerShell for the tests: a script of cases runs in one process, pytest checks each case.

A PowerShell takes half a second to start, so a test file has one script. Its cases are
written with the ``Case`` of Cases.ps1, which records what each gave, wrote and threw.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import COMMAND, KEYS

HERE = Path(__file__).parent
MODULE = HERE.parent.parent / "powershell" / "QsJwt"
PWSH = shutil.which("pwsh")
SECONDS = 120  # that a script may take before its tests fail instead of hanging


class Fault(NamedTuple):
    """An ErrorRecord."""

    id: str
    category: str
    message: str
    hint: str
    target: Any
    line: str


class Case(NamedTuple):
    """What a case of a script gave.

    Attributes:
        out: the objects that it gave.
        errors: its non-terminating errors.
        thrown: the error that ended it, or None.
        warnings: their texts.
    """

    out: list[Any]
    errors: list[Fault]
    thrown: Fault | None
    warnings: list[str]

    @property
    def only(self) -> Any:
        """The one object that it gave, without any error."""
        assert self.thrown is None, self.thrown
        assert not self.errors
        assert len(self.out) == 1, self.out
        return self.out[0]


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
            "TEST_MODULE": str(MODULE),
            "TEST_KEYS": str(KEYS),
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

    def cases(self, script: str, env: Mapping[str, str] | None = None) -> dict[str, Case]:
        """Run a script of this folder; what its cases gave, by their names."""
        results = self.folder.parent / f"{script}.json"
        environment = {**(env or {}), "TEST_RESULTS": str(results)}
        self.run("-File", str(HERE / script), env=environment)
        found = json.loads(results.read_text(encoding="utf-8"))
        return {name: _case(fields) for name, fields in found.items()}


def _case(fields: dict[str, Any]) -> Case:
    thrown = fields["thrown"]
    return Case(
        fields["out"],
        [Fault(**fault) for fault in fields["errors"]],
        Fault(**thrown) if thrown else None,
        fields["warnings"],
    )


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
