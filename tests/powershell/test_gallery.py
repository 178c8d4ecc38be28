"""The module goes into a repository as into the PowerShell Gallery, and comes out of it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KEYS

from .conftest import Shell

SCRIPT = """
$ErrorActionPreference = 'Stop'
$null = New-Item -ItemType Directory ./repository
Register-PSResourceRepository -Name Folder -Uri (Resolve-Path ./repository).Path -Trusted
Publish-PSResource -Path '{module}' -Repository Folder
Install-PSResource QsJwt -Repository Folder
$found = Get-InstalledPSResource QsJwt
Import-Module QsJwt
$user = (New-QsJwt LAB anna -PrivateKeyPath '{key}').User
@{{
    base = (Get-Module QsJwt).ModuleBase; user = $user; version = "$($found.Version)"
    author = $found.Author; description = $found.Description; tags = $found.Tags
}} | ConvertTo-Json -Compress
"""


@pytest.mark.slow
def test_published_into_a_folder_and_installed_from_it(
    new_shell: Callable[[], Shell], built_module: Path
) -> None:
    shell = new_shell()
    home = shell.folder.parent
    printed = shell(SCRIPT.format(module=built_module, key=KEYS / "rsa2048.pkcs8.pem"))
    found = json.loads(printed.splitlines()[-1])
    assert found["user"] == "anna"
    assert Path(found["base"]).is_relative_to(home)
    assert Path(found["base"]).name == found["version"]
    assert found["author"]
    assert "JSON Web Tokens" in found["description"]
    assert {"Qlik", "JWT"} <= set(found["tags"])
    [package] = (shell.folder / "repository").glob("*.nupkg")
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
    own = {path.relative_to(built_module).as_posix() for path in built_module.rglob("*")}
    assert {name for name in own if "." in name} <= names
    assert not [name for name in names if name.endswith("engine.path")]
