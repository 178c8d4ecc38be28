"""Prints what the engine's commands take and how they fail, for the module to be held to."""

import json

import qs_jwt
from qs_jwt import commands, errors

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
