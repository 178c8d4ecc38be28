"""engine/qs_jwt/__init__.pyi: the public functions, typed for those who call them.

A function's own signature says what it gets when its arguments have been checked: texts and
numbers. Its callers may also give paths, lengths of time and results, which the command
makes plain; so type checkers and editors are told by a stub, which follows from the
signatures. ``python engine/tools/public_types.py`` writes it.
"""

import inspect
import sys
import types
from pathlib import Path
from typing import Any, get_args, get_origin

import qs_jwt
from qs_jwt import commands
from qs_jwt.command import Command
from qs_jwt.results import Result

STUB = Path(qs_jwt.__file__).with_suffix(".pyi")
# What may be given beside a text or number, by the kind of the option.
_WIDER = {
    "path": "PathLike[str]",
    "folder": "PathLike[str]",
    "prefix": "PathLike[str]",
    "duration": "timedelta",
    "time": "datetime",
    "secret": "Result",
}
_HEAD = '''"""Make and check the JSON Web Tokens that let scripts log in to Qlik Sense.

Written by engine/tools/public_types.py; what each function does is said in its own module.
"""

from datetime import datetime, timedelta
from os import PathLike
from typing import Any

'''
# A stub passes on only what it imports under its own name.
_PASSED_ON = (
    "from qs_jwt import errors as errors\n",
    "from qs_jwt.errors import QsJwtError as QsJwtError\n",
    "from qs_jwt.errors import UsageError as UsageError\n",
)


def stub() -> str:
    """The text of the stub."""
    every = {command.method: command for command in map(commands.load, commands.COMMANDS)}
    public = [every[name] for name in qs_jwt.__all__ if name in every]
    classes = {Result, *(found for command in public for found in _classes(command))}
    named = (f"from {found.__module__} import {found.__name__}\n" for found in classes)
    imports = sorted({*named, *_PASSED_ON}, key=str.split)
    foreign = [line for line in imports if "qs_jwt" not in line]
    own = [line for line in imports if "qs_jwt" in line]
    names = "".join(f'    "{name}",\n' for name in qs_jwt.__all__)
    listed = f"\n__all__ = [\n{names}]\n\n__version__: str\n\n"
    return "".join([_HEAD, *foreign, "\n", *own, listed, *map(_function, public)])


def _signature(command: Command) -> inspect.Signature:
    return inspect.signature(command.function, eval_str=True)


def _function(command: Command) -> str:
    signature = _signature(command)
    parameters = []
    for name, argument in signature.parameters.items():
        if name not in command.parameters:
            continue
        plain, option = get_args(argument.annotation)[:2]
        given = [*_named(plain).split(" | "), *filter(None, [_WIDER.get(option.kind)])]
        given.sort(key="None".__eq__)  # None stands last
        # what is required may also come from a profile
        required = argument.default is argument.empty and "profile" not in command.parameters
        parameters.append(f"    {name}: {' | '.join(given)}{'' if required else ' = ...'},\n")
    between = f"\n    *,\n{''.join(parameters)}" if parameters else ""
    return f"def {command.method}({between}) -> {_named(signature.return_annotation)}: ...\n"


def _named(kind: Any) -> str:
    """A type as the stub spells it."""
    if kind is None or kind is types.NoneType:
        return "None"
    if get_origin(kind) is types.UnionType or str(get_origin(kind)) == "typing.Union":
        return " | ".join(map(_named, get_args(kind)))
    if get_args(kind):
        return f"{get_origin(kind).__name__}[{', '.join(map(_named, get_args(kind)))}]"
    return "Any" if kind is Any else str(kind.__name__)


def _classes(command: Command) -> set[type]:
    """The classes, not Python's own, that a function's signature names."""
    signature = _signature(command)
    named = [signature.return_annotation]
    named += [p.annotation for n, p in signature.parameters.items() if n in command.parameters]
    found: set[type] = set()
    while named:
        kind = named.pop()
        named += get_args(kind)
        if isinstance(kind, type) and kind.__module__ not in ("builtins", "types", "typing"):
            found.add(kind)
    return found


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
    sys.exit(0)
