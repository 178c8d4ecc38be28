"""The engine process: one a runspace, no orphan, the right answer, whatever happens."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest

from conftest import COMMAND, KEYS

from .conftest import HERE, MODULE, Case, Shell

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")

KEY = KEYS / "rsa2048.pkcs8.pem"


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell]) -> dict[str, Case]:
    return new_shell().cases("engine_process.ps1")


def test_importing_starts_no_engine(cases: dict[str, Case]) -> None:
    assert cases["import-starts-nothing"].only == 0


def test_a_thousand_users_get_their_own_tokens_from_one_engine(cases: dict[str, Case]) -> None:
    public_key = (KEYS / "rsa2048.public.pem").read_text()
    found = cases["many"].out
    assert [pair["user"] for pair in found] == [f"u{number}" for number in range(1, 1001)]
    for number, pair in enumerate(found, 1):
        payload = jwt.decode(pair["token"], public_key, ["RS256"])
        assert payload["userId"] == f"u{number}"
        assert payload["userDirectory"] == f"D{number}"
        assert payload["name"] == f"N {number}"
    assert cases["many-one-engine"].only == 1


def test_a_pipeline_that_ends_early(cases: dict[str, Case]) -> None:
    assert cases["first-downstream"].out == ["u1", "next"]
    assert cases["first-upstream"].out == ["u1", "u2", "next"]
    assert cases["error-upstream"].out == ["oops", "next"]
    assert cases["error-downstream"].out == ["oops", "next"]
    assert cases["stopped-like-ctrl-c"].out == [True, "next", 1]


def test_two_cmdlets_in_one_pipeline_get_their_own_answers(cases: dict[str, Case]) -> None:
    assert cases["nested"].only == {"right": True, "count": 60}


def test_answers_come_as_they_are_ready(cases: dict[str, Case]) -> None:
    assert cases["slow-upstream"].only is True


def test_a_killed_engine_is_replaced(cases: dict[str, Case]) -> None:
    assert cases["killed-between"].out == ["next", {"replaced": True, "count": 1}]
    assert cases["killed-during"].only == {"right": True, "engines": 1}
    assert cases["killed-before-writing"].out == ["a", True]


def test_no_secret_is_visible_outside(cases: dict[str, Case]) -> None:
    seen = cases["no-secrets"].only
    assert seen["arguments"].endswith("serve --claims-as-text")
    for text in seen.values():
        assert "correct horse" not in text
        assert "PRIVATE KEY" not in text
    assert "eyJ" not in seen["verbose"]


def test_runspaces_of_a_pool_have_an_engine_each(cases: dict[str, Case]) -> None:
    *users, engines, left = cases["pool"].out
    assert users == [" ".join(f"p{part}-{n}" for n in range(1, 21)) for part in range(1, 5)]
    assert 2 <= engines["engines"] <= 3
    assert left == {"left": 1}


def test_the_module_takes_its_engine_along(cases: dict[str, Case]) -> None:
    assert cases["reimport"].only == {"gone": True, "next": "next", "count": 1}
    assert cases["remove-while-it-works"].out == [60, True, "again"]
    assert cases["remove-in-a-cut-pipeline"].out == [2048, 3072, 4096, True]
    assert cases["reset-runspaces"].out == ["a", "a", "a", 0]
    assert cases["reset-and-subscribed"].only == 0
    assert cases["remove"].only == {"ended": True, "subscribers": 0}


def test_a_profiles_variables_may_change(cases: dict[str, Case]) -> None:
    missing, user, engines = cases["environment"].out
    assert missing == "MissingVariable,New-QsJwt"
    assert (user, engines) == ("a", 1)


def test_imported_under_a_prefix(cases: dict[str, Case]) -> None:
    user, error = cases["prefixed"].out
    assert user == "a"
    assert "-UserId" in error


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith("Z")


@pytest.mark.parametrize("how", ["exit", "kill"])
def test_the_engine_ends_with_the_session(shell: Shell, how: str) -> None:
    engine_of = "& (Get-Module QsJwt) { $script:Session.Engine.Process.Id }"
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
    for _ in range(200):
        if not alive(engine):
            return
        time.sleep(0.05)
    os.kill(engine, signal.SIGKILL)
    pytest.fail("the engine outlived its session")


@pytest.fixture
def odd(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """The variables that make the module use an engine that misbehaves."""

    def make(mode: str) -> dict[str, str]:
        program = tmp_path / f"{mode}-engine"
        words = map(str, (sys.executable, HERE / "odd_engine.py", mode, tmp_path / "log"))
        program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
        program.chmod(0o755)
        return {"QS_JWT_ENGINE": str(program)}

    return make


REPORT = (
    f"Import-Module '{MODULE}'; $ErrorActionPreference = 'SilentlyContinue'; $e = $null;"
    "try {{ {pipeline} | New-QsJwt LAB -PrivateKeyPath x -ErrorVariable e {more}"
    "| ForEach-Object User }} catch {{ 'THROWN ' + $_.FullyQualifiedErrorId; \"$_\";"
    "$_.ErrorDetails.RecommendedAction; exit }}; $e | ForEach-Object FullyQualifiedErrorId"
)


def report(shell: Shell, env: dict[str, str], pipeline: str, more: str = "") -> list[str]:
    return shell(REPORT.format(pipeline=pipeline, more=more), env).splitlines()


@pytest.mark.parametrize(
    ("mode", "code", "says"),
    [
        ("dead", "EngineNotFound", "error: no engine today"),
        ("garbage", "EngineNotFound", "error: no engine today"),
        ("newer", "EngineIncompatible", "speaks protocol 2, this module speaks 1"),
        ("older", "EngineIncompatible", "there is no method create-qseow"),
    ],
)
def test_a_program_that_is_no_engine(
    shell: Shell, odd: Callable[[str], dict[str, str]], mode: str, code: str, says: str
) -> None:
    thrown, message, hint = report(shell, odd(mode), "'a'")
    assert thrown == f"THROWN {code},New-QsJwt"
    assert says in message
    assert mode == "older" or "QS_JWT_ENGINE" in message
    assert "pipx install qs-jwt" in hint


def test_a_request_that_kills_the_engine_fails_alone(
    shell: Shell, odd: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    found = report(shell, odd("poison"), "'a', 'b', 'poison', 'c', 'd'")
    assert found == ["a", "b", "c", "d", "EngineStopped,New-QsJwt"]
    tries = [line for line in (tmp_path / "log").read_text().splitlines() if "poison" in line]
    assert len(tries) == 2  # once more, for it writes nothing


def test_what_writes_is_not_tried_twice(
    shell: Shell, odd: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    found = report(shell, odd("poison"), "'poison'", "-OutFile ./token.jwt")
    assert found == ["EngineStopped,New-QsJwt"]
    tries = [line for line in (tmp_path / "log").read_text().splitlines() if "poison" in line]
    assert len(tries) == 1


@pytest.mark.parametrize("mode", ["stale", "brief"])
def test_answers_that_nobody_waits_for_are_dropped(
    shell: Shell, odd: Callable[[str], dict[str, str]], mode: str
) -> None:
    assert report(shell, odd(mode), "'a', 'b', 'c'") == ["a", "b", "c"]


@pytest.mark.parametrize(("mode", "code"), [("null", "ProtocolError"), ("babble", "EngineStopped")])
def test_an_answer_that_is_none_fails_its_own_request(
    shell: Shell, odd: Callable[[str], dict[str, str]], mode: str, code: str
) -> None:
    found = report(shell, odd(mode), "'a', 'odd', 'b'")
    assert found == ["a", "b", f"{code},New-QsJwt"]


def test_a_named_engine_that_is_not_there(shell: Shell) -> None:
    thrown, message, _ = report(shell, {"QS_JWT_ENGINE": "/nowhere/qs-jwt"}, "'a'")
    assert thrown == "THROWN EngineNotFound,New-QsJwt"
    assert "/nowhere/qs-jwt: there is no such file" in message


def test_a_named_engine_is_looked_for_where_it_belongs(shell: Shell) -> None:
    """A bare name on PATH, never in the folder that PowerShell was started in."""
    planted = shell.folder / "qs-jwt"
    planted.write_text("#!/bin/sh\ntouch ran\n")
    planted.chmod(0o755)
    path = {"PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"}
    assert str(COMMAND) in engine_found(shell, MODULE, {"QS_JWT_ENGINE": "qs-jwt", **path})
    assert not (shell.folder / "ran").exists()
    # a path is one from PowerShell's location; a wildcard is a character like any other
    for name, code in (("./qs-jwt", "EngineNotFound"), ("qs-*", "EngineNotFound")):
        thrown, message, hint = report(shell, {"QS_JWT_ENGINE": name, **path}, "'a'")
        assert thrown == f"THROWN {code},New-QsJwt"
        assert "$env:QS_JWT_ENGINE names no qs-jwt engine" in message
        assert hint.startswith("put it right or remove it")


def test_no_engine_at_all(shell: Shell, tmp_path: Path) -> None:
    pwsh = shutil.which("pwsh")
    assert pwsh is not None
    (tmp_path / "pwsh").symlink_to(pwsh)
    thrown, message, hint = report(shell, {"PATH": str(tmp_path), "QS_JWT_ENGINE": ""}, "'a'")
    assert thrown == "THROWN EngineNotFound,New-QsJwt"
    assert "neither qs-jwt nor Python is on PATH" in message
    assert "pipx install qs-jwt" in hint


def engine_found(shell: Shell, module: Path, env: dict[str, str]) -> str:
    """The command line of the engine that a module finds."""
    return shell(
        f"Import-Module '{module}'; $null = New-QsJwt LAB a -PrivateKeyPath '{KEY}';"
        "$id = & (Get-Module QsJwt) { $script:Session.Engine.Process.Id };"
        '[IO.File]::ReadAllText("/proc/$id/cmdline").Replace([char]0, [char]32)',
        env,
    )


def test_where_the_engine_is_found(shell: Shell, tmp_path: Path) -> None:
    module = tmp_path / "QsJwt"
    shutil.copytree(MODULE, module)
    record = module / "engine.path"
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    only_recorded = {"QS_JWT_ENGINE": "", "PATH": str(nowhere)}
    record.write_text(f"{sys.executable}\n", encoding="utf-8")
    found = engine_found(shell, module, only_recorded)
    assert found.split()[1:] == ["-P", "-m", "qs_jwt", "serve", "--claims-as-text"]

    record.write_text(str(tmp_path / "gone"), encoding="utf-8")
    on_path = {"QS_JWT_ENGINE": "", "PATH": str(COMMAND.parent)}
    assert str(COMMAND) in engine_found(shell, module, on_path)

    record.unlink()
    by_name = {"QS_JWT_ENGINE": sys.executable}
    assert "-P -m qs_jwt serve" in engine_found(shell, module, by_name)


def test_the_installed_module_knows_its_engine(shell: Shell, tmp_path: Path) -> None:
    words = ("install-powershell-module", "--path", str(tmp_path))
    subprocess.run([COMMAND, *words], check=True, capture_output=True, timeout=60)
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    found = engine_found(shell, tmp_path / "QsJwt", {"QS_JWT_ENGINE": "", "PATH": str(nowhere)})
    assert found.split()[1:3] == ["-P", "-m"]


def test_no_module_of_the_current_folder_is_imported(shell: Shell) -> None:
    (shell.folder / "json.py").write_text("raise SystemExit('this must not run')\n")
    found = engine_found(shell, MODULE, {"QS_JWT_ENGINE": sys.executable})
    assert "-P -m qs_jwt serve" in found
