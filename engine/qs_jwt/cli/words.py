"""From the texts of a command line to a command's arguments.

Numbers and references (``env:``, ``file:``, ``stdin``) are read as such, further claims
are put together.
"""

import re
from collections.abc import Mapping
from typing import Any

from qs_jwt import reading, references, wording
from qs_jwt.command import Parameter
from qs_jwt.errors import (
    InvalidClaim,
    InvalidValue,
    LiteralPassphrase,
    RepeatedOption,
    StdinConflict,
    WrongType,
)
from qs_jwt.options import kinds
from qs_jwt.references import Reference

_FROM_STDIN = Reference(references.STANDARD_INPUT, "")
_CLAIM = re.compile(r"(?P<name>[^=]*?)(?P<json>:?)=(?P<value>.*)", re.DOTALL)


def arguments(
    found: Mapping[str, str | list[str] | bool], parameters: Mapping[str, Parameter]
) -> dict[str, Any]:
    """The arguments that ``found`` stands for, references not followed.

    Raises:
        UsageError: a number or a claim that cannot be read as one, a literal passphrase,
            ``stdin`` twice.
        QsJwtError: the file with claims could not be read.
    """
    result: dict[str, Any] = {}
    readers = []
    for name, value in found.items():
        option = parameters[name].option
        result[name] = _value(value, parameters[name]) if isinstance(value, str) else value
        if result[name] == _FROM_STDIN or (option.dash and value == "-"):
            readers.append(f"{{option:{name}}}")
    if len(readers) > 1:
        raise StdinConflict(
            " and ".join(readers) + " both read standard input",
            hint="name another source for one of them",
        )
    _check_line(result, parameters)
    if "claim" in result or "claims_file" in result:
        result["claims"] = _claims(result.pop("claims_file", None), result.pop("claim", []))
    return result


def _check_line(result: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> None:
    """Check the line's values before any is looked at, references but for what they lead to."""
    for name, value in result.items():
        if not isinstance(value, Reference):
            kinds.check(parameters[name].option, value, name)


def _value(text: str, parameter: Parameter) -> Any:
    """The value that ``text`` stands for; a reference is not followed."""
    if text == "-" and references.STANDARD_INPUT in parameter.option.words:
        raise InvalidValue(
            "{option}: - does not stand for standard input here",
            hint=f"give {{option:{parameter.name}={references.STANDARD_INPUT}}}",
            parameter=parameter.name,
        )
    value = kinds.parse(parameter.option, text)
    if type(value) is str and parameter.option.kind in ("integer", "size"):
        raise WrongType(
            "{option}: {value:text} is not a whole number, or is too large",
            parameter=parameter.name,
            text=wording.shown(text),
        )
    if type(value) is str and parameter.option.role in (kinds.PASSPHRASE, kinds.OPENING_PASSPHRASE):
        raise LiteralPassphrase(
            "{option}: a passphrase on the command line can be read by other users",
            hint="give env:NAME, file:PATH or stdin",
            parameter=parameter.name,
        )
    return value


def _claims(path: str | None, claims: list[str]) -> dict[str, Any]:
    """The claims of a file, and over them those of the line."""
    result: dict[str, Any] = {}
    if path is not None:
        text = reading.decoded(reading.read(path, "claims_file"), "claims_file", path)
        result = _json(text, "claims_file", wording.quoted(path))
        if not isinstance(result, dict):
            raise InvalidClaim(
                "{option}: {value:path} holds {value:result}, not an object",
                hint='write it as {"name": "value"}',
                parameter="claims_file",
                path=wording.quoted(path),
                result=wording.json_type(result),
            )
    typed: dict[str, Any] = {}
    for claim in claims:
        match = _CLAIM.fullmatch(claim)
        if match is None or not match["name"]:
            raise InvalidClaim(
                "{option}: {value:claim} is not NAME=TEXT or NAME:=JSON",
                hint="{option:claim=department=sales}, {option:claim=level:=3}",
                parameter="claim",
                claim=wording.shown(claim),
            )
        name = match["name"]
        if name in typed:
            raise RepeatedOption(
                "{option}: {value:name} is given twice",
                hint="give it once",
                parameter="claim",
                name=wording.shown(name),
            )
        typed[name] = (
            _json(match["value"], "claim", f"the value of {wording.shown(name)}")
            if match["json"]
            else match["value"]
        )
    return result | typed


def _json(text: str, parameter: str, what: str) -> Any:
    from qs_jwt import strict_json  # most tokens have no further claims

    try:
        return strict_json.loads(text)
    except ValueError as error:
        raise InvalidClaim(
            "{option}: {value:what} is not JSON: {value:error}",
            hint="text needs double quotes in JSON; NAME=TEXT takes text as it is",
            parameter=parameter,
            what=what,
            error=error,
        ) from None
