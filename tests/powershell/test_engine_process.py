"""The engine process as the system sees it: which program it is, and that it leaves no orphan."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import COMMAND, KEYS
from waiting import state, wait_until

from .conftest import MODULE, Shell

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

KEY = KEYS / "rsa2048.pkcs8.pem"


def alive(pid: int) -> bool:
    try:
        return state(pid) != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", ["exit", "kill"])
def test_the_engine_ends_with_the_session(shell: Shell, how: str) -> None:
    engine_of = "& (Get-Module QsJwt) { $script:Engine['Process'].Id }"
    stay = "Start-Sleep 60" if how == "kill" else "exit"
    script = (
        f"Import-Module '{MODULE}'; $null = New-QsJwt LAB a -PrivateKeyPath '{KEY}';"
        f"{engine_of}; {stay}"
    )
    with shell.start("-Command", script) as process:
        assert process.stdout is not None
        engine = int(process.stdout.readline())
        if how == "kill":
            assert alive(engine)
            process.send_signal(signal.SIGKILL)
        process.wait(60)
    try:
        wait_until(lambda: not alive(engine))
    finally:
        if alive(engine):
            os.kill(engine, signal.SIGKILL)


@pytest.mark.slow
def test_a_named_engine_is_looked_for_where_it_belongs(shell: Shell) -> None:
    """A bare name on PATH, never in the folder that PowerShell was started in."""
    planted = shell.folder / "qs-jwt"
    planted.write_text("#!/bin/sh\ntouch ran\n")
    planted.chmod(0o755)
    path = {"PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"}
    assert str(COMMAND) in engine_found(shell, MODULE, {"QS_JWT_ENGINE": "qs-jwt", **path})
    assert not (shell.folder / "ran").exists()


@pytest.mark.slow
def test_no_engine_at_all(shell: Shell, tmp_path: Path) -> None:
    pwsh = shutil.which("pwsh")
    assert pwsh is not None
    (tmp_path / "pwsh").symlink_to(pwsh)
    said = shell(
        f"Import-Module '{MODULE}'; try {{ New-QsJwt LAB a -PrivateKeyPath x }} catch {{"
        '$_.FullyQualifiedErrorId; "$_"; $_.ErrorDetails.RecommendedAction }',
        {"PATH": str(tmp_path), "QS_JWT_ENGINE": ""},
    )
    code, message, hint = said.splitlines()
    assert code == "EngineNotFound,New-QsJwt"
    assert "neither qs-jwt nor Python is on PATH" in message
    assert "Install-QsJwtEngine -Source" in hint


def engine_found(shell: Shell, module: Path, env: dict[str, str]) -> str:
    """The command line of the engine that a module finds."""
    return shell(
        f"Import-Module '{module}'; $null = New-QsJwt LAB a -PrivateKeyPath '{KEY}';"
        "$id = & (Get-Module QsJwt) { $script:Engine['Process'].Id };"
        '[IO.File]::ReadAllText("/proc/$id/cmdline").Replace([char]0, [char]32)',
        env,
    )


@pytest.mark.slow
def test_where_the_engine_is_found(shell: Shell, tmp_path: Path) -> None:
    module = tmp_path / "QsJwt"
    shutil.copytree(MODULE, module)
    record = module / "engine.path"
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    only_recorded = {"QS_JWT_ENGINE": "", "PATH": str(nowhere)}
    record.write_text(f"{sys.executable}\n", encoding="utf-8")
    found = engine_found(shell, module, only_recorded)
    assert found.split()[1:5] == ["-P", "-m", "qs_jwt", "serve"]

    record.write_text(str(tmp_path / "gone"), encoding="utf-8")
    on_path = {"QS_JWT_ENGINE": "", "PATH": str(COMMAND.parent)}
    assert str(COMMAND) in engine_found(shell, module, on_path)


def test_the_installed_module_knows_its_engine(shell: Shell, tmp_path: Path) -> None:
    words = ("install-powershell-module", "--path", str(tmp_path))
    subprocess.run([COMMAND, *words], check=True, capture_output=True, timeout=60)
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    found = engine_found(shell, tmp_path / "QsJwt", {"QS_JWT_ENGINE": "", "PATH": str(nowhere)})
    assert found.split()[1:3] == ["-P", "-m"]


@pytest.mark.slow
def test_no_module_of_the_current_folder_is_imported(shell: Shell) -> None:
    (shell.folder / "json.py").write_text("raise SystemExit('this must not run')\n")
    found = engine_found(shell, MODULE, {"QS_JWT_ENGINE": sys.executable})
    assert "-P -m qs_jwt serve" in found
