"""Calling a command: what is given and what its profile adds, checked before it runs."""

from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from qs_jwt import references, values
from qs_jwt.definitions import Command, Parameter
from qs_jwt.errors import ConflictingOptions

P = ParamSpec("P")
R = TypeVar("R")


def command(
    *,
    outputs: tuple[str, ...] = ("text", "json"),
    examples: tuple[str, ...] = (),
    alternatives: tuple[tuple[str, ...], ...] = (),
    minimal: str | None = None,
    platform: str | None = None,
    remote: bool = True,
    further: Mapping[str, Parameter] = MappingProxyType({}),
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command: its arguments are checked before it runs.

    The definition is the function's attribute ``definition``. Arguments are keywords.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        definition = Command(
            function,
            outputs=outputs,
            examples=examples,
            alternatives=alternatives,
            minimal=minimal,
            platform=platform,
            remote=remote,
            further=further,
        )

        @wraps(function)
        def checked(*args: P.args, **given: P.kwargs) -> R:
            return function(*args, **resolve(definition, given))

        checked.definition = definition  # type: ignore[attr-defined]
        return checked

    return decorate


def resolve(command: Command, given: Mapping[str, Any], *, on_line: bool = True) -> dict[str, Any]:
    """The arguments to call a command's function with: those given, the profile's, checked.

    Every front end goes through here. A given option wins over the profile that
    ``profile`` names; None is an option that was not given. References are followed
    last, so that options that are wrong read neither a secret nor standard input.

    Args:
        command: the command.
        given: the options' values by name.
        on_line: whether options that only the command line has are among them.

    Raises:
        UsageError: the first fault found; its ``parameter`` names the option.
        QsJwtError: the profiles, or a file that one refers to, cannot be read.
    """
    profiled = "profile" in command.parameters and given.get("profile") is not None
    arguments = {
        name: value
        for name, value in given.items()
        if value is not None or not command.may_lack(name, profiled=profiled)
    }
    if profiled:
        from qs_jwt import profile  # TOML is read where one is asked for

        arguments = profile.merged(command, arguments)
    try:
        command.check(arguments, on_line=on_line)
    except ConflictingOptions as error:
        if profiled and error.parameter not in given:
            error.hint = f"{error.hint}; the profile gives both"
        raise
    for name, value in arguments.items():
        if type(value) is references.Reference:
            arguments[name] = references.follow(value, name)
            values.check(command.parameters[name].option, arguments[name], name)
    return arguments
