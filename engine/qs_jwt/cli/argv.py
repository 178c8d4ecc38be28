"""The pass over a command line that comes before Fire, and makes it strict.

Fire guesses literals, takes a missing value for True, runs a command before it has
seen the whole line, and has flags of its own. Here each option is found with its
values as typed.
"""

import os
import re
from collections.abc import Container, Mapping, Sequence

from qs_jwt import wording
from qs_jwt.command import Parameter
from qs_jwt.errors import (
    MissingValue,
    RepeatedOption,
    UnexpectedArgument,
    UnknownOption,
    WrongType,
)
from qs_jwt.options import kinds

_OPTION = re.compile(r"--[A-Za-z]")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_LONG_HELP, _SHORT_HELP = "--help", "-h"


class HelpAskedFor(Exception):
    """``-h`` stands where an option may stand."""


def parse(
    words: Sequence[str], parameters: Mapping[str, Parameter], command: str
) -> dict[str, str | list[str] | bool]:
    """The values on a command line, by parameter name, as typed.

    Args:
        words: what follows the command's name.
        parameters: what the command takes.
        command: its name, for hints.

    Raises:
        HelpAskedFor
        UnknownOption, UnexpectedArgument, MissingValue, RepeatedOption, WrongType
    """
    found: dict[str, str | list[str] | bool] = {}
    if _LONG_HELP in words:
        raise HelpAskedFor
    at = 0
    while at < len(words):
        if not _OPTION.match(words[at]):
            raise _stray(words[at], parameters, found)
        parameter, inline = _option(words[at], parameters, command)
        name, kind = parameter.name, parameter.option.kind
        end = _end_of_values(words, at + 1) if inline is None else at + 1
        given = list(words[at + 1 : end]) if inline is None else [inline]
        # one value is an option's own, whatever it is
        if _SHORT_HELP in given[0 if kind == "flag" else 1 :] and inline is None:
            raise HelpAskedFor
        if inline is None:
            _refuse_misspelled(given, parameters)
        if kind == "texts":
            at = end
            if not given:
                raise _missing(parameter)
            found[name] = [*_list(found.get(name)), *given]
            continue
        if name in found:
            raise RepeatedOption(
                "{option} is given twice",
                hint="give it once",
                parameter=name,
            )
        if kind == "flag":
            found[name], used = _flag(given, parameter)
        elif not given:
            raise _missing(parameter)
        else:
            found[name], used = given[0], 1
        at += 1 if inline is not None else 1 + used
    return found


def _list(value: str | list[str] | bool | None) -> list[str]:
    return value if isinstance(value, list) else []


def _option(
    word: str, parameters: Mapping[str, Parameter], command: str
) -> tuple[Parameter, str | None]:
    """The parameter that ``word`` names, and its value if that is part of the word."""
    flag, equals, value = word.partition("=")
    for parameter in parameters.values():
        if parameter.flag == flag:
            return parameter, value if equals else None
    from qs_jwt.cli import meant  # only bad input pays for it

    hint = meant.instead_of_option(flag, parameters, command)
    raise UnknownOption(
        "there is no option {value:flag}",
        hint=hint.template,
        parameter=wording.cut(flag.lstrip("-").replace("-", "_")),
        flag=wording.shown(flag),
        **hint.values,
    )


def _stray(
    word: str, parameters: Mapping[str, Parameter], found: Container[str] = ()
) -> UnexpectedArgument:
    """The error for a word without an option; a text editor may have changed its dashes.

    Args:
        found: the options before it.
    """
    if word == _SHORT_HELP:
        raise HelpAskedFor
    meant = _meant(word, parameters)
    hint = "options are written --name VALUE; quote a value that holds blanks"
    if word and word[-1] in wording.QUOTES:  # which this shell does not know
        hint = f"{hint} with straight quotes; cmd.exe knows double ones only"
    if meant:
        hint = f"did you mean {meant}, with two hyphens?"
    elif option := _token_file(word, parameters, found):
        hint = f"did you mean {{option:{option}}} {{value:file}}?"
    elif word.startswith("eyJ") and "jwt" in parameters:
        hint = "a token follows {option:jwt}"
    elif word.endswith("\r"):
        hint = "a CR ends the line: save the script with line ends of Unix (LF), not Windows (CRLF)"
    return UnexpectedArgument(
        "{value:word} belongs to no option",
        hint=hint,
        word=wording.shown(word),
        file=wording.quoted(word),
    )


def _token_file(
    word: str, parameters: Mapping[str, Parameter], found: Container[str]
) -> str | None:
    """The option that takes the file of the token, if no token is given and ``word`` is a file."""
    takes = {n: p.option.kind for n, p in parameters.items() if p.option.role == kinds.TOKEN}
    if any(name in found for name in takes) or not os.path.isfile(word):
        return None
    return next((name for name, kind in takes.items() if kind == "path"), None)


def _meant(word: str, parameters: Mapping[str, Parameter]) -> str | None:
    """The option that ``word`` would name with two hyphens before it."""
    flag = "--" + word.lstrip(_DASHES).partition("=")[0]
    return flag if any(parameter.flag == flag for parameter in parameters.values()) else None


def _refuse_misspelled(given: Sequence[str], parameters: Mapping[str, Parameter]) -> None:
    """Refuse values that are options but for their dashes: ``-expires``, or what Word made of it.

    Raises:
        UnexpectedArgument
    """
    for value in given:
        if value[:1] and value[0] in _DASHES and _meant(value, parameters):
            raise _stray(value, parameters)


def _end_of_values(words: Sequence[str], at: int) -> int:
    """Where the values that begin at ``at`` end: at the next option, or with the line."""
    while at < len(words) and not _OPTION.match(words[at]):
        at += 1
    return at


def _flag(given: list[str], parameter: Parameter) -> tuple[bool, int]:
    """The value of a flag and how many words it took."""
    if not given:
        return True, 0
    value = kinds.TRUTHS.get(given[0].lower())
    if value is None:
        raise WrongType(
            "{option} takes true or false, found {value:given}",
            hint="{option} alone means true",
            parameter=parameter.name,
            given=wording.shown(given[0]),
        )
    return value, 1


def _missing(parameter: Parameter) -> MissingValue:
    return MissingValue(
        "{option} needs a value",
        hint="{option} {value:metavar}; a value that begins with -- is written {option}=--VALUE",
        parameter=parameter.name,
        metavar=parameter.option.metavar,
    )
