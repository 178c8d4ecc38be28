"""Installations of the engine that something outside disturbs: a kill, a folder in use."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KEYS
from waiting import wait_until

from .conftest import HERE, MODULE, PWSH, SECONDS, Shell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="mounts, and ends groups of processes"),
]
HOUR = 3600


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    subprocess.run([sys.executable, HERE / "wheels.py", folder], check=True, timeout=300)
    return folder


@pytest.fixture
def home(new_shell: Callable[[], Shell], tmp_path: Path) -> Shell:
    """A PowerShell whose engines are installed into an empty folder."""
    shell = new_shell()
    shell.environment |= {"XDG_DATA_HOME": str(tmp_path), "QS_JWT_ENGINE": ""}
    return shell


def install(shell: Shell, wheels: Path, scope: str = "CurrentUser") -> str:
    words = f"Import-Module '{MODULE}'; Install-QsJwtEngine -Source '{wheels}' -Scope {scope}"
    return words + f" -Python '{sys.executable}' | ForEach-Object FoundBy"


def places(home: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (home / "qs-jwt").iterdir())


def test_a_kill_leaves_the_old_engine_and_the_next_installation_clears_up(
    home: Shell, wheels: Path, tmp_path: Path
) -> None:
    command = install(home, wheels)
    assert home(command) == "Install-QsJwtEngine -Scope CurrentUser"
    with subprocess.Popen(
        [str(PWSH), "-NoProfile", "-NonInteractive", "-Command", command],
        env=home.environment, cwd=home.folder, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        wait_until(lambda: list((tmp_path / "qs-jwt").glob("engine.new-*/bin/python")))
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
    assert places(tmp_path) == ["engine", "engine.new"]
    found = f"Import-Module '{MODULE}'; (Get-QsJwtEngine).FoundBy"
    assert home(found) == "Install-QsJwtEngine -Scope CurrentUser"

    home(command)
    assert places(tmp_path) == ["engine", "engine.new"], "it may belong to one under way"
    [left] = (tmp_path / "qs-jwt").glob("engine.new-*")
    os.utime(left, (time.time() - 2 * HOUR,) * 2)
    home(command)
    assert places(tmp_path) == ["engine"]


def with_mounts(shell: Shell, mounts: str, script: Path) -> list[str]:
    """What a script prints where there are mounts that no other process sees."""

    def run(line: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["unshare", "-rm", "sh", "-ec", line], env=shell.environment, cwd=shell.folder,
            capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip

    if run(mounts).returncode:
        pytest.skip("this account may not mount")
    done = run(f"{mounts}; exec '{PWSH}' -NoProfile -NonInteractive '{script}'")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_for_all_users(home: Shell, wheels: Path, tmp_path: Path) -> None:
    """In an /opt of its own: in the real one, tests that run meanwhile would find it."""
    script = tmp_path / "script.ps1"
    script.write_text(
        f"{install(home, wheels, 'AllUsers')}\n"
        "(Get-QsJwtEngine).FoundBy\n"
        "(Get-QsJwtEngine).Path\n"
        f"(New-QsJwt LAB anna -PrivateKeyPath '{KEYS}/rsa2048.pkcs8.pem').User\n"
        "Uninstall-QsJwtEngine -Scope AllUsers\n"
        "Test-Path /opt/qs-jwt\n"
    )
    # with what else is there, which may be PowerShell or Python
    opt = "mkdir -p opt; mount --rbind /opt opt; mount -t tmpfs none /opt; ln -s $PWD/opt/* /opt"
    scope = "Install-QsJwtEngine -Scope AllUsers"
    installed, found, path, user, left = with_mounts(home, opt, script)
    assert (installed, found, user, left) == (scope, scope, "anna", "False")
    assert path.startswith("/opt/qs-jwt/engine/")
    assert not list(tmp_path.glob("qs-jwt/*"))


def test_a_folder_in_use_stays_as_it_is(home: Shell, wheels: Path, tmp_path: Path) -> None:
    """A mount, for Linux moves the folder of a program that runs."""
    assert home(install(home, wheels)) == "Install-QsJwtEngine -Scope CurrentUser"
    engine = tmp_path / "qs-jwt" / "engine"
    script = tmp_path / "script.ps1"
    script.write_text(
        f"try {{ {install(home, wheels)} }} catch {{ $_.FullyQualifiedErrorId }}\n"
        "try { Uninstall-QsJwtEngine } catch { $_.FullyQualifiedErrorId }\n"
        "(Get-QsJwtEngine).FoundBy\n"
    )
    assert with_mounts(home, f"mount --bind '{engine}' '{engine}'", script) == [
        "FileInUse,Install-QsJwtEngine",
        "FileInUse,Uninstall-QsJwtEngine",
        "Install-QsJwtEngine -Scope CurrentUser",
    ]
    assert places(tmp_path) == ["engine"]
