"""The zip for Windows: what stands where in it, and the same input gives the same bytes."""

import io
import re
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import build_windows
from build_windows import BuildError
from conftest import KEYS

from .conftest import Inputs, packed, small_wheel

ROOT = KEYS.parent.parent


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The small Python is one whose end is known, and no Python can compile for it."""
    for name in ("windows-readme.txt", "windows-python.toml"):
        (tmp_path / name).write_bytes((build_windows.TOOLS / name).read_bytes())
    with (tmp_path / "windows-python.toml").open("a") as file:
        file.write('"3.99" = ["May 2099", "June 2099"]\n')
    monkeypatch.setattr(build_windows, "TOOLS", tmp_path)


def built(inputs: Inputs, folder: str = "out") -> Path:
    output = inputs.wheels.parent / folder
    return build_windows.build(inputs.python, inputs.wheels, output, inputs.requirements)


def test_where_everything_stands(inputs: Inputs) -> None:
    made = built(inputs)
    assert made.name == "qs-jwt-0.9-windows-x64.zip"
    with zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(files)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert files["python/python399._pth"] == b"python399.zip\r\n.\r\nLib\\site-packages\r\n"
    assert files["QsJwt/QsJwt.psd1"] == b"@{}"
    assert files["python/share/powershell/Modules/QsJwt/QsJwt.psd1"] == b"@{}"
    site = "python/Lib/site-packages"
    assert f"{site}/fire/__init__.py" in files
    assert not [name for name in files if "scripts" in name or name.startswith(f"{site}/distlib")]
    # as pip records it: what is beside Lib is told from site-packages
    record = files[f"{site}/qs_jwt-0.9.dist-info/RECORD"].decode().splitlines()
    module = "../../share/powershell/Modules/QsJwt/QsJwt.psd1,,"
    assert record == ["qs_jwt/__init__.py,,", module]
    assert files["LICENSES/Python.txt"] == b"the license of Python"
    assert {name for name in files if name.startswith("LICENSES/")} == {
        "LICENSES/README.txt", "LICENSES/Python.txt", "LICENSES/fire/LICENSE",
        "LICENSES/qs-jwt/LICENSE", "LICENSES/distlib/LICENSE",
    }  # fmt: skip
    readme = files["README.txt"].decode()
    assert "Python 3.99.7" in readme
    assert "for Windows until May 2099" in readme
    assert re.search(r"[^\r]\n", readme) is None
    assert "Unblock-File" in readme[: readme.index("Expand-Archive")]


def test_the_program_is_a_launcher_with_its_python_and_a_zip(inputs: Inputs) -> None:
    with zipfile.ZipFile(built(inputs)) as archive:
        program = archive.read("qs-jwt.exe")
    start = b'MZ launcher#!"<launcher_dir>\\python\\python.exe" -I\r\n'
    assert program.startswith(start)
    with zipfile.ZipFile(io.BytesIO(program)) as script:
        assert script.namelist() == ["__main__.py"]
        compile(script.read("__main__.py"), "__main__.py", "exec")


def test_the_same_input_gives_the_same_bytes(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert built(inputs).read_bytes() == built(inputs, "again").read_bytes()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))  # compiled, then
    made = built(inputs)
    assert made.read_bytes() == built(inputs, "again").read_bytes()
    with zipfile.ZipFile(made) as archive:
        compiled = {n: archive.read(n) for n in archive.namelist() if n.endswith(".pyc")}
    assert len(compiled) == 2
    for name, data in compiled.items():
        assert "/site-packages/" in name
        assert data[4:8] == b"\x01\0\0\0", "to be compared with its source"


def test_no_modules_compiled_for_another_version(inputs: Inputs) -> None:
    with zipfile.ZipFile(built(inputs)) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".pyc")]


def test_wheels_that_are_not_the_required_ones(inputs: Inputs) -> None:
    fire = inputs.wheels / "fire-2.0-py3-none-any.whl"
    right = fire.read_bytes()
    small_wheel(inputs.wheels, "fire", "2.0", **{"fire/more.py": ""})
    with pytest.raises(BuildError, match=r"fire-2\.0.*has not the SHA-256"):
        built(inputs)
    fire.write_bytes(right)
    other = small_wheel(inputs.wheels, "fire", "2.1")
    with pytest.raises(BuildError, match="two wheels of fire"):
        built(inputs)
    fire.unlink()
    with pytest.raises(BuildError, match=r"fire-2\.1.*is not in requirements\.txt"):
        built(inputs)
    other.unlink()
    with pytest.raises(BuildError, match="no wheel of fire"):
        built(inputs)


def test_what_is_no_python_for_windows(inputs: Inputs) -> None:
    packed(inputs.python, {"bin/python3": "", "LICENSE": ""})
    with pytest.raises(BuildError, match=r"python\.zip is not an embeddable Python"):
        built(inputs)


def test_the_command_says_what_is_wrong_in_one_line(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["build_windows.py", "--python-zip", inputs.python, "--wheels", inputs.wheels]
    monkeypatch.setattr(sys, "argv", [str(word) for word in words])
    with pytest.raises(SystemExit, match=r"^error: \S[^\n]+$"):
        build_windows.main()


def test_the_requirements_are_what_qs_jwt_depends_on_in_windows() -> None:
    text = build_windows.REQUIREMENTS.read_text(encoding="utf-8")
    required = dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", text))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for line in project["project"]["dependencies"]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(required[wanted.name.lower()]), line
    # what those depend on there, and the launcher
    assert {"colorama", "termcolor", "cffi", "pycparser", "distlib"} <= required.keys()
    assert ";" not in text, "no markers"
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(required)
