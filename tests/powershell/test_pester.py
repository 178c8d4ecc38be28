"""The files of Pester's tests, against the module as the wheel has it."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND

from .conftest import MODULE

HERE = Path(__file__).parent
FILES = sorted(path.name for path in HERE.glob("*.Tests.ps1"))
PWSH = shutil.which("pwsh")
SECONDS = 900  # that a start may take before it fails instead of hanging
NO_PESTER = 3  # run.ps1's exit code


def run_pester(
    files: Sequence[str], module: Path, home: Path, *, slow: bool = False
) -> dict[str, dict[str, Any]]:
    """How files went against a module: of each the names of what passed, was skipped and failed."""
    assert PWSH is not None
    result = home / "result.json"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "POWERSHELL_TELEMETRY_OPTOUT": "1",
        "QS_JWT_ENGINE": str(COMMAND),
        "QS_JWT_TEST_MODULE": str(module),
    }
    start = (PWSH, "-NoProfile", "-NonInteractive", "-File", HERE / "run.ps1")
    done = subprocess.run(
        [*start, "-Result", result, *(["-Slow"] if slow else []), *(HERE / file for file in files)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=home,
        env=environment,
        timeout=SECONDS,
        check=False,
    )
    assert result.exists(), done.stdout.decode() + done.stderr.decode()
    found: dict[str, dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
    if done.returncode == NO_PESTER:
        pytest.skip(f"no Pester 6: {found['missing']}")
    return found


@pytest.fixture(scope="module")
def found(
    request: pytest.FixtureRequest, built_module: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """How the files that are asked for went, all in one start, which takes longer than most."""
    asked = [
        str(item.callspec.params["file"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.function is test_in_pester
    ]
    return run_pester(asked, built_module, tmp_path_factory.mktemp("pester"))


@pytest.mark.skipif(PWSH is None, reason="no PowerShell: pwsh is not on the PATH")
@pytest.mark.parametrize("file", FILES)
def test_in_pester(file: str, found: dict[str, dict[str, Any]]) -> None:
    expect_success(found[file])


@pytest.mark.slow
@pytest.mark.skipif(PWSH is None, reason="no PowerShell: pwsh is not on the PATH")
@pytest.mark.parametrize("file", FILES)
def test_the_checkout_in_pester(file: str, tmp_path: Path) -> None:
    """Where each function has a file of its own, each file in a start; with what takes long."""
    expect_success(run_pester([file], MODULE, tmp_path, slow=True)[file])


def expect_success(found: dict[str, Any]) -> None:
    """Fail with the names of what failed; print what was skipped, and why."""
    print(f"{len(found['passed'])} passed, {len(found['skipped'])} skipped")
    for skipped in found["skipped"]:
        print(f"skipped: {skipped['name']}: {skipped['because']}")
    failed = [f"{one['name']}\n{one['fault']}" for one in found["failed"]]
    assert not failed, "\n\n".join(failed)
    assert found["passed"] or found["skipped"], "the file holds no test"
