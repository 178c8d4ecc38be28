"""Words for people: values in messages, lists, nearest names."""

from collections.abc import Iterable
from typing import Any

_JSON_NAMES = {dict: "an object", list: "a list", bool: "true or false", int: "a number",
               float: "a number", str: "text", type(None): "null"}  # fmt: skip
_LONGEST_SHOWN = 60


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
