"""Help texts, made from the commands' definitions."""

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from itertools import islice

from qs_jwt import commands
from qs_jwt.cli.options import line_parameters
from qs_jwt.command import Command, Parameter
from qs_jwt.options import groups

_NARROWEST, _WIDEST, _UNKNOWN = 40, 120, 80  # columns
_INDENT, _NARROW_INDENT, _NARROW = 28, 6, 60
_UNBREAKABLE = "\xa0"  # a blank that no line is broken at


def overview() -> str:
    """The help of ``qs-jwt`` itself."""
    about = "qs-jwt makes and checks the JSON Web Tokens that let scripts log in to Qlik Sense."
    lines = [*_wrapped(about), "", "Usage: qs-jwt COMMAND --option VALUE ..."]
    for title, names in commands.GROUPS.items():
        lines += ["", f"{title}:"]
        for name in names:
            lines += _entry(name, commands.load(name).summary)
    lines += [
        *_entry("help [COMMAND]", "Show this page, or a command's options (also --help)."),
        *_entry("--version", "Show the version (also -V)."),
        "",
        "Example:",
        *_examples(islice(commands.load("create-qseow").examples.items(), 1)),
    ]
    return "\n".join(lines)


def of_command(definition: Command) -> str:
    """The help of one command."""
    parameters = line_parameters(definition)
    one_of = _groups(definition.one_of, parameters)
    needed = [group[0] for group in one_of if len(group) == 1]  # the others are JSON-RPC's
    one_of = [group for group in one_of if len(group) > 1]
    required = [p for p in parameters.values() if p.required or p in needed]
    usage = [
        "Usage: qs-jwt",
        definition.name,
        *map(_unbroken, required),
        *(f"({' | '.join(map(_unbroken, group))})" for group in one_of),
        *(
            [f"[--option{_UNBREAKABLE}VALUE{_UNBREAKABLE}...]"]
            if len(required) < len(parameters)
            else []
        ),
    ]
    lines = [line.replace(_UNBREAKABLE, " ") for line in _wrapped(" ".join(usage), "    ")]
    lines += ["", *_wrapped(definition.summary)]
    lines += _section("Required", required)
    for group in one_of:
        lines += _section("One of", group)
    listed = {p.name for group in (required, *one_of) for p in group}
    optional = [p for p in parameters.values() if p.name not in listed]
    for title in groups.TITLES:
        lines += _section(title, [p for p in optional if p.option.group == title])
    exclusive = _groups(definition.alternatives[len(definition.one_of) :], parameters)
    if exclusive:
        lines += ["", "At most one of:"]
    for group in exclusive:
        lines += _wrapped(f"  {', '.join(p.flag for p in group)}", "    ")
    if definition.examples:
        lines += ["", "Examples:", *_examples(definition.examples.items())]
    return "\n".join(lines)


def _groups(
    names: Iterable[tuple[str, ...]], parameters: Mapping[str, Parameter]
) -> list[list[Parameter]]:
    """Groups of options, as far as the command line has them."""
    found = ([parameters[name] for name in group if name in parameters] for group in names)
    return [group for group in found if group]


def _examples(examples: Iterable[tuple[str, str]]) -> list[str]:
    """Each under the sentence that says what it is for, in one line, to be copied."""
    lines: list[str] = []
    for sentence, example in examples:
        lines += [*_wrapped(f"  {sentence}:", "  "), f"    {example}"]
    return lines


def _section(title: str, parameters: list[Parameter]) -> list[str]:
    lines = ["", f"{title}:"] if parameters else []
    for parameter in parameters:
        lines += _entry(_form(parameter), _description(parameter))
    return lines


def _form(parameter: Parameter) -> str:
    option = parameter.option
    if option.kind == "flag":
        return parameter.flag
    if option.kind == "texts":
        return f"{parameter.flag} {option.metavar} ..."
    return f"{parameter.flag} {option.metavar}"


def _unbroken(parameter: Parameter) -> str:
    return _form(parameter).replace(" ", _UNBREAKABLE)


def _description(parameter: Parameter) -> str:
    option = parameter.option
    parts = [option.help]
    if len(option.choices) > 1:
        parts.append(f"One of {', '.join(map(str, option.choices))}.")
    if option.kind not in ("flag", "texts") and parameter.default not in (None, "", 0):
        parts.append(f"Default: {parameter.default}.")
    return " ".join(parts)


def _width() -> int:
    columns = shutil.get_terminal_size((_UNKNOWN, 24)).columns
    return min(max(columns, _NARROWEST), _WIDEST)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _width(), subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _entry(head: str, text: str) -> list[str]:
    width = _width()
    column = _INDENT if width > _NARROW else _NARROW_INDENT
    lines = textwrap.wrap(text, width - column, break_on_hyphens=False, break_long_words=False)
    indent = " " * column
    if len(head) + 4 > column:
        return [*_wrapped(f"  {head}", "      "), *(indent + line for line in lines)]
    return [f"  {head}".ljust(column) + lines[0], *(indent + line for line in lines[1:])]
