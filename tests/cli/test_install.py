"""The completion and the module: put where the shells look, and taken away to the last file."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Runner

ROOT = Path(__file__).parent.parent.parent
COMPLETION = (ROOT / "bash-completion" / "qs-jwt.bash").read_bytes()
MODULE = ROOT / "powershell" / "QsJwt"
COMMANDS = ("install-bash-completion", "install-powershell-module")
MANIFEST = ".qs-jwt-installed.json"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the folders of Linux and macOS")


def tree(folder: Path) -> dict[str, bytes | None]:
    """All files and folders below ``folder``, with what the files hold."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def home(runner: Runner) -> Path:
    return Path(runner.environment["HOME"])


def place(runner: Runner, command: str) -> Path:
    """Where a command writes to by default."""
    data = home(runner) / ".local" / "share"
    if command == "install-bash-completion":
        return data / "bash-completion" / "completions"
    return data / "powershell" / "Modules" / "QsJwt"


def a_file(command: str) -> str:
    return "qs-jwt.bash" if command == "install-bash-completion" else "QsJwt.psm1"


def test_the_completion_in_an_empty_home(qs_jwt: Runner) -> None:
    done = qs_jwt("install-bash-completion")
    target = place(qs_jwt, "install-bash-completion") / "qs-jwt.bash"
    assert (done.code, done.out) == (0, f"wrote {target}\n")
    assert target.read_bytes() == COMPLETION
    assert target.stat().st_mode & 0o777 == 0o644


def test_the_module_in_an_empty_home(qs_jwt: Runner) -> None:
    done = qs_jwt("install-powershell-module")
    target = place(qs_jwt, "install-powershell-module")
    shipped = {name: data for name, data in tree(MODULE).items() if data is not None}
    assert (done.code, done.out) == (0, f"wrote {len(shipped) + 1} files to {target}\n")
    found = {name: data for name, data in tree(target).items() if data is not None}
    del found[MANIFEST]
    assert found.pop("engine.path") == f"{sys.executable}\n".encode()
    assert found == shipped


@pytest.mark.parametrize("command", COMMANDS)
def test_twice_and_back(qs_jwt: Runner, command: str) -> None:
    before = tree(home(qs_jwt))
    first = qs_jwt(command, "--output", "json").result
    assert first["written"]
    after = tree(home(qs_jwt))
    stamps = {path: path.stat().st_mtime_ns for path in home(qs_jwt).rglob("*")}
    again = qs_jwt(command, "--output", "json").result
    assert (again["written"], again["removed"]) == ([], [])
    assert tree(home(qs_jwt)) == after
    assert {path: path.stat().st_mtime_ns for path in home(qs_jwt).rglob("*")} == stamps
    back = qs_jwt(command, "--uninstall", "--output", "json").result
    assert sorted(back["removed"]) == sorted(first["written"])
    assert tree(home(qs_jwt)) == before
    nothing = qs_jwt(command, "--uninstall", "--output", "json").result
    assert nothing["removed"] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_dry_run(qs_jwt: Runner, command: str) -> None:
    would = qs_jwt(command, "--dry-run", "--output", "json").result
    assert would["dry_run"] is True
    assert tree(home(qs_jwt)) == {}
    assert "would write " in qs_jwt(command, "--dry-run").out
    done = qs_jwt(command, "--output", "json").result
    assert done["written"] == would["written"]
    before = tree(home(qs_jwt))
    away = qs_jwt(command, "--dry-run", "--uninstall", "--output", "json").result
    assert sorted(away["removed"]) == sorted(done["written"])
    assert tree(home(qs_jwt)) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_foreign_files_stay(qs_jwt: Runner, command: str) -> None:
    target = place(qs_jwt, command)
    target.mkdir(parents=True)
    (target / a_file(command)).write_text("mine")
    before = tree(home(qs_jwt))
    for words in ((), ("--dry-run",)):
        done = qs_jwt(command, *words, "--output", "json")
        assert (done.code, done.error["code"]) == (1, "FileExists")
        assert a_file(command) in done.error["message"]
    assert qs_jwt(command, "--uninstall").code == 0
    assert tree(home(qs_jwt)) == before
    assert qs_jwt(command, "--force").code == 0
    assert (target / a_file(command)).read_bytes() != b"mine"
    assert qs_jwt(command, "--uninstall").code == 0
    assert tree(target) == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_was_changed_since(qs_jwt: Runner, command: str) -> None:
    qs_jwt(command)
    changed = place(qs_jwt, command) / a_file(command)
    changed.write_bytes(changed.read_bytes() + b"\n# mine\n")
    before = tree(home(qs_jwt))
    for words in ((), ("--uninstall",)):
        assert qs_jwt(command, *words, "--output=json").error["code"] == "FileExists"
        assert tree(home(qs_jwt)) == before
    assert qs_jwt(command, "--uninstall", "--force").code == 0
    assert tree(home(qs_jwt)) == {}


def older(runner: Runner) -> Path:
    """An older version's module, as its own installation would have left it."""
    target = place(runner, "install-powershell-module")
    assert runner("install-powershell-module").code == 0
    record: dict[str, Any] = json.loads((target / MANIFEST).read_bytes())
    (target / "Private" / "Old").mkdir()
    for name in ("Private/Old/Get-Old.ps1", "QsJwt.psm1"):
        (target / name).write_text("# of the older version")
        record["files"][name] = hashlib.sha256(b"# of the older version").hexdigest()
    (target / MANIFEST).write_text(json.dumps(record))
    return target


def test_nothing_of_an_older_version_is_left(qs_jwt: Runner) -> None:
    target = older(qs_jwt)
    (target / "notes.txt").write_text("mine")  # beside our files, and in nobody's way
    done = qs_jwt("install-powershell-module", "--output", "json").result
    assert done["written"] == [str(target / "QsJwt.psm1")]
    assert done["removed"] == [str(target / "Private" / "Old" / "Get-Old.ps1")]
    assert not (target / "Private" / "Old").exists()
    assert (target / "QsJwt.psm1").read_bytes() == (MODULE / "QsJwt.psm1").read_bytes()
    assert qs_jwt("install-powershell-module", "--uninstall").code == 0
    assert tree(target) == {"notes.txt": b"mine"}


def test_force_clears_the_folder_of_a_module_that_was_copied(qs_jwt: Runner) -> None:
    target = place(qs_jwt, "install-powershell-module")
    (target / "Private").mkdir(parents=True)
    (target / "Private" / "Get-Old.ps1").write_text("throw 'old'")
    assert qs_jwt("install-powershell-module").code == 1
    assert qs_jwt("install-powershell-module", "--force").code == 0
    assert not (target / "Private" / "Get-Old.ps1").exists()


def test_a_link_is_not_written_through(qs_jwt: Runner, tmp_path: Path) -> None:
    """Such as one to a checkout: --force would clear that."""
    target = place(qs_jwt, "install-powershell-module")
    target.parent.mkdir(parents=True)
    (tmp_path / "mine.txt").write_text("mine")
    target.symlink_to(tmp_path)
    for words in ((), ("--force",), ("--uninstall", "--force")):
        assert qs_jwt("install-powershell-module", *words).code == 1
    assert tree(tmp_path) == {"mine.txt": b"mine"}


def test_what_lies_there_already_is_not_taken_away(qs_jwt: Runner) -> None:
    """``pip install --user`` puts the same file into the same folder."""
    target = place(qs_jwt, "install-bash-completion")
    target.mkdir(parents=True)
    (target / "qs-jwt.bash").write_bytes(COMPLETION)
    assert qs_jwt("install-bash-completion", "--output=json").result["written"] == []
    assert qs_jwt("install-bash-completion", "--uninstall").code == 0
    assert (target / "qs-jwt.bash").read_bytes() == COMPLETION


def manifest(folder: Path, name: str) -> None:
    """A manifest that names one file, with the right hash."""
    files = {name: hashlib.sha256(b"mine").hexdigest()}
    (folder / MANIFEST).write_text(json.dumps({"files": files, "parents": 9}))


@pytest.mark.parametrize("name", ["../../../../mine", "{home}/mine", "..", "C:mine", "a\\mine"])
def test_a_manifest_cannot_name_files_elsewhere(qs_jwt: Runner, name: str) -> None:
    target = place(qs_jwt, "install-bash-completion")
    target.mkdir(parents=True)
    (home(qs_jwt) / "mine").write_text("mine")
    manifest(target, name.format(home=home(qs_jwt)))
    before = tree(home(qs_jwt))
    for words in (("--uninstall",), ("--uninstall", "--force"), ()):
        done = qs_jwt("install-bash-completion", *words, "--output=json")
        assert (done.code, done.error["code"]) == (1, "FileUnreadable")
        assert tree(home(qs_jwt)) == before
    assert qs_jwt("install-bash-completion", "--force").code == 0
    assert qs_jwt("install-bash-completion", "--uninstall").code == 0
    assert tree(target) == {}
    assert (home(qs_jwt) / "mine").exists()


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "text", "deep"])
def test_a_manifest_that_is_none(qs_jwt: Runner, tmp_path: Path, kind: str) -> None:
    """Whatever it is, nothing waits for it, and nothing of anybody's is removed."""
    target = place(qs_jwt, "install-powershell-module")
    qs_jwt("install-powershell-module")
    path = target / MANIFEST
    path.rename(tmp_path / "manifest")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "manifest")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_text("[" * 100_000 if kind == "deep" else "not JSON")
    before = tree(target)
    for words in (("--uninstall",), ("--uninstall", "--force"), ()):
        done = qs_jwt("install-powershell-module", *words, "--output=json")
        assert (done.code, done.error["code"]) == (1, "FileUnreadable")
        assert MANIFEST in done.error["message"]
        assert tree(target) == before


def test_a_link_inside_is_not_written_through(qs_jwt: Runner, tmp_path: Path) -> None:
    target = place(qs_jwt, "install-powershell-module")
    qs_jwt("install-powershell-module")
    (target / "Private").rename(tmp_path / "Private")
    (target / "Private").symlink_to(tmp_path / "Private")
    before = tree(tmp_path)
    for words in ((), ("--force",), ("--uninstall",), ("--uninstall", "--force")):
        done = qs_jwt("install-powershell-module", *words, "--output=json")
        assert (done.code, done.error["code"]) == (1, "FileExists")
        assert "is a link to" in done.error["message"]
        assert tree(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_home_that_cannot_be_written(
    qs_jwt: Runner, as_nobody: tuple[str, ...], command: str
) -> None:
    for folder in (home(qs_jwt), qs_jwt.folder):
        folder.chmod(0o555)
    os.chmod(home(qs_jwt).parent, 0o755)
    done = qs_jwt(command, "--output", "json", prefix=as_nobody)
    assert (done.code, done.error["code"]) == (1, "WriteFailed")
    assert "Permission denied" in done.error["message"]
    assert tree(home(qs_jwt)) == {}
    assert qs_jwt(command, "--dry-run", prefix=as_nobody).code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_cannot_be_written_to_the_end(
    qs_jwt: Runner, as_nobody: tuple[str, ...], command: str
) -> None:
    """A part of it could be: it is gone again."""
    target = place(qs_jwt, command)
    target.mkdir(parents=True)
    os.chmod(home(qs_jwt).parent, 0o755)
    if command == "install-powershell-module":
        target.chmod(0o777)
        (target / "Public").mkdir(mode=0o555)
    else:
        target.chmod(0o555)
    before = tree(home(qs_jwt))
    done = qs_jwt(command, "--output=json", prefix=as_nobody)
    assert (done.code, done.error["code"]) == (1, "WriteFailed")
    assert tree(home(qs_jwt)) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_another_folder(qs_jwt: Runner, command: str) -> None:
    done = qs_jwt(command, "--path", "it's here/mine")
    folder = qs_jwt.folder / "it's here" / "mine"
    if command == "install-powershell-module":
        folder = folder / "QsJwt"
        shown = str(folder / "QsJwt.psd1").replace("'", "''")
        assert f"Import-Module '{shown}'" in done.err
    assert done.code == 0
    assert (folder / a_file(command)).exists()
    assert tree(home(qs_jwt)) == {}
    assert qs_jwt(command, "--path", "it's here/mine", "--uninstall").code == 0
    assert qs_jwt.files() == set()


def test_where_bash_completion_looks(qs_jwt: Runner, tmp_path: Path) -> None:
    for variable, expected in (
        ("XDG_DATA_HOME", tmp_path / "bash-completion" / "completions"),
        ("BASH_COMPLETION_USER_DIR", tmp_path / "completions"),
    ):
        done = qs_jwt("install-bash-completion", env={variable: str(tmp_path)})
        assert done.out == f"wrote {expected / 'qs-jwt.bash'}\n"
    both = {"BASH_COMPLETION_USER_DIR": f"{tmp_path}/a:{tmp_path}/b"}
    assert f"{tmp_path}/a/completions" in qs_jwt("install-bash-completion", env=both).out


def test_without_bash_completion_it_says_which_line_loads_it(
    qs_jwt: Runner, tmp_path: Path
) -> None:
    (home(qs_jwt) / ".bashrc").write_text("# mine\n")
    done = qs_jwt("install-bash-completion", env={"XDG_DATA_DIRS": str(tmp_path)})
    target = place(qs_jwt, "install-bash-completion") / "qs-jwt.bash"
    assert f"hint: add this line to ~/.bashrc: . {target}" in done.err
    assert (home(qs_jwt) / ".bashrc").read_text() == "# mine\n"
    (tmp_path / "bash-completion").mkdir()
    (tmp_path / "bash-completion" / "bash_completion").touch()
    done = qs_jwt("install-bash-completion", env={"XDG_DATA_DIRS": str(tmp_path)})
    assert "hint" not in done.err
    # nobody can tell from here whether a new shell loads that package: root's in Debian does not
    assert "info: new shells complete qs-jwt if they load bash-completion" in done.err
    assert done.err.endswith(f"add this line to ~/.bashrc: . {target}\n")
    (home(qs_jwt) / ".bashrc").write_text(done.err.partition("~/.bashrc: ")[2])
    words = ("bash", "--noprofile", "-ic", "complete -p qs-jwt")
    shown = subprocess.run(
        words, env=qs_jwt.environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "complete -F _qs_jwt qs-jwt\n"
    # another folder is one that bash-completion does not look into
    done = qs_jwt("install-bash-completion", "--path", "a b")
    line = done.err.partition("~/.bashrc: ")[2].splitlines()[0]
    shown = subprocess.run(
        ["bash", "--norc", "-c", f"{line}; complete -p qs-jwt"],
        capture_output=True, text=True, check=True, cwd=qs_jwt.folder,
    )  # fmt: skip
    assert shown.stdout == "complete -F _qs_jwt qs-jwt\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--edition", "desktop"), "InvalidValue"),
        (("--edition", "7"), "InvalidValue"),
        (("--edition", "core", "--path", "x"), "ConflictingOptions"),
        (("--path", ""), "EmptyValue"),
    ],
)
def test_editions(qs_jwt: Runner, words: tuple[str, ...], code: str) -> None:
    done = qs_jwt("install-powershell-module", *words, "--output", "json")
    assert (done.code, done.error["code"]) == (2, code)
    assert tree(home(qs_jwt)) == {}


def test_the_folders_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are wherever Windows says, such as in OneDrive."""
    import platformdirs

    from qs_jwt.commands import install_powershell_module as command

    monkeypatch.setattr("qs_jwt.system.HAS_WINDOWS_POWERSHELL", True)
    monkeypatch.setattr(platformdirs, "user_documents_dir", lambda: "/OneDrive/Documents")
    core, desktop = (
        f"/OneDrive/Documents/{name}/Modules" for name in ("PowerShell", "WindowsPowerShell")
    )
    assert command.module_folders("core") == [core]
    assert command.module_folders("desktop") == [desktop]
    assert command.module_folders("both") == [core, desktop]
