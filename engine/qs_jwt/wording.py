"""Words for people: messages as data, how each door names things, values in a message.

A message is a template and its values, apart. ``{option:NAME}``, ``{option:NAME=VALUE}``
and ``{command:NAME}`` stand for what each door calls an option or a command,
``{value:NAME}`` for a value. Each door renders a template once; values are put in last
and never looked at again, for a path or a user id may hold braces.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PLACEHOLDER = re.compile(
    r"\{option(?::(?P<option>\w+)(?:=(?P<set>[^{}]+))?)?\}"
    r"|\{command:(?P<command>[a-z-]+)\}"
    r"|\{value:(?P<value>\w+)\}"
)
_WORDS = ("env:", "file:", "stdin")  # what the command line alone takes for a value
_JSON_NAMES = {dict: "an object", list: "a list", bool: "true or false", int: "a number",
               float: "a number", str: "text", bytes: "bytes", type(None): "null"}  # fmt: skip
# straight and typographic
QUOTES = "'\"`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"
_LONGEST_SHOWN = 60
_ACTED_ON = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Door:
    """One way in, and what it calls options and commands. This one is Python's.

    Attributes:
        templates: whether its JSON carries the templates and values too.
    """

    templates = False

    def option(self, name: str, value: str | None = None) -> str:
        """The option ``name``, set to ``value`` if that is given.

        Args:
            name: in snake_case.
            value: as the command line has it, such as ``true``, ``1h``, ``FILE`` or, of an
                option that takes several, ``A B``.
        """
        if value is None or value.startswith(_WORDS):
            return name
        plain = value.isdecimal() or value in ("true", "false")
        return f"{name}={value.capitalize() if plain else _as_json(value)}"

    def command(self, name: str) -> str:
        """The command ``name``, such as ``create-cert``."""
        return f"{name.replace('-', '_')}()"

    def parameter(self, name: str) -> str:
        """The ``parameter`` of an error, for programs."""
        return name


class JsonRpc(Door):
    """JSON-RPC's names."""

    def __init__(self, *, templates: bool = False):
        self.templates = templates

    def option(self, name: str, value: str | None = None) -> str:
        if value is None or value.startswith(_WORDS):
            return name
        plain = value.isdecimal() or value in ("true", "false")
        return f"{name}: {value if plain else _as_json(value)}"

    def command(self, name: str) -> str:
        return name


class CommandLine(Door):
    """The command line's names.

    Args:
        typed: the options of this line; one that goes by several names there is called
            as it was typed.
    """

    # One parameter of a command, and what a command line has in its place.
    _WRITTEN = {"claims": ("claim", "claims_file")}  # noqa: RUF012 - never written to

    def __init__(self, typed: Iterable[str] = ()):
        self._typed = frozenset(typed)

    def option(self, name: str, value: str | None = None) -> str:
        return " ".join([flag(self.parameter(name)), *([] if value is None else [value])])

    def command(self, name: str) -> str:
        return f"qs-jwt {name}"

    def parameter(self, name: str) -> str:
        names = self._WRITTEN.get(name, (name,))
        return next((written for written in names if written in self._typed), names[0])


class BatchColumns(CommandLine):
    """The command line's names, and for what stands in a column, the column's.

    Args:
        columns: each option's column, as its header has it.
    """

    def __init__(self, columns: Mapping[str, str]):
        super().__init__()
        self._columns = columns

    def option(self, name: str, value: str | None = None) -> str:
        return self._columns.get(name) or super().option(name, value)

    def parameter(self, name: str) -> str:
        return self._columns.get(name) or super().parameter(name)


PYTHON = Door()
COMMAND_LINE = CommandLine()
JSON_RPC = JsonRpc()


class Notice:
    """Something to tell people: what was found, and how to mend it. A warning is one.

    Attributes:
        code: its stable name.
        template, hint_template: what was found, and the mend or None.
        parameter: the option at fault in snake_case, which ``{option}`` stands for, or None.
        values: what ``{value:NAME}`` stands for, each fit for a terminal.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str | None = None,
        parameter: str | None = None,
        **values: object,
    ):
        self.code = code
        self.template = message
        self.hint_template = hint
        self.parameter = parameter
        self.values = {name: str(value) for name, value in values.items() if value is not None}

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{self.code}({self.message!r})"

    @property
    def message(self) -> str:
        """One line that says what was found, in Python's names; never holds a secret."""
        return self.rendered(self.template, PYTHON)

    @property
    def hint(self) -> str | None:
        """One line that says how to mend it, in Python's names, or None."""
        return self.hint_for(PYTHON)

    def message_for(self, door: Door) -> str:
        """The message as ``door`` says it."""
        return self.rendered(self.template, door)

    def hint_for(self, door: Door) -> str | None:
        """The hint as ``door`` says it, or None."""
        return self.rendered(self.hint_template, door) if self.hint_template else None

    def rendered(self, template: str, door: Door) -> str:
        """``template`` with this notice's values, as ``door`` says it."""
        return render(self.whole(template), self.values, door)

    def to_dict(self, door: Door = PYTHON) -> dict[str, Any]:
        """The notice as JSON types: ``{code, message, hint?, parameter?}``.

        Where the door has templates, ``templates`` and ``values`` stand beside them.
        """
        fields: dict[str, Any] = {"code": self.code, "message": self.message_for(door)}
        hint = self.hint_for(door)
        if hint:
            fields["hint"] = hint
        if self.parameter:
            fields["parameter"] = door.parameter(self.parameter)
        if door.templates:
            fields["templates"] = {
                name: self.whole(template)
                for name, template in (("message", self.template), ("hint", self.hint_template))
                if template
            }
            fields["values"] = self.values
        return fields

    def whole(self, template: str) -> str:
        """``template`` with its own parameter named, so that it can stand in another notice.

        Without a parameter, ``{option}: `` at its beginning is left out.
        """
        if not self.parameter:
            return template.removeprefix("{option}: ")
        return template.replace("{option}", f"{{option:{self.parameter}}}")


def render(template: str, values: Mapping[str, str], door: Door) -> str:
    """``template`` as ``door`` says it, with ``values`` put in last."""

    def replaced(match: re.Match[str]) -> str:
        if match["command"]:
            return door.command(match["command"])
        if match["value"]:
            return values.get(match["value"], match[0])
        return door.option(match["option"], match["set"]) if match["option"] else match[0]

    return _PLACEHOLDER.sub(replaced, template)


def flag(name: str) -> str:
    """The name of an option on the command line: ``cert_create`` is ``--cert-create``."""
    return "--" + name.replace("_", "-")


def _as_json(value: str) -> str:
    several = [f'"{word}"' for word in value.split(" ")]
    return f"[{', '.join(several)}]" if len(several) > 1 else several[0]


def json_type(value: Any) -> str:
    """What JSON calls the type of ``value``: ``a number``, ``null``."""
    return _JSON_NAMES.get(type(value), f"a {type(value).__name__}")


def shown(value: Any) -> str:
    """``value`` for an error message: quoted, on one line, cut if it is long."""
    return quoted(cut(str(value)))


def cut(text: str) -> str:
    """``text``, its end left out if it is long: it may be a key in the wrong place."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."


def quoted(text: str) -> str:
    """``text`` in quotes, with nothing in it that a terminal would act on."""
    return f"'{escaped(text)}'"


def listed(choices: Iterable[str | int], word: str = "or") -> str:
    """A closed set for people: ``RS256, RS384 or RS512``; ``word`` stands before the last."""
    *head, last = map(str, choices)
    return f"{', '.join(head)} {word} {last}" if head else last


def escaped(text: str) -> str:
    """``text`` with an escape for each character that a terminal or reader acts on.

    Those are the control characters (C0, DEL, C1), the bidirectional controls, line and
    paragraph separator, the byte order mark and half a surrogate pair.
    """
    return _ACTED_ON.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def nearest(text: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """The valid word nearest to ``text``, or None if none is as much ``alike`` (1 is the same)."""
    from difflib import get_close_matches  # only bad input pays for it

    spelled = {word.lower(): word for word in known}
    matches = get_close_matches(text.lower(), spelled, n=1, cutoff=alike)
    return spelled[matches[0]] if matches else None
