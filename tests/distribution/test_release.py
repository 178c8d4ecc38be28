"""What is released: one version everywhere, built by one command, and it installs."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

import addresses
import powershell_module
import qs_jwt
import readmes
import release
from conftest import COMMAND, KEYS
from powershell import test_pester
from powershell.test_pester import PWSH
from release import ReleaseError

from .conftest import SECONDS, pip

ROOT = KEYS.parent.parent
TOOL = Path(release.__file__)
WORKFLOWS = ROOT / ".github" / "workflows"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def test_engine_and_module_have_one_version(tmp_path: Path) -> None:
    assert release.version() == qs_jwt.__version__
    for name in ("engine/qs_jwt/__init__.py", "powershell/QsJwt/QsJwt.psd1"):
        (tmp_path / name).parent.mkdir(parents=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(f"__version__ = \"{qs_jwt.__version__}\"",
                                                  '__version__ = "9.9"'))  # fmt: skip
    with pytest.raises(ReleaseError, match=r"engine's version is 9\.9, the module's"):
        release.version(tmp_path)


def test_the_notes_are_the_section_of_the_changelog() -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n## [1.1.0] - 2026-01-01\n\n### Added\n\n- this\n\n"
    text += "## [1.0.0]\n\n- that\n\n[1.0.0]: https://example.com\n"
    assert release.notes(text, "1.1.0") == "### Added\n\n- this\n"
    assert release.notes(text, "1.0.0") == "- that\n"
    for name in ("Unreleased", "1.2.0"):
        with pytest.raises(ReleaseError, match=f"says nothing of {name}"):
            release.notes(text, name)
    assert release.notes((ROOT / "CHANGELOG.md").read_text("utf-8"), "Unreleased")


def test_no_release_without_a_python_for_windows(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="names no Python yet"):
        release.windows_python('version = ""\nsha256 = ""\n')
    with pytest.raises(ReleaseError, match=r"3\.11\.9 is older than 3\.13"):
        release.windows_python('version = "3.11.9"\nsha256 = "00"\n')
    (tmp_path / "python.zip").write_bytes(b"zip")
    digest = hashlib.sha256(b"zip").hexdigest()
    right = f'version = "3.14.1"\nsha256 = "{digest}"\n'
    address, _ = release.windows_python(right)
    assert address.endswith("/ftp/python/3.14.1/python-3.14.1-embed-amd64.zip")
    assert release.checked_python(tmp_path / "python.zip", right) == tmp_path / "python.zip"
    with pytest.raises(ReleaseError, match="has not the SHA-256"):
        release.checked_python(tmp_path / "python.zip", right.replace(digest, "00"))


def test_what_is_wrong_is_said_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "old").touch()
    with pytest.raises(ReleaseError, match="is not empty"):
        release.release(tmp_path, None, None)
    with pytest.raises(ReleaseError, match="needs --python-zip"):
        release.release(tmp_path / "new", "v1", None)
    done = subprocess.run(
        [sys.executable, TOOL, "--dry-run", "--output", tmp_path],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 1
    assert re.fullmatch(r"error: \S[^\n]* is not empty\n", done.stderr)


def test_actions_are_named_by_commit_and_have_only_the_rights_they_need() -> None:
    text = (WORKFLOWS / "release.yml").read_text(encoding="utf-8")
    used = re.findall(r"(?m)^\s*- uses: (.*)$", text)
    assert used
    for action in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    assert re.search(r"(?m)^permissions: \{\}$", text)


def test_the_classifiers_name_what_was_run() -> None:
    """Windows and macOS will be named when test.yml has run there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [one.rpartition(" :: ") for one in project["classifiers"]]
    versions = [last for first, _, last in named if last.startswith("3.")]
    run = re.search(
        r"The suite was run on Python (.*?)\. Not tested", readmes.text_of(readmes.TESTS)
    )
    assert run
    assert versions == re.split(r", | and ", run[1])
    systems = [f"{first} :: {last}" for first, _, last in named if first.startswith("Operating")]
    assert systems == ["Operating System :: POSIX :: Linux"]
    assert project["requires-python"] == f">={versions[0]}"


def test_no_text_takes_the_package_from_the_index_before_it_is_there() -> None:
    if addresses.read().published:
        pytest.skip("it is there")
    texts = [*ROOT.glob("*.md"), *(ROOT / "engine" / "tools").glob("*.txt")]
    texts += [ROOT / page for page in readmes.PAGES]
    texts += [path for path in (ROOT / "powershell" / "QsJwt").rglob("*") if path.is_file()]
    texts += (ROOT / "engine" / "qs_jwt").rglob("*.py")
    fetch = re.compile(r"\b(?:pip|pipx)3? (?:install|download|wheel)\b(?P<words>[^\n`;]*)")
    for path in texts:
        for found in fetch.finditer(path.read_text("utf-8")):
            takes_name = re.search(r"(?<!\S)qs-jwt\b", found["words"])
            assert not takes_name or "--no-index" in found["words"], f"{path}: {found[0]}"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the one command builds."""
    output = tmp_path_factory.mktemp("release") / "dist"
    done = subprocess.run(
        [sys.executable, TOOL, "--dry-run", "--output", output],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if "NewConnectionError" in done.stderr:
        pytest.skip("the package index cannot be asked")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (output / "SHA256SUMS").read_text()
    return output


@pytest.mark.slow
def test_the_dry_run_builds_all(dist: Path) -> None:
    version = release.version()
    files = {
        f"qs_jwt-{version}-py3-none-any.whl", f"qs_jwt-{version}.tar.gz",
        f"qs-jwt-{version}-windows-x64.zip", f"qs-jwt-{version}.cdx.json",
    }  # fmt: skip
    assert {path.name for path in dist.iterdir()} == {*files, "QsJwt", "SHA256SUMS", "notes.md"}
    lines = (dist / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums.keys() == files
    for name in files:
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == sums[name]
    bill = json.loads((dist / f"qs-jwt-{version}.cdx.json").read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "qs-jwt"
    assert {"cryptography", "PyJWT", "fire"} <= {one["name"] for one in bill["components"]}


def installed_module(environment: Path) -> Path:
    """The PowerShell module of an environment that has qs-jwt."""
    return environment / "share" / "powershell" / "Modules" / "QsJwt"


@pytest.fixture(scope="module", params=["*.whl", "*.tar.gz"])
def environment(
    dist: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An empty environment with a package of the release in it."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=True)
    [package] = dist.glob(f"qs_jwt-{request.param}")
    pip("--python", folder / SCRIPTS / "python", "install", "-q", package)
    return folder


@pytest.mark.slow
def test_it_installs_into_an_empty_environment(
    environment: Path, dist: Path, tmp_path: Path
) -> None:
    scripts = environment / SCRIPTS
    variables = {"HOME": str(tmp_path), "PATH": ""}

    def run(*words: str | Path) -> str:
        return subprocess.run(
            words, cwd=tmp_path, env=variables,
            capture_output=True, text=True, check=True, timeout=SECONDS,
        ).stdout  # fmt: skip

    version = release.version()
    assert run(scripts / "qs-jwt", "-V") == f"qs-jwt {version}\n"
    asked = "import qs_jwt, importlib.metadata as m; print(qs_jwt.__version__, m.version('qs-jwt'))"
    assert run(scripts / "python", "-c", asked) == f"{version} {version}\n"
    token = run(
        scripts / "qs-jwt",
        *("create-qseow", "--userdir", "LAB", "--userid", "anna", "--cert-create"),
    )
    assert token.count(".") == 2
    run(scripts / "qs-jwt", "install-bash-completion")
    run(scripts / "qs-jwt", "install-powershell-module")
    module = installed_module(environment)
    check_module(module)
    for name in powershell_module.bundled():  # so that what holds for one holds for all
        assert (module / name).read_bytes() == (dist / "QsJwt" / name).read_bytes()


@pytest.fixture(scope="module")
def with_stand_in(environment: Path) -> Path:
    """The environment with what the tests' stand-in for Qlik checks assertions with."""
    pip("--python", environment / SCRIPTS / "python", "install", "-q", "joserfc")
    return environment


@pytest.mark.slow
@pytest.mark.skipif(PWSH is None, reason="no PowerShell: pwsh is not on the PATH")
@pytest.mark.parametrize("environment", ["*.whl"], indirect=True)
def test_its_module_passes_its_tests(
    with_stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the engine of its environment."""
    monkeypatch.setattr(test_pester, "COMMAND", with_stand_in / SCRIPTS / COMMAND.name)
    module = installed_module(with_stand_in)
    for found in test_pester.run_pester(test_pester.FILES, module, tmp_path).values():
        test_pester.expect_success(found)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the rows are those of Linux")
# the fixture dist runs the line that makes the zip
@pytest.mark.parametrize(
    "lines", [row for row in readmes.ways_to_install() if "release.py" not in row[0]]
)
def test_a_way_to_install_as_the_front_page_has_it(lines: list[str], tmp_path: Path) -> None:
    """In a clean clone; of the way without a network, the lines there without a network."""
    checkout = tmp_path / "qs-jwt"
    subprocess.run(["git", "clone", "-q", ROOT, checkout], check=True)
    for line in lines:
        offline = ["unshare", "-rn"] if "--no-index" in line else []
        done = subprocess.run(
            [*offline, "bash", "-euo", "pipefail", "-c", line], cwd=checkout,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip
        if "NewConnectionError" in done.stderr:
            pytest.skip("the package index cannot be asked")
        assert done.returncode == 0, f"{line}\n{done.stderr}"
    asked = subprocess.run([checkout / ".venv/bin/qs-jwt", "-V"], capture_output=True, check=True)
    assert asked.stdout.decode() == f"qs-jwt {release.version()}\n"


@pytest.mark.slow
def test_the_module_that_goes_to_the_gallery(dist: Path) -> None:
    check_module(dist / "QsJwt")


def check_module(module: Path) -> None:
    """Its files are those that are listed, and PowerShell finds nothing wrong in its manifest."""
    found = {p.relative_to(module).as_posix() for p in module.rglob("*") if p.is_file()}
    assert found == powershell_module.bundled().keys()
    if PWSH is None:
        pytest.skip("no PowerShell: pwsh is not on the PATH")
    script = f"(Test-ModuleManifest '{module / 'QsJwt.psd1'}' -ErrorAction Stop).Version.ToString()"
    done = subprocess.run(
        [PWSH, "-NoProfile", "-NonInteractive", "-Command", script],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    assert done.stdout.strip() == release.version(), done.stderr
