"""What is typed is what the command gets, whatever is typed."""

import inspect
import json
import re
from typing import Any

import fire
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import KEYS
from handmade import parts
from hostile import QSEOW_CLAIMS, TRICKY, as_json, json_values, plain, run, texts
from qs_jwt import commands
from qs_jwt.cli import argv
from qs_jwt.cli.options import line_parameters
from qs_jwt.options import kinds

KEY = str(KEYS / "rsa2048.pkcs8.pem")
OPTION = re.compile(r"--[A-Za-z]")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@st.composite
def meant_lines(draw: st.DrawFn) -> tuple[str, list[str], dict[str, Any]]:
    """A command, words for it, and what they are meant to say."""
    command = draw(st.sampled_from(list(commands.COMMANDS)))
    parameters = line_parameters(commands.load(command))
    words: list[str] = []
    meant: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(list(parameters)), unique=True)):
        parameter = parameters[name]
        if parameter.option.kind == "flag":
            meant[name] = draw(st.booleans())
            word = str(meant[name])
            forms = [[f"{parameter.flag}={word}"], [parameter.flag, word.upper()]]
            words += draw(st.sampled_from([*forms, [parameter.flag]] if meant[name] else forms))
            continue
        several = parameter.option.kind == "texts"
        values = draw(st.lists(texts, min_size=1, max_size=3 if several else 1))
        meant[name] = values if several else values[0]
        for value in values:
            if OPTION.match(value) or draw(st.booleans()):
                words.append(f"{parameter.flag}={value}")
            else:
                words += [parameter.flag, value]
    return command, words, meant


@given(meant_lines())
def test_words_to_arguments(line: tuple[str, list[str], dict[str, Any]]) -> None:
    """The whole way there: our pass over argv, the text for Fire, Fire's binding, and back."""
    command, words, meant = line
    definition = commands.load(command)
    parameters = line_parameters(definition)
    found = argv.parse(words, parameters, command)
    assert found == meant
    given = {
        name: kinds.parse(parameters[name].option, value) if isinstance(value, str) else value
        for name, value in found.items()
        if name in definition.parameters
    }

    def recorded(**bound: Any) -> dict[str, Any]:
        return bound

    recorded.__signature__ = inspect.signature(definition.checked)  # type: ignore[attr-defined]
    recorded.FIRE_METADATA = definition.checked.FIRE_METADATA  # type: ignore[attr-defined]
    options = [f"--{name}={kinds.written(value)}" for name, value in given.items()]
    bound = fire.Fire(recorded, command=options, serialize=lambda _: None)
    assert {name: bound[name] for name in given} == given


FLAGS = {
    parameter.flag
    for command in commands.COMMANDS
    for parameter in line_parameters(commands.load(command)).values()
}
# without those that write a file, take seconds, or go on the network
HARMLESS = sorted(flag for flag in FLAGS if not re.search("create$|-file$|path$|url$", flag))


@pytest.fixture(scope="module", autouse=True)
def in_an_empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("empty")
        patch.chdir(folder)
        yield
        assert list(folder.iterdir()) == []


@given(
    st.sampled_from(["create-qseow", "create-qscloud", "decode", "help", "nosuch", ""]),
    st.lists(st.one_of(st.sampled_from(HARMLESS), st.sampled_from(TRICKY), texts), max_size=8),
)
def test_any_words(command: str, words: list[str]) -> None:
    run(command, *words)


def acceptable(text: str, *, named: bool) -> bool:
    """Whether the design lets this text into a token."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    if named:
        return bool(text.strip()) and not CONTROL.search(text)
    return "\0" not in text


@given(texts, texts, texts, st.lists(texts, max_size=3), texts, texts)
def test_words_to_token(
    userdir: str, userid: str, username: str, groups: list[str], claim: str, value: str
) -> None:
    words = [f"--userdir={userdir}", f"--userid={userid}", f"--username={username}"]
    words += [f"--groups={group}" for group in groups]
    words += [f"--claim={claim}={value}", f"--cert-privatekey-file={KEY}", "--output=json"]
    done = run("create-qseow", *words)
    good = (
        acceptable(userdir, named=True)
        and acceptable(userid, named=True)
        and acceptable(username, named=False)
        and all(acceptable(group, named=False) and group.strip() for group in groups)
        and acceptable(value, named=False)
        and acceptable(claim, named=True)
        and "=" not in claim
        and not claim.endswith(":")
    )
    if claim in QSEOW_CLAIMS:
        assert done.code == 2
    elif not good:
        # "a=b" as a name is the claim "a" with another value, which may be fine
        assert done.code == 2 or "=" in claim or claim.endswith(":")
    else:
        _, payload = parts(done.result["token"])
        assert payload == done.result["payload"]
        assert (payload["userDirectory"], payload["userId"]) == (userdir, userid)
        assert payload.get("name", "") == username
        assert payload.get("group", []) == groups
        assert payload[claim] == value


def without_nul(value: Any) -> bool:
    """Whether no text in ``value`` holds NUL, which no token may carry."""
    return "\\u0000" not in json.dumps(value)


ANNA = ("create-qseow", "--userdir=LAB", "--userid=anna", "--cert-privatekey-file", KEY)


@given(st.dictionaries(plain, json_values, max_size=4), json_values)
def test_claims_of_a_file_and_of_the_line(
    tmp_path_factory: pytest.TempPathFactory, claims: dict[str, Any], typed: Any
) -> None:
    """Any JSON comes through unchanged, and what the line says stands over the file."""
    assume(not QSEOW_CLAIMS & set(claims))
    path = tmp_path_factory.getbasetemp() / "claims.json"
    path.write_text(as_json({**claims, "typed": 0}), encoding="utf-8")
    words = ("--claims-file", str(path), f"--claim=typed:={as_json(typed)}", "--output=json")
    done = run(*ANNA, *words)
    if not without_nul([claims, typed]):
        assert done.error["code"] == "InvalidText"
    else:
        payload = done.result["payload"]
        for name, value in {**claims, "typed": typed}.items():
            assert payload[name] == value


@given(st.one_of(st.binary(), texts.map(lambda text: text.encode(errors="replace"))))
def test_any_claims_file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "claims.json"
    path.write_bytes(data)
    done = run(*ANNA, "--output=json", "--claims-file", str(path))
    try:
        plain = json.loads(data)
    except ValueError:
        plain = None
    if not isinstance(plain, dict):
        assert done.code != 0
