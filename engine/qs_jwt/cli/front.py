"""The command line as Fire sees it."""

from collections.abc import Callable, Mapping
from inspect import Parameter as Argument
from inspect import Signature
from typing import Any

import fire
from fire import decorators

from qs_jwt.cli import argv
from qs_jwt.command import Parameter


class Pending:
    """A command that Fire has bound and that has not run yet.

    Fire calls a function as soon as it has its arguments; only a function that does
    nothing but remember them lets the whole line be looked at first.
    """

    __slots__ = ("_given",)

    def __init__(self, given: dict[str, Any]):
        self._given = given


def bind(
    name: str,
    found: Mapping[str, str | list[str] | bool],
    parameters: Mapping[str, Parameter],
) -> dict[str, Any]:
    """Let Fire bind ``found`` to the command ``name``; nothing runs."""
    pending = fire.Fire(
        {name: _recorder(name, parameters)},
        command=[name, *argv.for_fire(found)],
        name="qs-jwt",
        serialize=lambda _: None,  # what a command gives back is printed at the edge
    )
    given: dict[str, Any] = pending._given
    return given


def _recorder(name: str, parameters: Mapping[str, Parameter]) -> Callable[..., Pending]:
    def record(**given: Any) -> Pending:
        return Pending(given)

    record.__name__ = name
    record.__signature__ = Signature(  # type: ignore[attr-defined]
        [Argument(name, Argument.KEYWORD_ONLY, default=None) for name in parameters]
    )
    literal = decorators.SetParseFns(**dict.fromkeys(parameters, argv.from_fire))
    recorder: Callable[..., Pending] = literal(record)
    return recorder
