"""The command line as Fire sees it: a command, and the values of its options."""

from collections.abc import Mapping
from typing import Any

import fire

from qs_jwt.command import Command
from qs_jwt.options import kinds


def call(definition: Command, given: Mapping[str, Any]) -> Any:
    """Let Fire bind ``given`` to the command, and call it; gives what the command gives back.

    The whole line has been looked at by now: Fire would call the command as soon as it
    has its arguments.
    """
    options = [f"--{name}={kinds.written(value)}" for name, value in given.items()]
    return fire.Fire(
        {definition.name: definition.checked},
        command=[definition.name, *options],
        name="qs-jwt",
        serialize=lambda _: None,  # what a command gives back is printed at the edge
    )
