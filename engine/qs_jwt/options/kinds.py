"""Values of options: which shapes there are, and what every value must keep to.

The checks here are those that hold for a value by itself, wherever it comes from:
the command line, JSON-RPC, a batch, a profile or Python.
"""

import json
import math
import re
from datetime import datetime
from typing import Any

from qs_jwt import references, times, wording
from qs_jwt.errors import (
    ControlCharacter,
    EmptyValue,
    InvalidText,
    InvalidValue,
    WrongType,
)

# A kind of value: what it is called in errors, and the Python (and so JSON) types it has.
KINDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "text": ("text", (str,)),
    "texts": ("a list of texts", (list, tuple)),
    "path": ("a path", (str,)),
    "folder": ("a path", (str,)),
    "prefix": ("the beginning of a path", (str,)),
    "secret": ("text", (str,)),
    "choice": ("text", (str,)),
    "profile": ("the name of a profile", (str,)),
    "size": ("a number", (int,)),
    "integer": ("a whole number", (int,)),
    "flag": ("true or false", (bool,)),
    "duration": ("a duration such as 60m, or whole seconds", (str, int)),
    "time": ("a time such as 2026-01-31T12:00:00Z, or whole epoch seconds", (str, int)),
    "object": ("an object", (dict,)),
    "command": ("a command line, or a list of its words", (str, list, tuple)),
}
# What an option is for: it says which private key, it opens that key or encrypts a new one,
# it only opens it, or it says which token.
KEY = "key"
PASSPHRASE = "passphrase"
OPENING_PASSPHRASE = "opening passphrase"
TOKEN = "token"
ENCRYPTED = "encrypted"  # it asks for a file that a passphrase encrypts
OTHER = "Other"  # the group of an option that has none
TRUTHS = {"true": True, "false": False}  # the texts of a flag, in any case
_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_DEEPEST_NESTING = 100
_MAX_CLAIMS = 262_144  # characters
_WIDEST_NUMBER = 14_000  # bits; Python writes and reads no number over 4300 digits


class Option:
    """What an option takes and means, wherever it stands.

    Attributes:
        kind: the shape of its values, one of :data:`KINDS`.
        help: one sentence for people.
        metavar: what stands for the value in help texts.
        choices: the values it takes, if they are a closed set.
        suffixes: what the names of its files end with, if it takes a file.
        words: the words of the command line that fetch the value from elsewhere,
            of ``env:``, ``file:`` and ``stdin``.
        limits: the smallest and the largest number it takes.
        named: its text names something, so it is neither empty nor holds a control
            character (a refusal of both platforms).
        line_only: it is an option of the command line and of Python, but not of
            JSON-RPC, batch files and profiles.
        remote_only: it is a parameter of JSON-RPC and of nothing else.
        remote: whether it is a parameter of JSON-RPC.
        profiled: whether a profile may hold it; not what is decided anew each time.
        role: what it is for, where another module asks: :data:`KEY` or another of those
            above, or "".
        of_user: whether it may differ from user to user in a batch.
        dash: whether ``-`` is standard input, if it takes a file to read.
        group: where it stands in the help, one of :data:`qs_jwt.options.groups.TITLES`.
    """

    __slots__ = (
        "choices",
        "dash",
        "group",
        "help",
        "kind",
        "limits",
        "line_only",
        "metavar",
        "named",
        "of_user",
        "profiled",
        "remote",
        "remote_only",
        "role",
        "suffixes",
        "words",
    )

    def __init__(
        self,
        kind: str,
        help: str,
        *,
        metavar: str = "",
        choices: tuple[str | int, ...] = (),
        suffixes: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
        limits: tuple[int, int] | None = None,
        named: bool = False,
        line_only: bool = False,
        remote_only: bool = False,
        remote: bool = True,
        profiled: bool = True,
        role: str = "",
        of_user: bool = False,
        dash: bool = False,
        group: str = OTHER,
    ):
        self.kind = kind
        self.help = help
        self.metavar = metavar or kind.upper()
        self.choices = choices
        self.suffixes = suffixes
        self.words = words
        self.limits = limits
        self.named = named
        self.line_only = line_only
        self.remote_only = remote_only
        self.remote = remote and not line_only
        self.profiled = profiled and not line_only and not remote_only
        self.role = role
        self.of_user = of_user
        self.dash = dash
        self.group = group

    def __repr__(self) -> str:
        return self.help


def parse(option: Option, text: str) -> Any:
    """The value that a text stands for, as Fire reads it; any other text stays as it is.

    Nothing is guessed: ``007`` and ``1_000`` are texts unless the option takes numbers. A
    list or an object is JSON; a reference is not followed.
    """
    if option.words:
        return references.split(text, option.words) or text
    if option.kind in ("integer", "size"):
        return int(text) if _NUMBER.fullmatch(text) else text
    if option.kind == "flag":
        return TRUTHS.get(text.lower(), text)
    if option.kind == "object" or (option.kind == "texts" and text.startswith("[")):
        try:
            return json.loads(text)
        except ValueError:
            return text if option.kind == "object" else [text]
    return [text] if option.kind == "texts" else text


def written(value: Any) -> str:
    """The text that :func:`parse` reads as ``value``."""
    if isinstance(value, references.Reference):
        return value.word + value.where
    return value if isinstance(value, str) else json.dumps(value)


def check(option: Option, value: Any, name: str) -> None:
    """Refuse ``value`` if it is not what ``option`` takes.

    Raises:
        WrongType: another type than the option's.
        InvalidText: NUL or a lone surrogate in any text of it.
        EmptyValue, ControlCharacter: in a text that names something.
        InvalidValue: outside the option's closed set or limits, or a number of over 4,000 digits.
        InvalidDuration: no duration or time, though it must be one.
    """
    expected, types = KINDS[option.kind]
    # bool is an int for Python, but no number for JSON
    if type(value) is bytes and option.role in (PASSPHRASE, OPENING_PASSPHRASE):
        return  # Python's: JSON has none, and a command line gives text
    if option.role == KEY and option.kind == "secret" and _is_key(value):
        return  # Python's too
    if type(value) not in types:
        raise _wrong_type(expected, value, name)
    if option.kind == "object":
        check_json(value, name)
        _check_size(value, name)
    elif option.kind == "texts" or (option.kind == "command" and type(value) is not str):
        for item in value:
            if type(item) is not str:
                raise _wrong_type(expected, item, name, " in it")
            check_text(item, name)
            _check_named(item, name, controls=option.named)
    elif type(value) is str:
        check_text(value, name)
        if option.named or option.kind in ("path", "folder", "secret"):
            _check_named(value, name, controls=option.named)
    elif type(value) is int:
        _check_number(value, name)
    if option.kind == "command":
        from qs_jwt import sign_command  # few have one

        sign_command.words(value, name)
    if option.kind == "duration":
        times.parse_duration(value, name)
    elif option.kind == "time":
        times.parse_time(value, name)
    if option.choices and value not in option.choices:
        near = wording.nearest(str(value), map(str, option.choices))
        several = "one of " if len(option.choices) > 1 else ""
        raise InvalidValue(
            f"{{option}}: {{value:value}} is not {several}{{value:choices}}",
            hint="did you mean {value:near}?" if near else None,
            parameter=name,
            value=wording.shown(value),
            choices=wording.listed(option.choices),
            near=near,
        )
    if option.limits and not option.limits[0] <= value <= option.limits[1]:
        raise InvalidValue(
            "{option}: {value:value} is not from {value:least} to {value:most}",
            parameter=name,
            value=wording.shown(value),
            least=option.limits[0],
            most=option.limits[1],
        )


def _is_key(value: Any) -> bool:
    """Whether ``value`` is a key as Python alone can give it: a file's bytes, or an object."""
    return type(value) is bytes or hasattr(value, "public_key") or hasattr(value, "proven")


def _wrong_type(expected: str, value: Any, name: str, where: str = "") -> WrongType:
    found, hint = wording.json_type(value), None
    if type(value) is float:
        found = "a floating-point number"
    if expected == KINDS["text"][0] and type(value) in (int, float):
        hint = "write it in quotation marks"
    elif expected == KINDS["texts"][0] and type(value) is str:
        hint = f"write it as {{option:{name}=A B}}"
    elif isinstance(value, datetime):
        hint = "give it its zone, as datetime.now(UTC) has"
    return WrongType(
        "{option}: expected {value:expected}, found {value:found}",
        hint=hint,
        parameter=name,
        expected=expected,
        found=found + where,
    )


def check_text(text: str, name: str) -> None:
    """Refuse what UTF-8 cannot carry and what would cut a text off.

    Raises:
        InvalidText: NUL or a lone surrogate.
    """
    if text.isascii():
        if "\0" not in text:
            return
        found = "the character NUL"
    elif "\0" in text:
        found = "the character NUL"
    else:
        try:
            text.encode()
            return
        except UnicodeEncodeError as error:
            found = (
                f"half a surrogate pair or a byte that is not UTF-8, at character {error.start + 1}"
            )
    raise InvalidText(
        "{option}: holds {value:found}",
        hint="give UTF-8 text",
        parameter=name,
        found=found,
    )


def check_json(value: Any, name: str, depth: int = 0) -> None:
    """Refuse what JSON cannot carry unchanged.

    Raises:
        InvalidText: NUL or a lone surrogate in a name or a text.
        WrongType: no JSON type, a number that is not finite, a name that is not text.
        InvalidValue: nested deeper than 100 levels, or a number of over 4,000 digits.
    """
    if depth > _DEEPEST_NESTING:
        raise InvalidValue(
            "{option}: nested deeper than {value:levels} levels",
            parameter=name,
            levels=_DEEPEST_NESTING,
        )
    if isinstance(value, str):
        check_text(value, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise WrongType(
                    "{option}: a name in it is not text",
                    parameter=name,
                )
            check_text(key, name)
            check_json(item, name, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            check_json(item, name, depth + 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise WrongType(
                "{option}: holds a number that is not finite",
                parameter=name,
            )
    elif isinstance(value, int):
        _check_number(value, name)
    elif value is not None:
        raise WrongType(
            "{option}: holds a {value:type}, which JSON cannot represent",
            parameter=name,
            type=type(value).__name__,
        )


def _check_number(value: int, name: str) -> None:
    if value.bit_length() > _WIDEST_NUMBER:
        raise InvalidValue(
            "{option}: a number of over 4000 digits",
            parameter=name,
        )


def _check_size(value: dict[str, Any], name: str) -> None:
    if len(json.dumps(value)) > _MAX_CLAIMS:
        raise InvalidValue(
            "{option}: over {value:limit} characters of JSON",
            hint="a token with as much is of no use: servers take 8,000 characters",
            parameter=name,
            limit=_MAX_CLAIMS,
        )


def check_name(text: str, name: str) -> None:
    """Refuse a name that is empty or holds a control character.

    Raises:
        EmptyValue, ControlCharacter
    """
    _check_named(text, name, controls=True)


def _check_named(text: str, name: str, *, controls: bool) -> None:
    if not text.strip():
        found = "only blanks" if text else "empty"
        raise EmptyValue(
            "{option}: is {value:found}",
            hint="give it a value",
            parameter=name,
            found=found,
        )
    if controls and not text.isprintable():
        for position, character in enumerate(text, 1):
            if character < " " or "\x7f" <= character <= "\x9f":
                raise ControlCharacter(
                    "{option}: holds the control character U+{value:character}"
                    " as character {value:position}",
                    hint="remove it; Qlik compares this value character for character",
                    parameter=name,
                    character=f"{ord(character):04X}",
                    position=position,
                )
