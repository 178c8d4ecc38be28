"""Profiles: what is given wins, then the profile; faults are told with their line."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as api
from conftest import KEYS, PASSPHRASE, Runner
from qs_jwt import commands, errors, platforms

KEY = KEYS / "rsa2048.pkcs8.pem"
LAB = f"""
[lab]
platform = "qseow"
userdir = "LAB"
userid = "anna"
groups = ["sales", "north region"]
expires = "8h"
cert_privatekey_file = '{KEY}'

[lab.claims]
department = "sales"

[tenant]
platform = "qscloud"
issuer = "lab"
keyid = "key-1"
username = "Anna Berg"
useremail = "anna@example.com"
useremail_verified = true
cert_privatekey_file = '{KEY}'
"""


class Profiled(Runner):
    """The command, with profiles."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.file = folder / "profiles.toml"
        self.environment["QS_JWT_CONFIG"] = str(self.file)
        self.write(LAB)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")


@pytest.fixture
def lab(tmp_path: Path) -> Profiled:
    (tmp_path / "work").mkdir()
    return Profiled(tmp_path / "work")


def payload(runner: Runner, *words: str | os.PathLike[str]) -> dict[str, Any]:
    done = runner("create-qseow", "--profile", "lab", "--output", "json", *words)
    found: dict[str, Any] = done.result["payload"]
    return found


@pytest.mark.windows
def test_required_options_and_the_key_come_from_the_profile(lab: Profiled) -> None:
    found = payload(lab)
    assert (found["userDirectory"], found["userId"]) == ("LAB", "anna")
    assert found["group"] == ["sales", "north region"]
    assert found["exp"] - found["iat"] == 8 * 3600
    assert found["department"] == "sales"
    cloud = lab("create-qscloud", "--profile=tenant", "--output=json").result
    assert cloud["header"]["kid"] == "key-1"
    assert cloud["payload"]["email_verified"] is True


def test_a_file_that_is_not_there(lab: Profiled) -> None:
    lab.file.unlink()
    done = lab("create-qseow", "--profile", "lab", "--output", "json")
    assert done.error["code"] == "UnknownProfile"
    assert done.error["message"].endswith(f"there is no file '{lab.file}'")
    assert done.error["hint"].startswith("write that file; a profile is [NAME]")


def test_what_a_profile_gives_is_not_sought_on_the_line(lab: Profiled) -> None:
    head = '[lab]\nplatform = "qseow"\nuserdir = "LAB"\nuserid = "anna"\n'
    for more, code in (
        ('cert_privatekey_file = "nope.pem"\n', "FileMissing"),
        (f"cert_privatekey_file = '{KEY}'\nclaims = {{iss = \"x\"}}\n", "ReservedClaim"),
    ):
        lab.write(head + more)
        done = lab("create-qseow", "--profile", "lab", "--output", "json")
        assert (done.error["code"], done.out.count("the profile gives --c")) == (code, 1)
    lab.write(head + 'cert_privatekey = "env:NO_SUCH_KEY"\n')
    assert (
        "export it first; the profile gives --cert-privatekey\n"
        in lab("create-qseow", "--profile", "lab").err
    )
    lab.write(head)
    done = lab("create-qseow", "--profile", "lab", "--cert-privatekey-file", "nope.pem")
    assert (done.code, "the profile" in done.err) == (1, False)


def test_a_given_option_wins_and_lists_are_replaced(lab: Profiled) -> None:
    found = payload(
        lab, "--userid", "bo", "--groups", "one", "--expires", "60", "--claim", "level:=3"
    )
    assert (found["userId"], found["group"]) == ("bo", ["one"])
    assert found["exp"] - found["iat"] == 60
    assert found["level"] == 3
    assert "department" not in found


@pytest.mark.parametrize(
    "given",
    [
        ("--cert-privatekey-file", KEYS / "other2048.pem"),
        ("--cert-privatekey", "env:OTHER"),
        ("--cert-create", "--key-size", "2048"),
    ],
)
def test_a_given_key_replaces_the_profiles_and_its_passphrase(
    lab: Profiled, given: tuple[str, ...]
) -> None:
    lab.write(LAB.replace("[lab.claims]", 'cert_passphrase = "env:NOT_SET"\n[lab.claims]'))
    assert "NOT_SET" in lab("create-qseow", "--profile", "lab").err
    other = {"OTHER": (KEYS / "other2048.pem").read_text()}
    done = lab("create-qseow", "--profile", "lab", *given, env=other)
    assert done.code == 0, done.err
    checked = lab(
        *("decode", "--cert-publickey-file", KEYS / "rsa2048.cer", "--jwt", "stdin"),
        stdin=done.out,
    )
    assert checked.code == 1  # another key than the profile's signed it


def test_a_passphrase_alone_serves_a_given_key(lab: Profiled) -> None:
    lab.write('[lab]\nplatform = "qseow"\nuserdir = "L"\ncert_passphrase = "env:WORDS"\n')
    words = ("--userid", "a", "--cert-privatekey-file", KEYS / "rsa2048.pkcs8.encrypted.pem")
    done = lab("create-qseow", "--profile", "lab", *words, env={"WORDS": PASSPHRASE})
    assert done.code == 0, done.err


@pytest.mark.windows
@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\x\key.pem", r"C:\keys\x.pem", r"C:\temp\new.pem", r"C:\new", r"C:\Utah\key.pem",
        r"\\server\ud800.pem",
    ],
)  # fmt: skip
def test_a_windows_path_is_explained(qs_jwt: Runner, path: str) -> None:
    r"""TOML takes ``\t`` for a TAB, and refuses ``\k``."""
    (qs_jwt.folder / "profiles.toml").write_text(
        f'[lab]\nplatform = "qseow"\ncert_privatekey_file = "{path}"\n'
    )
    done = qs_jwt("profiles", env={"QS_JWT_CONFIG": str(qs_jwt.folder)})
    assert done.code == 2
    assert "hint: write Windows paths in single quotes: 'C:\\temp\\new.pem'\n" in done.err


@pytest.mark.windows
def test_references_and_paths_start_at_the_files_folder(lab: Profiled, tmp_path: Path) -> None:
    (lab.folder / "keys").mkdir()
    (lab.folder / "keys" / "key.pem").write_bytes(
        (KEYS / "rsa2048.pkcs8.encrypted.pem").read_bytes()
    )
    (Path(lab.environment["HOME"]) / "words.txt").write_bytes(f"{PASSPHRASE}\r\n".encode())
    lab.write(
        '[lab]\nplatform="qseow"\nuserdir="L"\nuserid="a"\ncert_privatekey_file="keys/key.pem"\n'
        'cert_passphrase="file:~/words.txt"\n'
    )
    lab.folder = tmp_path
    assert lab("create-qseow", "--profile", "lab").code == 0


@pytest.mark.windows
def test_a_key_by_env(lab: Profiled) -> None:
    lab.write('[lab]\nplatform="qseow"\nuserdir="L"\nuserid="a"\ncert_privatekey="env:KEY"\n')
    done = lab("create-qseow", "--profile", "lab", env={"KEY": KEY.read_text()})
    assert done.code == 0, done.err
    missing = lab("create-qseow", "--profile", "lab", "--output", "json")
    assert (missing.code, missing.error["code"]) == (2, "MissingVariable")


def test_python_takes_a_profile(lab: Profiled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QS_JWT_CONFIG", str(lab.file))
    given: dict[str, Any] = {"profile": "lab", "userid": "bo"}
    token = api.create_qseow(**given)
    assert (token.payload["userDirectory"], token.user) == ("LAB", "bo")
    assert api.create_qseow(**given, username=None, groups=["x"]).payload["group"] == ["x"]
    with pytest.raises(errors.UnknownProfile):
        api.create_qseow(**{**given, "profile": "nosuch"})
    lab.write(LAB.replace('"LAB"', '"OTHER"'))
    assert api.create_qseow(**given).payload["userDirectory"] == "OTHER"
    shown = api.profiles()
    assert shown.path == str(lab.file)
    assert [found.name for found in shown.profiles] == ["lab", "tenant"]


@pytest.mark.windows
def test_profiles_shows_them(lab: Profiled) -> None:
    shown = lab("profiles", "--output", "json").result
    assert shown["path"] == str(lab.file)
    first, second = shown["profiles"]
    assert (first["name"], first["platform"]) == ("lab", "qseow")
    assert first["options"]["cert_privatekey_file"] == str(KEY)
    assert first["options"]["claims"] == {"department": "sales"}
    assert (second["name"], second["platform"]) == ("tenant", "qscloud")
    text = lab("profiles").out
    assert text.startswith(f"{lab.file}\n\nlab (qseow)\n")
    assert '  groups                ["sales", "north region"]\n' in text


def test_no_profiles(lab: Profiled) -> None:
    lab.file.unlink()
    shown = lab("profiles", "--output", "json")
    assert shown.result == {"path": str(lab.file), "profiles": [], "warnings": []}
    assert lab("profiles").out == f"{lab.file}\n\nNo profiles: there is no such file.\n"
    lab.write("")
    assert lab("profiles").out == f"{lab.file}\n\nNo profiles.\n"
    done = lab("create-qseow", "--profile", "lab")
    assert done.code == 2
    assert str(lab.file) in done.err


@pytest.mark.skipif(os.name == "nt", reason="the folder of Linux and macOS")
def test_where_the_file_is(qs_jwt: Runner, tmp_path: Path) -> None:
    found = [
        qs_jwt("profiles", "--output", "json", env=env).result["path"]
        for env in ({}, {"XDG_CONFIG_HOME": str(tmp_path)}, {"QS_JWT_CONFIG": str(tmp_path)})
    ]
    assert found[0].startswith(qs_jwt.environment["HOME"])
    assert [Path(path).name for path in found] == ["profiles.toml"] * 3
    assert found[1] == str(tmp_path / "qs-jwt" / "profiles.toml")
    assert found[2] == str(tmp_path / "profiles.toml")


HEAD = '[lab]\nplatform = "qseow"\n\n'  # the fault stands in line 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "userdir = \n", "(at line 4, column 11)"),
        (HEAD + "userdir = [[[\n", "is not TOML"),
        ("x = " + "[" * 20_000, "is not TOML"),
        ("n = " + "9" * 5000, "is not TOML"),
        (HEAD + 'usrdir = "x"\n', "there is no option 'usrdir' for qseow ({file})"),
        (HEAD + 'cert-privatekey-file = "x"\n', "did you mean cert_privatekey_file?"),
        (HEAD + 'keyid = "x"\n', "there is no option 'keyid' for qseow ({file})"),
        (HEAD + 'loglevel = "debug"\n', "there is no option 'loglevel'"),
        (HEAD + "userdir = 7\n", "userdir: expected text, found a number ({file})"),
        (
            HEAD + "[lab.claims]\nx = 2026-01-01\n",
            "holds a date, which JSON cannot represent ({file})",
        ),
        (HEAD + 'groups = "x"\n', "groups: expected a list of texts, found text"),
        (HEAD + 'algorithm = "RS255"\n', "did you mean RS256?"),
        (HEAD + "key_size = 1024\n", "is not one of 2048, 3072 or 4096 ({file})"),
        (HEAD + "force = true\n", "force is given each time, never by a profile ({file})"),
        (HEAD + 'output_file = "x"\n', "output_file is given each time"),
        (HEAD + 'output = "json"\n', "output is given each time"),
        (HEAD + 'profile = "lab"\n', "profile is given each time"),
        (HEAD + 'cert_passphrase = "stdin"\n', "standard input has no place in a profile"),
        (HEAD + 'cert_privatekey = "stdin"\n', "standard input has no place in a profile"),
        ('[lab]\nuserdir = "x"\n', "platform is missing ({file})"),
        ('[lab]\nplatform = "cloud"\n', "platform is 'cloud' ({file})"),
        ("[lab]\nplatform = 1\n", "platform is '1' ({file})"),
        ('userdir = "x"\n', "'userdir' is not a profile ({file})"),
        ('\n["my lab"]\nplatform = "qseow"\n', "letters, digits, _ and - ({file})"),
    ],
)
@pytest.mark.parametrize(
    "words", [("create-qseow", "--profile", "lab", "--cert-create"), ("profiles",)]
)
def test_faults_are_told_where_they_stand(
    lab: Profiled, text: str, says: str, words: tuple[str, ...]
) -> None:
    lab.write(text)
    done = lab(*words)
    assert done.code == 2
    assert says.format(file=f"'{lab.file}'") in done.err
    assert lab(*words, "--output=json").error["code"] == "InvalidProfile"
    assert lab.files() == {"profiles.toml"}


def test_what_weakens_a_check_or_writes_is_in_no_profile() -> None:
    refused = {
        "force",
        "insecure",
        "skip_signature",
        "output_file",
        "cookie_file",
        "output",
        "profile",
        "expires_at",  # an instant is past at the next run
    }
    of_one_batch = {"input", "input_format", "output_format", "on_error", "ignore_unknown_columns"}
    for name in commands.COMMANDS:
        definition = commands.load(name)
        if "profile" not in definition.parameters:
            continue
        for parameter in definition.parameters.values():
            allowed = parameter.name not in refused | of_one_batch
            assert parameter.option.profiled == allowed, parameter.name


@pytest.mark.parametrize("name", ["cert_privatekey", "cert_passphrase"])
def test_a_literal_secret_is_refused_and_not_shown(lab: Profiled, name: str) -> None:
    lab.write(HEAD + f'{name} = "hunter2"\n')
    for words in (("profiles",), ("create-qseow", "--profile", "lab")):
        done = lab(*words, "--loglevel", "debug")
        assert done.code == 2
        assert f"{name}: a literal value has no place in a profile" in done.err
        assert "hint: write where the value is: env:NAME" in done.err
        assert "hunter2" not in done.err + done.out


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("create-qseow", "--profile", "lib"), "UnknownProfile", "did you mean lab?"),
        (("create-qseow", "--profile", "x y"), "UnknownProfile", "qs-jwt profiles"),
        (("create-qseow", "--profile", ""), "EmptyValue", ""),
        (("create-qseow", "--profile"), "MissingValue", ""),
        (("create-qseow", "--profile", "tenant"), "InvalidValue", ""),
        (("profiles", "--profile", "lab"), "UnknownOption", ""),
    ],
)
def test_a_profile_that_does_not_fit(
    lab: Profiled, words: tuple[str, ...], code: str, hint: str
) -> None:
    done = lab(*words, "--output", "json")
    assert (done.code, done.error["code"]) == (2, code)
    assert hint in done.error.get("hint", "")


def test_two_keys_in_a_profile(lab: Profiled) -> None:
    lab.write(LAB.replace("[lab.claims]", "cert_create = true\n[lab.claims]"))
    assert lab("create-qseow", "--profile", "lab", "--output=json").error["code"] == (
        "ConflictingOptions"
    )


def test_files_that_cannot_be_read(lab: Profiled) -> None:
    lab.file.write_bytes(b"[lab]\xff")
    assert "is not UTF-8 text" in lab("profiles").err
    lab.file.unlink()
    lab.file.mkdir()
    (lab.file / "profiles.toml").mkdir()
    assert lab("profiles", "--output=json").error["code"] == "FileIsFolder"


def test_every_command_of_tokens_and_keys_takes_a_profile() -> None:
    without = {"profiles", "serve", "install-bash-completion", "install-powershell-module"}
    for name in commands.COMMANDS:
        definition = commands.load(name)
        assert ("profile" in definition.parameters) == (name not in without), name
        named = [platform for platform in platforms.PLATFORMS if platform in name]
        # the longest name that fits: login-qscloud-oauth is not login-qscloud
        assert definition.platform == max(named, key=len, default=None)


def test_the_example_of_the_documentation_is_good(lab: Profiled) -> None:
    """What the module's docstring shows can be written as it stands."""
    from qs_jwt import profile

    example = "".join(
        line[4:] + "\n" for line in (profile.__doc__ or "").splitlines() if line.startswith("    ")
    )
    lab.write(example)
    shown = lab("profiles", "--output", "json").result["profiles"]
    assert [found["name"] for found in shown] == ["lab"]
    assert json.dumps(shown[0]["options"]["cert_passphrase"]) == '"env:LAB_PASSPHRASE"'
