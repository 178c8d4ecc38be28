"""What somebody meant who typed an option that the command does not have."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from qs_jwt import wording
from qs_jwt.cli.options import line_parameters
from qs_jwt.command import Command, Parameter

_NEARLY_THE_SAME = 0.85
_ALIKE = 0.75
_SHORTEST_PART = 3  # letters
_FEW, _MOST_NAMED = 5, 3


class Hint(NamedTuple):
    """A template, and the values in it."""

    template: str
    values: Mapping[str, Any] = {}


def instead_of_option(word: str, parameters: Mapping[str, Parameter], command: str) -> Hint:
    """The hint for an option that a command does not have.

    Args:
        word: as it was typed, without what followed ``=``.
        parameters: those that it has.
        command: its name.
    """
    first, blank, _ = word.partition(" ")
    if blank and any(parameter.flag == first for parameter in parameters.values()):
        return Hint(
            "{value:first} and its value are one word: leave out the quotes around the two",
            {"first": first},
        )
    text = word.lstrip("-").lower()
    for parameter in parameters.values():
        if text in parameter.option.choices:  # --json is --output json
            return Hint(f"did you mean {{option:{parameter.name}={text}}}?")
    flags = [parameter.flag for parameter in parameters.values()]
    near = _near(text, [flag.lstrip("-") for flag in flags])
    if near:
        named = wording.listed(f"--{name}" for name in near)
        return Hint("did you mean {value:near}?", {"near": named})
    others = [
        other.name
        for other in Command.all()
        if any(parameter.flag == word for parameter in line_parameters(other).values())
    ]
    if others:
        return Hint("it is an option of {value:others}", {"others": wording.listed(others)})
    return Hint("{command:help} {value:command} lists its options", {"command": command})


def _near(text: str, known: list[str]) -> Sequence[str]:
    """Those of ``known`` that ``text`` stands for, the likeliest alone if it is sure enough."""
    same = wording.nearest(text, known, alike=_NEARLY_THE_SAME)
    if same:
        return (same,)
    parts = [name for name in known if text in name] if len(text) >= _SHORTEST_PART else []
    if 0 < len(parts) <= _FEW:
        return sorted(parts, key=lambda name: not name.startswith(text))[:_MOST_NAMED]
    alike = wording.nearest(text, known, alike=_ALIKE)
    return (alike,) if alike else ()
