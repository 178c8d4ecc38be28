"""Whatever stands in the file of profiles: the options that it names, or InvalidProfile."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import KEYS
from hostile import changed, json_values, run, texts
from qs_jwt import commands
from qs_jwt.cli.options import line_parameters

KEY = KEYS / "rsa2048.pkcs8.pem"
GOOD = f"""
[lab]
platform = "qseow"
userdir = "LAB"
userid = "anna"
groups = ["sales"]
expires = "8h"
cert_privatekey_file = '{KEY}'
[lab.claims]
department = "sales"
"""
NAMES = sorted({name for c in commands.COMMANDS for name in line_parameters(commands.load(c))})
ANSWERS = {"InvalidProfile", "UnknownProfile", "FileUnreadable"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("config") / "profiles.toml"


@pytest.fixture(autouse=True, scope="module")
def configured(file: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QS_JWT_CONFIG", str(file))
        yield


def used(file: Path, data: bytes) -> None:
    """Use the profile of ``file`` and list them all."""
    file.write_bytes(data)
    for words in (("create-qseow", "--profile", "lab"), ("profiles",)):
        done = run(*words, "--output=json")
        if done.code == 2 and words[0] == "profiles":
            assert done.error["code"] in ANSWERS, done.error


def test_the_profile_from_which_worse_ones_are_made(file: Path) -> None:
    file.write_text(GOOD)
    payload = run("create-qseow", "--profile", "lab", "--output=json").result["payload"]
    assert (payload["userId"], payload["department"]) == ("anna", "sales")


@given(st.binary() | texts.map(lambda text: text.encode(errors="replace")))
def test_any_bytes(file: Path, data: bytes) -> None:
    used(file, data)


@given(changed([GOOD.encode()]))
def test_a_file_that_was_damaged(file: Path, data: bytes) -> None:
    used(file, data)


@given(st.dictionaries(st.sampled_from(NAMES) | texts, texts | json_values, max_size=5))
def test_any_value_of_any_option(file: Path, options: dict[str, object]) -> None:
    lines = ["[lab]", 'platform = "qseow"']
    for name, value in options.items():
        # JSON's texts, numbers and lists are TOML's as well; the rest is an error of TOML's
        lines.append(f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=True)}")
    used(file, "\n".join(lines).encode())
