"""What commands give back: data first, which can also write itself as text or JSON."""

import json
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from qs_jwt.wording import COMMAND_LINE, PYTHON, Door, Notice, escaped

SCHEMA = 1  # of the envelope that --output json prints


class Result:
    """The base of all results.

    Attributes:
        warnings: problems that did not stop the command.
        notes: what it did on the way, each as ``(log level, line)``.
        succeeded: whether what was asked held; False ends the command line with exit code 1.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    succeeded: bool = True

    def __init__(self) -> None:
        self.warnings: list[Notice] = []
        self.notes: list[tuple[str, str]] = []

    def to_dict(self, door: Door = PYTHON) -> dict[str, Any]:
        """The result as JSON types, as ``door`` names things; absent facts are left out."""
        return {
            name: _as_json_types(value, door)
            for name in (*self.fields, "warnings")
            if (value := getattr(self, name)) is not ABSENT
        }

    def text(self) -> str:
        """The result for people on the command line, without a last line feed."""
        raise NotImplementedError

    def render(self, output: str) -> str:
        """The result in one of the command's ``--output`` forms, with its last line feed."""
        if output == "json":
            return as_json(success(self)) + "\n"
        return "".join(f"{escaped(line)}\n" for line in self.text().split("\n"))

    def complaint(self, output: str) -> list[str]:  # noqa: ARG002 - for subclasses
        """Lines on why it failed, for stderr, if the form ``output`` has no room for them."""
        return []


# Takes a line for people and the log level from which on it is shown.
Say = Callable[[str, str], None]


def say_nothing(level: str, line: str) -> None:
    """Drop the line: nobody is to be told."""


class WrittenFile(NamedTuple):
    """A file that a command wrote.

    Attributes:
        path: its path.
        kind: what it holds, such as ``privatekey``, ``certificate`` or ``token``.
    """

    path: str
    kind: str


class Session:
    """What a command gives back that reads and writes streams of its own until they end.

    Attributes:
        threaded: whether it starts threads.
    """

    threaded = False

    def run(self, say: Say, *, progress: bool) -> int:
        """Do it, and give the exit code.

        Args:
            say: takes what is not a result.
            progress: whether somebody watches, on the terminal that is stderr.
        """
        raise NotImplementedError


class _Absent:
    """Stands for a fact that a result does not have, where null would be one."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Any = _Absent()


def success(result: Result, door: Door = COMMAND_LINE) -> dict[str, Any]:
    """The envelope of a result."""
    return {"schema": SCHEMA, "ok": True, "result": result.to_dict(door)}


def failure(error: dict[str, Any]) -> dict[str, Any]:
    """The envelope of a failure; ``error`` is :meth:`QsJwtError.to_dict`'s."""
    return {"schema": SCHEMA, "ok": False, "error": error}


def as_json(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON text in ASCII: whole in every code page, and safe on a terminal."""
    return (_TEXT if indent is None else _encoder(indent)).encode(value)


def as_ascii_json(value: Any) -> bytes:
    """``value`` as JSON on one line, without blanks, in ASCII."""
    return _ASCII.encode(value).encode("ascii")


def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(allow_nan=False, indent=indent)


def _as_json_types(value: Any, door: Door) -> Any:
    """``value`` with its notices and records as JSON types, as ``door`` names things."""
    if isinstance(value, Notice):
        return value.to_dict(door)
    if isinstance(value, list):
        return [_as_json_types(item, door) for item in value]
    return value._asdict() if hasattr(value, "_asdict") else value


_TEXT = _encoder(None)
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
