"""Prints what the engine's commands take and how they fail, for the module to be held to."""

import json
import re
import sys
from pathlib import Path

import qs_jwt
from qs_jwt import commands, errors

sys.path.insert(0, str(Path(__file__).parent.parent))
from sentences import OTHER_PROGRAMS, messages


def named(text: str) -> str:
    """A template with a name where the engine puts one in."""
    return re.sub(r"\{option(:\w*X\w*)?(?=[=}])", "{option:jwt", text).replace(
        "{command:X}", "{command:verify}"
    )


print(
    json.dumps(
        {
            "version": qs_jwt.__version__,
            "codes": sorted(cls.__name__ for cls in errors.error_classes()),
            "commands": {
                name: {
                    option: parameter.option.kind
                    for option, parameter in commands.load(name).every.items()
                }
                for name in commands.COMMANDS
            },
            "of_user": sorted(
                {
                    option
                    for name in commands.COMMANDS
                    for option, parameter in commands.load(name).every.items()
                    if parameter.option.of_user
                }
            ),
            "sentences": [named(OTHER_PROGRAMS.sub("", text)) for _, text in messages()],
            "choices": {
                name: {
                    option: parameter.option.choices
                    for option, parameter in commands.load(name).every.items()
                    if parameter.option.choices
                }
                for name in commands.COMMANDS
            },
        }
    )
)
