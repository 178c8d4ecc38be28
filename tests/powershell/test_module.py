"""The module as a whole: its manifest, its help, and its parameters against the engine's."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import qs_jwt
from qs_jwt import commands, errors
from qs_jwt.command import Command

from .conftest import MODULE, Case, Shell

# The engine's command or commands behind each cmdlet.
COMMANDS = {
    "New-QsJwt": ("create-qseow", "create-qscloud"),
    "ConvertFrom-QsJwt": ("decode",),
    "Test-QsJwt": ("verify",),
    "New-QsJwtCertificate": ("create-cert",),
    "Get-QsJwtCertificate": ("inspect-cert",),
    "New-QsJwtIdentityProviderBody": ("qscloud-idp",),
    "New-QsJwtVirtualProxyBody": ("qseow-virtual-proxy",),
    "Test-QsJwtLogin": ("login-qscloud", "login-qseow"),
    "Get-QsJwtProfile": ("profiles",),
}
# Commands without a cmdlet: they are for the command line, or the module itself uses them.
NO_CMDLET = {"batch", "serve", "install-bash-completion", "install-powershell-module"}
# Options that no cmdlet carries over: a cmdlet gives objects, has -Verbose and -Debug,
# and takes claims as objects.
NOT_CARRIED = {"output", "minimal_output", "loglevel", "claim", "claims_file"}
# Parameters without an option of the engine's own: what they do, the module does.
OWN_PARAMETERS = {
    "New-QsJwt": {"InputObject", "AsString", "AsSecureString"},
    "Test-QsJwt": {"Detailed"},
    "New-QsJwtIdentityProviderBody": {"AsObject"},
    "New-QsJwtVirtualProxyBody": {"AsObject"},
    "Test-QsJwtLogin": {"Cloud", "Qseow"},
    "Get-QsJwtProfile": {"Name"},
}
# Options that ConvertFrom-QsJwt takes from verify, which it asks where they are given.
FROM_VERIFY = {"expected_issuer", "expected_keyid", "platform", "leeway"}
# Error codes of the module's own.
OWN_CODES = {
    "EngineNotFound",
    "EngineIncompatible",
    "EngineStopped",
    "RequestTooLarge",
    "MissingUserId",
    "InvalidUser",
    "InvalidPath",
    "ClaimsUnreadable",
    "ProtocolError",
}
KINDS = {
    "Path": {"path", "prefix"},
    "Secret": {"secret"},
    "Duration": {"duration"},
    "Flag": {"flag"},
    "Time": {"time"},
}


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell]) -> dict[str, Case]:
    shell = new_shell()
    profiles = shell.folder / "profiles.toml"
    profiles.write_text('[lab]\nplatform = "qseow"\n[other]\nplatform = "qscloud"\n')
    return shell.cases("module.ps1", {"QS_JWT_CONFIG": str(profiles)})


def definitions(cmdlet: str) -> list[Command]:
    return [commands.load(name) for name in COMMANDS[cmdlet]]


def test_every_command_has_a_cmdlet() -> None:
    behind = {name for names in COMMANDS.values() for name in names}
    assert behind | NO_CMDLET >= set(commands.COMMANDS)
    assert behind <= set(commands.COMMANDS)
    assert not behind & NO_CMDLET


def test_exports(cases: dict[str, Case]) -> None:
    public = sorted(path.stem for path in (MODULE / "Public").iterdir())
    assert sorted(cases["exports"].out) == public == sorted(COMMANDS)
    assert not cases["approved-verbs"].out


def test_the_manifest(cases: dict[str, Case]) -> None:
    manifest = cases["manifest"].only
    assert manifest["version"] == qs_jwt.__version__
    assert manifest["powershell"] == "5.1"
    assert manifest["editions"] == ["Desktop", "Core"]
    assert sorted(manifest["functions"]) == sorted(COMMANDS)
    assert manifest["others"] == []
    assert "Qlik" in manifest["tags"]
    assert manifest["gallery"] == ["LicenseUri", "ProjectUri", "ReleaseNotes"]
    assert manifest["valid"] == "QsJwt"


def test_help_is_complete(cases: dict[str, Case]) -> None:
    helps = {found["name"]: found for found in cases["help"].out}
    assert helps.keys() == COMMANDS.keys()
    for name, found in helps.items():
        assert found["synopsis"], name
        assert not found["synopsis"].startswith(name), name
        assert found["examples"] >= 2, name
        assert not found["undescribed"], name


def test_help_recommends_what_shows_no_secret(cases: dict[str, Case]) -> None:
    about = cases["about"].only
    for word in ("-PrivateKeyPath", "SecureString", "-AsSecureString", "script block"):
        assert word in about
    for name in COMMANDS:
        assert name in about


@pytest.mark.parametrize("cmdlet", [name for name in COMMANDS if name != "Get-QsJwtProfile"])
def test_parameters_and_options_are_the_same(cases: dict[str, Case], cmdlet: str) -> None:
    found = cases["parameters"].only[cmdlet]
    assert not found["unknown"]
    carried = {name: fields["option"] for name, fields in found["parameters"].items()}
    own = {name for name, option in carried.items() if option is None}
    assert own == OWN_PARAMETERS.get(cmdlet, set())
    options = {name for command in definitions(cmdlet) for name in command.parameters}
    extra = FROM_VERIFY if cmdlet == "ConvertFrom-QsJwt" else set()
    assert set(carried.values()) - {None} == (options - NOT_CARRIED) | extra


@pytest.mark.parametrize("cmdlet", [name for name in COMMANDS if name != "Get-QsJwtProfile"])
def test_parameters_have_the_type_of_their_option(cases: dict[str, Case], cmdlet: str) -> None:
    types = {
        "flag": {"SwitchParameter"},
        "integer": {"Int32"},
        "size": {"Int32"},
        "texts": {"String[]"},
        "duration": {"Object"},
        "object": {"Object"},
        "time": {"DateTime"},
        "secret": {"Object", "SecureString"},
    }
    parameters = cases["parameters"].only[cmdlet]["parameters"]
    for command in definitions(cmdlet):
        for name, fields in parameters.items():
            parameter = command.parameters.get(fields["option"] or "")
            if parameter is not None and name != "UserId":
                kind = parameter.option.kind
                assert fields["type"] in types.get(kind, {"String"}), (name, kind)


def test_values_are_turned_by_their_kind(cases: dict[str, Case]) -> None:
    kinds = cases["kinds"].only
    assert kinds.keys() == KINDS.keys()
    listed = {option: kind for kind, options in kinds.items() for option in options}
    carried = {
        fields["option"]
        for cmdlet in cases["parameters"].only.values()
        for fields in cmdlet["parameters"].values()
    }
    for cmdlet in COMMANDS:
        for command in definitions(cmdlet):
            for name, parameter in command.parameters.items():
                if name in carried:
                    wanted = next(
                        (kind for kind, own in KINDS.items() if parameter.option.kind in own), None
                    )
                    assert listed.get(name) == wanted, name


def test_every_error_code_has_a_category(cases: dict[str, Case]) -> None:
    listed: dict[str, Any] = cases["categories"].only
    codes = {cls.__name__ for cls in errors.error_classes()}
    assert set(listed) == codes | OWN_CODES
    assert not codes & OWN_CODES
    readme = (MODULE.parent / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE)) == OWN_CODES
    assert not cases["real-categories"].out


def test_completions(cases: dict[str, Case]) -> None:
    found = {case["line"]: case["completions"] for case in cases["completions"].out}
    assert found["New-QsJwt -Algorithm "] == ["RS256", "RS384", "RS512"]
    assert found["New-QsJwt -Algorithm RS3"] == ["RS384"]
    assert found["New-QsJwt -KeySize "] == ["2048", "3072", "4096"]
    assert found["New-QsJwt -Expires 1"] == ["15m", "1h", "1d"]
    assert found["New-QsJwtCertificate -KeySize 3"] == ["3072"]
    assert found["Test-QsJwt -Platform q"] == ["qseow", "qscloud"]
    assert found["New-QsJwt -ProfileName l"] == ["lab"]


def test_who_writes_files_asks(cases: dict[str, Case]) -> None:
    asks = {case["name"]: case["impact"] for case in cases["confirm-impact"].out if case["asks"]}
    assert asks.keys() == {"New-QsJwt", "New-QsJwtCertificate", "Test-QsJwtLogin"}
    assert set(asks.values()) <= {"Low", "Medium"}


def test_the_callers_strict_mode(cases: dict[str, Case]) -> None:
    assert cases["strict"].only == "a"


def test_the_record_of_the_installer_is_no_part_of_the_sources() -> None:
    assert not Path(MODULE / "engine.path").exists()
