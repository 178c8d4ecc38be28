"""Help texts, made from the commands' definitions."""

import textwrap

from qs_jwt import commands
from qs_jwt.cli.options import line_parameters
from qs_jwt.command import Command, Parameter
from qs_jwt.wording import flag

_WIDTH = 88
_INDENT = 28


def overview() -> str:
    """The help of ``qs-jwt`` itself."""
    lines = [
        "qs-jwt makes and checks the JSON Web Tokens that let scripts log in to Qlik Sense.",
        "",
        "Usage: qs-jwt COMMAND --option VALUE ...",
        "",
        "Commands:",
    ]
    for name in commands.COMMANDS:
        lines += _entry(name, commands.load(name).summary)
    lines += [
        "",
        "qs-jwt COMMAND --help shows a command's options, qs-jwt -V the version.",
    ]
    return "\n".join(lines)


def of_command(definition: Command) -> str:
    """The help of one command."""
    parameters = line_parameters(definition).values()
    required = [p for p in parameters if p.required]
    optional = [p for p in parameters if not p.required]
    usage = " ".join(
        [
            "Usage: qs-jwt",
            definition.name,
            *(_form(p) for p in required),
            *(["[--option VALUE ...]"] if optional else []),
        ]
    )
    lines = [*textwrap.wrap(usage, _WIDTH, subsequent_indent="    "), "", definition.summary]
    for title, group in (("Required", required), ("Options", optional)):
        if group:
            lines += ["", f"{title}:"]
        for parameter in group:
            lines += _entry(_form(parameter), _description(parameter))
    if definition.alternatives:
        lines += ["", "At most one of:"]
    for names in definition.alternatives:
        lines.append(f"  {', '.join(map(flag, names))}")
    if definition.examples:
        lines += ["", "Examples:"]
        lines += [f"  {example}" for example in definition.examples]
    return "\n".join(lines)


def _form(parameter: Parameter) -> str:
    option = parameter.option
    if option.kind == "flag":
        return f"{parameter.flag} [true|false]"
    if option.kind == "texts":
        return f"{parameter.flag} {option.metavar} ..."
    return f"{parameter.flag} {option.metavar}"


def _description(parameter: Parameter) -> str:
    option = parameter.option
    parts = [option.help]
    if option.choices:
        parts.append(f"One of {', '.join(map(str, option.choices))}.")
    if option.kind not in ("flag", "texts") and parameter.default not in (None, "", 0):
        parts.append(f"Default: {parameter.default}.")
    return " ".join(parts)


def _entry(head: str, text: str) -> list[str]:
    lines = textwrap.wrap(text, _WIDTH - _INDENT, break_on_hyphens=False)
    head = f"  {head}"
    indent = " " * _INDENT
    if len(head) + 2 > _INDENT:
        return [head, *(indent + line for line in lines)]
    return [head.ljust(_INDENT) + lines[0], *(indent + line for line in lines[1:])]
