"""Values of options: which shapes there are, and what every value must keep to.

The checks here are those that hold for a value by itself, wherever it comes from:
the command line, JSON-RPC, a batch, a profile or Python.
"""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qs_jwt import durations
from qs_jwt.errors import (
    ControlCharacter,
    EmptyValue,
    InvalidText,
    InvalidValue,
    WrongType,
)

if TYPE_CHECKING:
    from qs_jwt.definitions import Option

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
    "duration": ("a duration such as 60m, or seconds", (str, int)),
    "time": ("a time such as 2026-01-31T12:00:00Z, or epoch seconds", (str, int)),
    "object": ("an object", (dict,)),
}
_JSON_NAMES = {dict: "an object", list: "a list", bool: "true or false", int: "a number",
               float: "a number", str: "text", type(None): "null"}  # fmt: skip
_DEEPEST_NESTING = 100
_LONGEST_SHOWN = 60
_WIDEST_NUMBER = 14_000  # bits; Python writes and reads no number over 4300 digits


def check(option: "Option", value: Any, name: str) -> None:
    """Refuse ``value`` where it is not what ``option`` takes.

    Raises:
        WrongType: another type than the option's.
        InvalidText: NUL or a lone surrogate in any text of it.
        EmptyValue, ControlCharacter: in a text that names something.
        InvalidValue: outside the option's closed set or limits, or a number without end.
        InvalidDuration: no duration or time, where it is to be one.
    """
    expected, types = KINDS[option.kind]
    # bool is an int for Python, but no number for JSON
    if type(value) not in types:
        raise WrongType(f"{name}: expected {expected}, found {json_type(value)}", parameter=name)
    if option.kind == "object":
        check_json(value, name)
    elif option.kind == "texts":
        for item in value:
            if type(item) is not str:
                raise WrongType(
                    f"{name}: expected {expected}, found {json_type(item)} in it", parameter=name
                )
            check_text(item, name)
            _check_named(item, name, controls=option.named)
    elif type(value) is str:
        check_text(value, name)
        if option.named or option.kind in ("path", "folder", "secret"):
            _check_named(value, name, controls=option.named)
    elif type(value) is int:
        _check_number(value, name)
    if option.kind == "duration":
        durations.parse_duration(value, name)
    elif option.kind == "time":
        durations.parse_time(value, name)
    if option.choices and value not in option.choices:
        raise InvalidValue(
            f"{name}: {shown(value)} is not one of {listed(option.choices)}",
            hint=nearest(str(value), map(str, option.choices)),
            parameter=name,
        )
    if option.limits and not option.limits[0] <= value <= option.limits[1]:
        raise InvalidValue(
            f"{name}: {shown(value)} is not from {option.limits[0]} to {option.limits[1]}",
            parameter=name,
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
    raise InvalidText(f"{name}: holds {found}", hint="give UTF-8 text", parameter=name)


def check_json(value: Any, name: str, depth: int = 0) -> None:
    """Refuse what JSON cannot carry unchanged.

    Raises:
        InvalidText: NUL or a lone surrogate in a name or a text.
        WrongType: no JSON type, a number that is not finite, a name that is no text.
        InvalidValue: nested deeper than 100 levels, or a number without end.
    """
    if depth > _DEEPEST_NESTING:
        raise InvalidValue(f"{name}: nested deeper than {_DEEPEST_NESTING} levels", parameter=name)
    if isinstance(value, str):
        check_text(value, name)
    elif isinstance(value, dict):
        for key, item in value.items():
            if type(key) is not str:
                raise WrongType(f"{name}: a name in it is no text", parameter=name)
            check_text(key, name)
            check_json(item, name, depth + 1)
    elif isinstance(value, list | tuple):
        for item in value:
            check_json(item, name, depth + 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise WrongType(f"{name}: holds a number that is not finite", parameter=name)
    elif isinstance(value, int):
        _check_number(value, name)
    elif value is not None:
        raise WrongType(
            f"{name}: holds a {type(value).__name__}, which JSON has not", parameter=name
        )


def _check_number(value: int, name: str) -> None:
    if value.bit_length() > _WIDEST_NUMBER:
        raise InvalidValue(f"{name}: a number of over 4000 digits", parameter=name)


def check_name(text: str, name: str) -> None:
    """Refuse a name that is empty or holds a control character.

    Raises:
        EmptyValue, ControlCharacter
    """
    _check_named(text, name, controls=True)


def _check_named(text: str, name: str, *, controls: bool) -> None:
    if not text.strip():
        found = "only blanks" if text else "empty"
        raise EmptyValue(f"{name}: is {found}", hint="give it a value", parameter=name)
    if controls and not text.isprintable():
        for position, character in enumerate(text, 1):
            if character < " " or "\x7f" <= character <= "\x9f":
                raise ControlCharacter(
                    f"{name}: holds the control character U+{ord(character):04X}"
                    f" as character {position}",
                    hint="remove it; Qlik compares this value character for character",
                    parameter=name,
                )


def json_type(value: Any) -> str:
    """What JSON calls the type of ``value``: ``a number``, ``null``."""
    return _JSON_NAMES.get(type(value), f"a {type(value).__name__}")


def shown(value: Any) -> str:
    """``value`` for an error message: quoted, on one line, cut where it is long."""
    return quoted(cut(str(value)))


def cut(text: str) -> str:
    """``text``, its end left out where it is long: it may be a key in the wrong place."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


def quoted(text: str) -> str:
    """``text`` in quotes, with nothing in it that a terminal would act on."""
    return f"'{text}'" if text.isprintable() else ascii(text)


def listed(choices: Iterable[str | int]) -> str:
    """A closed set for people: ``RS256, RS384 or RS512``."""
    *head, last = map(str, choices)
    return f"{', '.join(head)} or {last}" if head else last


def printable(text: str) -> str:
    """``text`` for people: itself, or quoted where a terminal would act on it."""
    return text if text.isprintable() else ascii(text)


def nearest(text: str, known: Iterable[str]) -> str | None:
    """A hint that names the valid word nearest to ``text``, or None where none is near."""
    from difflib import get_close_matches  # only bad input pays for it

    spelled = {word.lower(): word for word in known}
    matches = get_close_matches(text.lower(), spelled, n=1, cutoff=0.6)
    return f"did you mean {spelled[matches[0]]}?" if matches else None
