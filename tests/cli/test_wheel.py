"""The wheel: the shells' files lie where the shells look, and are found from there."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import powershell_module
from conftest import KEYS, SECONDS

ROOT = Path(__file__).parent.parent.parent
KEY = KEYS / "rsa2048.pkcs8.pem"
_INSTALLING = 600  # seconds

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the folders of Linux and macOS")


def pip(*words: str | Path) -> None:
    """Run pip without the network."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--no-cache-dir", "--disable-pip-version-check", *words],
        capture_output=True, text=True, check=False, timeout=_INSTALLING,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    leave = shutil.ignore_patterns(".*", "tests", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, folder / "checkout", ignore=leave)
    pip(
        *("wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"),
        *("-w", folder, folder / "checkout"),
    )
    [built] = folder.glob("qs_jwt-*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venv with the wheel, which borrows only what qs-jwt depends on."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    import venv

    venv.create(folder, symlinks=True)
    pip("--python", folder / "bin" / "python", "install", "-q", "--no-deps", "--no-index", wheel)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder


def shared(prefix: Path) -> None:
    """Both shells' files lie below ``prefix``."""
    completion = prefix / "share" / "bash-completion" / "completions" / "qs-jwt.bash"
    assert completion.read_bytes() == (ROOT / "bash-completion" / "qs-jwt.bash").read_bytes()
    module = prefix / "share" / "powershell" / "Modules" / "QsJwt"
    found = {
        path.relative_to(module).as_posix(): path.read_bytes()
        for path in module.rglob("*")
        if path.is_file()
    }
    assert found == powershell_module.bundled()
    # every function of the checkout is in the one file
    source = ROOT / "powershell" / "QsJwt"
    functions = {path.stem for path in source.rglob("*-*.ps1")}  # the others hold tables
    defined = re.findall(r"(?m)^function (\S+) \{", found["QsJwt.psm1"].decode())
    assert len(functions) > 20
    assert set(defined) >= functions


def run(*words: str | Path, home: Path, code: int = 0, **variables: str) -> str:
    done = subprocess.run(
        words, env={"HOME": str(home), "LC_ALL": "C.UTF-8", **variables},
        capture_output=True, text=True, check=False, timeout=SECONDS, cwd=home,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout


def test_installed_into_a_venv(environment: Path, tmp_path: Path) -> None:
    shared(environment)
    where = "import qs_jwt; print(qs_jwt.__file__)"
    python = environment / "bin" / "python"
    assert run(python, "-c", where, home=tmp_path).startswith(str(environment))
    run(environment / "bin" / "qs-jwt", "install-bash-completion", home=tmp_path)
    run(environment / "bin" / "qs-jwt", "install-powershell-module", home=tmp_path)
    data = tmp_path / ".local" / "share"
    assert (data / "bash-completion" / "completions" / "qs-jwt.bash").exists()
    recorded = data / "powershell" / "Modules" / "QsJwt" / "engine.path"
    assert recorded.read_text() == f"{python}\n"


def test_installed_below_a_prefix(wheel: Path, tmp_path: Path) -> None:
    """As into /usr/local: the record tells where the files are, not the interpreter."""
    prefix = tmp_path / "usr"
    pip("install", "-q", "--no-deps", "--no-index", "--ignore-installed", "--prefix", prefix, wheel)
    shared(prefix)
    [package] = prefix.glob("**/qs_jwt")
    command = (
        "import sys; sys.prefix = '/nonexistent'; from qs_jwt.cli import main;"
        "sys.exit(main(['install-powershell-module', '--output', 'json', '--loglevel', 'error']))"
    )
    words = (sys.executable, "-c", command)
    done = json.loads(run(*words, home=tmp_path, PYTHONPATH=str(package.parent)))
    assert f"{done['result']['folders'][0]}/QsJwt.psd1" in done["result"]["written"]
    shutil.rmtree(prefix / "share")
    missing = run(*words, home=tmp_path, code=1, PYTHONPATH=str(package.parent))
    assert json.loads(missing)["error"]["code"] == "FileMissing"


@pytest.mark.skipif(not shutil.which("pwsh"), reason="no PowerShell: pwsh is not on the PATH")
def test_powershell_makes_a_token_with_nothing_on_the_path(
    environment: Path, tmp_path: Path
) -> None:
    run(environment / "bin" / "qs-jwt", "install-powershell-module", home=tmp_path)
    script = (
        f"$token = New-QsJwt -UserDirectory LAB -UserId anna -PrivateKeyPath '{KEY}'; "
        '"$((Get-Module QsJwt).ModuleBase) $token"'
    )
    pwsh = os.path.realpath(shutil.which("pwsh") or "")
    out = run(
        pwsh, "-NoProfile", "-NonInteractive", "-Command", script,
        home=tmp_path, PATH="", POWERSHELL_TELEMETRY_OPTOUT="1",
    )  # fmt: skip
    base, token = out.split()
    assert base == str(tmp_path / ".local" / "share" / "powershell" / "Modules" / "QsJwt")
    assert token.count(".") == 2
    assert token.startswith("ey")
