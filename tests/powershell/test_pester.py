"""Each file of Pester's tests runs once, against the module as the wheel has it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND

from .conftest import MODULE

HERE = Path(__file__).parent
FILES = sorted(path.name for path in HERE.glob("*.Tests.ps1"))
PWSH = shutil.which("pwsh")
SECONDS = 300  # that a file may take before it fails instead of hanging
NO_PESTER = 3  # run.ps1's exit code


def run_pester(file: Path, module: Path, home: Path, *words: str) -> dict[str, Any]:
    """How a file went against a module: the names of what passed, was skipped and failed."""
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
        [*start, "-Path", file, "-Result", result, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=home,
        env=environment,
        timeout=SECONDS,
        check=False,
    )
    assert result.exists(), done.stdout.decode() + done.stderr.decode()
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    if done.returncode == NO_PESTER:
        pytest.skip(f"no Pester 6: {found['missing']}")
    return found


@pytest.mark.skipif(PWSH is None, reason="no PowerShell: pwsh is not on the PATH")
@pytest.mark.parametrize("file", FILES)
def test_in_pester(file: str, built_module: Path, tmp_path: Path) -> None:
    expect_success(run_pester(HERE / file, built_module, tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(PWSH is None, reason="no PowerShell: pwsh is not on the PATH")
@pytest.mark.parametrize("file", FILES)
def test_the_checkout_in_pester(file: str, tmp_path: Path) -> None:
    """Where each function has a file of its own; with the tests that take long."""
    expect_success(run_pester(HERE / file, MODULE, tmp_path, "-Slow"))


def expect_success(found: dict[str, Any]) -> None:
    """Fail with the names of what failed; print what was skipped, and why."""
    print(f"{len(found['passed'])} passed, {len(found['skipped'])} skipped")
    for skipped in found["skipped"]:
        print(f"skipped: {skipped['name']}: {skipped['because']}")
    failed = [f"{one['name']}\n{one['fault']}" for one in found["failed"]]
    assert not failed, "\n\n".join(failed)
    assert found["passed"] or found["skipped"], "the file holds no test"
