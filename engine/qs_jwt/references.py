"""References to a value that stands elsewhere: ``env:NAME``, ``file:PATH`` and ``stdin``.

The words are OpenSSL's. They are understood on the command line and, but for
``stdin``, in profiles; JSON-RPC and Python give the values themselves. A reference is
read last, after everything else has been checked.
"""

import os
import re
import sys
from contextlib import suppress
from typing import IO, NamedTuple

from qs_jwt import reading, system, wording
from qs_jwt.errors import EmptyValue, FileTooLarge, FileUnreadable, MissingVariable, StdinConflict

ENVIRONMENT = "env:"
FILE = "file:"
STANDARD_INPUT = "stdin"


class Reference(NamedTuple):
    """Where a value is: a word, and the name or path that follows it."""

    word: str
    where: str


def split(text: str, words: tuple[str, ...]) -> Reference | None:
    """The reference that ``text`` is, by one of ``words``; None if it is a literal value."""
    for word in words:
        if text == word == STANDARD_INPUT:
            return Reference(word, "")
        if word.endswith(":") and text.startswith(word):
            return Reference(word, text.removeprefix(word))
    return None


def follow(reference: Reference, name: str, *, one_line: bool) -> str:
    """The value that ``reference`` leads to.

    Args:
        reference: where the value is.
        name: the option, for errors.
        one_line: take the first line only, without its end, as OpenSSL does of a passphrase.

    Raises:
        MissingVariable: the variable is not set, or empty.
        EmptyValue: the file or standard input is empty.
        StdinConflict: standard input is closed or a terminal.
        FileMissing, FileIsFolder, FileUnreadable, FileTooLarge
    """
    word, where = reference
    if word == ENVIRONMENT:
        text = os.environ.get(where, "")
        if not text:
            raise _missing_variable(where, name)
    elif word == FILE:
        text = reading.decoded(reading.read(where, name, private=True), name, where)
    else:
        text = reading.decoded(_read_standard_input(name), name)
    if not text.strip():
        raise EmptyValue(
            "{option}: {value:where} is empty",
            hint="check that the program that should have written to it did",
            parameter=name,
            where=wording.quoted(where) if word == FILE else "standard input",
        )
    if one_line:
        text = re.split("\r?\n", text, maxsplit=1)[0]
    return text


def _missing_variable(where: str, name: str) -> MissingVariable:
    state = "empty" if where in os.environ else "not set"
    shown, hint = where, "set and export it first"
    if not re.fullmatch("[A-Z_][A-Z0-9_]*", where):
        # after env:$NAME it is the value itself
        shown, hint = "named there", "write env:NAME without $, and export NAME first"
    return MissingVariable(
        "{option}: the environment variable {value:shown} is {value:state}",
        hint=hint,
        parameter=name,
        shown=shown,
        state=state,
    )


def standard_input(name: str) -> IO[bytes]:
    """Standard input, for the option that asks for it.

    Raises:
        StdinConflict: it is closed or a terminal.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise StdinConflict(
            "{option}: standard input is {value:state}",
            hint="pipe the value in; qs-jwt never prompts",
            parameter=name,
            state="closed" if sys.stdin is None else "a terminal",
        )
    with suppress(OSError, ValueError):  # of a program that has put another stream there
        system.block(sys.stdin.fileno())
    return sys.stdin.buffer


def _read_standard_input(name: str) -> bytes:
    try:
        data = standard_input(name).read(reading.MAX_BYTES + 1)
    except OSError as error:
        raise FileUnreadable(
            "{option}: standard input cannot be read: {value:strerror}",
            parameter=name,
            strerror=error.strerror,
        ) from None
    if len(data) > reading.MAX_BYTES:
        raise FileTooLarge(
            "{option}: standard input holds more than {value:limit} bytes",
            hint="check what is piped in; no key, token or passphrase is that large",
            parameter=name,
            limit=reading.MAX_BYTES,
        )
    return data
