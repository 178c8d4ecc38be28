"""Each door speaks its own names: no message names an option as another door does."""

import re

import pytest

from qs_jwt import commands, errors, reading
from qs_jwt.cli.options import line_parameters
from qs_jwt.wording import COMMAND_LINE, JSON_RPC, PYTHON, render
from sentences import OTHER_PROGRAMS, messages

OPTIONS = {
    name
    for command in commands.METHODS
    for name in (*commands.load(command).every, *line_parameters(commands.load(command)))
}
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
PROGRAM = re.compile(rf"\bqs-jwt ({'|'.join(commands.COMMANDS)})\b")
PLACEHOLDER = re.compile(r"\{(option|command):([\w-]+)")
VALUE = re.compile(r"\{value:\w+\}")


MESSAGES = list(messages())


def test_they_are_found() -> None:
    assert len(MESSAGES) > 400
    for constant in (
        "cells begin with",
        "env:, file: and stdin are",
        "a profile is [",
        reading.TILDE,
    ):
        assert any(text.startswith(constant) for _, text in MESSAGES), constant


@pytest.mark.parametrize("path", sorted({where.partition(":")[0] for where, _ in MESSAGES}))
def test_no_message_spells_an_option_or_a_command(path: str) -> None:
    for where, text in MESSAGES:
        if where.startswith(f"{path}:"):
            own = OTHER_PROGRAMS.sub("", text)
            assert not FLAG.search(own), f"{where}: {text}"
            assert not PROGRAM.search(own), f"{where}: {text}"


def test_placeholders_name_what_there_is() -> None:
    for where, text in MESSAGES:
        for kind, name in PLACEHOLDER.findall(text):
            known = OPTIONS if kind == "option" else {*commands.METHODS, "help"}
            pattern = re.compile(name.replace("X", r"[\w-]+"))  # a name, or a part, is put in
            assert any(pattern.fullmatch(one) for one in known), f"{where}: {text}"


@pytest.mark.parametrize("door", [PYTHON, JSON_RPC, COMMAND_LINE])
def test_every_message_in_the_names_of_each_door(door: object) -> None:
    snake = re.compile(rf"\b({'|'.join(sorted(name for name in OPTIONS if '_' in name))})\b")
    for where, text in MESSAGES:
        said = OTHER_PROGRAMS.sub("", VALUE.sub("", render(text, {}, door)))  # type: ignore[arg-type]
        if door is COMMAND_LINE:
            assert not snake.search(said), f"{where}: {said}"
        else:
            assert not FLAG.search(said), f"{where}: {said}"


def test_values_are_put_in_last_and_never_looked_at_again() -> None:
    error = errors.FileMissing(
        "{option}: no {value:path}, {value:other}",
        parameter="jwt_file",
        path="{option:jwt} {value:other}",
        other="{value:path}",
    )
    assert error.message == "jwt_file: no {option:jwt} {value:other}, {value:path}"
    assert error.message_for(COMMAND_LINE).startswith("--jwt-file: no {option:jwt}")


def test_what_a_client_with_names_of_its_own_gets() -> None:
    from qs_jwt.wording import JsonRpc

    error = errors.FileMissing(
        "{option}: no {value:path}", hint="give {option:jwt=stdin}", parameter="jwt_file", path="x"
    )
    fields = error.to_dict(JsonRpc(templates=True))
    assert fields["message"] == "jwt_file: no x"
    assert fields["templates"] == {
        "message": "{option:jwt_file}: no {value:path}", "hint": "give {option:jwt=stdin}",
    }  # fmt: skip
    assert fields["values"] == {"path": "x"}


def test_options_for_a_text_beside_one_for_a_file() -> None:
    secrets = {
        name
        for command in commands.METHODS
        for name, parameter in commands.load(command).every.items()
        if parameter.option.kind == "secret" and f"{name}_file" in OPTIONS
    }
    assert set(reading.TEXTS) == secrets


def test_a_method_of_json_rpc_has_the_name_that_it_is_called_by() -> None:
    assert render("{command:create-qseow} needs it", {}, JSON_RPC) == "create-qseow needs it"
    assert render("{command:create-qseow} needs it", {}, PYTHON) == "create_qseow() needs it"
