"""What the tests of a release share: pip, and small stand-ins for what a Windows zip is made of."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SECONDS = 300  # that pip may take before a test fails instead of hanging
VERSION = "ProductVersion\0".encode("utf-16-le") + "3.99.7\0".encode("utf-16-le")


def pip(*words: str | Path) -> None:
    """Run pip; skip the test where it needs the package index and there is none."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    if "NewConnectionError" in done.stderr or "No matching distribution" in done.stderr:
        pytest.skip(f"the package index cannot be asked: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


def packed(path: Path, files: dict[str, str | bytes]) -> Path:
    """A zip with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def small_wheel(folder: Path, name: str, version: str, **more: str) -> Path:
    """A wheel of one module and its license."""
    info = f"{name}-{version}.dist-info"
    files: dict[str, str | bytes] = {
        f"{name}/__init__.py": f"name = {name!r}\n",
        f"{info}/METADATA": f"Name: {name}\nVersion: {version}\n",
        f"{info}/RECORD": f"{name}/__init__.py,,\n",
        f"{info}/licenses/LICENSE": f"the license of {name}",
        **more,
    }
    return packed(folder / f"{name}-{version}-py3-none-any.whl", files)


class Inputs:
    """A small Python for Windows, wheels, and the file that requires them."""

    def __init__(self, folder: Path):
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        self.python = packed(
            folder / "python.zip",
            {"cp399/": "", "cp399/python.exe": "program", "cp399/python399._pth": "python399.zip",
             "cp399/python399.dll": b"MZ" + VERSION, "cp399/LICENSE.txt": "the license of Python",
             "cp399/python399.zip": "library"},
        )  # fmt: skip
        distlib = small_wheel(self.wheels, "distlib", "1.0", **{"distlib/t64.exe": "MZ launcher"})
        needed = [distlib, small_wheel(self.wheels, "fire", "2.0")]
        data = "qs_jwt-0.9.data"
        module = f"{data}/data/share/powershell/Modules/QsJwt/QsJwt.psd1"
        record = f"qs_jwt/__init__.py,,\n{module},,\n{data}/scripts/qs-jwt,,\n"
        more = {module: "@{}", f"{data}/scripts/qs-jwt": "#!python\n"}
        more["qs_jwt-0.9.dist-info/RECORD"] = record
        small_wheel(self.wheels, "qs_jwt", "0.9", **more)
        self.requirements = folder / "requirements.txt"
        lines = []
        for wheel in needed:
            name, version = wheel.name.split("-")[:2]
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            lines.append(f"{name}=={version} \\\n    --hash=sha256:{digest}\n")
        self.requirements.write_text("".join(lines))


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """What a Windows zip is made of, small."""
    return Inputs(tmp_path)
