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
    LiteralPassphrase,
    RepeatedOption,
    StdinConflict,
    WrongType,
)
from qs_jwt.options import kinds
from qs_jwt.references import Reference

_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_CLAIM = re.compile(r"(?P<name>[^=]*?)(?P<json>:?)=(?P<value>.*)", re.DOTALL)


def arguments(
    found: Mapping[str, str | list[str] | bool], parameters: Mapping[str, Parameter]
) -> dict[str, Any]:
    """The arguments that ``found`` stands for, references not followed.

    Raises:
        UsageError: a number that is none, a claim that is none, a literal passphrase,
            ``stdin`` twice.
        QsJwtError: the file with claims could not be read.
    """
    result: dict[str, Any] = {}
    for name, value in found.items():
        parameter = parameters[name]
        if parameter.option.kind in ("integer", "size") and isinstance(value, str):
            result[name] = _number(value, name)
        elif parameter.option.words and isinstance(value, str):
            result[name] = _source(value, parameter) or value
        else:
            result[name] = value
    readers = [
        f"{{option:{name}}}"
        for name, value in result.items()
        if isinstance(value, Reference) and value.word == references.STANDARD_INPUT
    ]
    if found.get("input") == "-":
        readers.append("{option:input}")
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


def _number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise WrongType(
            "{option}: {value:text} is no whole number, or too large",
            parameter=name,
            text=wording.shown(text),
        )
    return int(text)


def _source(value: str, parameter: Parameter) -> Reference | None:
    """The reference that ``value`` is, or None where it is literal."""
    source = references.split(value, parameter.option.words)
    if source is None and parameter.name == "cert_passphrase":
        raise LiteralPassphrase(
            "{option}: a passphrase on the command line can be read by other users",
            hint="give env:NAME, file:PATH or stdin",
            parameter=parameter.name,
        )
    return source


def _claims(path: str | None, claims: list[str]) -> dict[str, Any]:
    """The claims of a file, and over them those of the line."""
    result: dict[str, Any] = {}
    if path is not None:
        text = reading.decoded(reading.read_source(path, "claims_file"), "claims_file", path)
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
