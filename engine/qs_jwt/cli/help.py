"""Help texts, made from the commands' definitions."""

import shutil
import textwrap

from qs_jwt import commands
from qs_jwt.cli.options import line_parameters
from qs_jwt.command import Command, Parameter
from qs_jwt.options.kinds import KEY

_NARROWEST, _WIDEST, _UNKNOWN = 40, 120, 80  # columns
_INDENT = 28
_OTHER = "Other"

# Where an option stands in the help of its command.
GROUPS = {
    "User": (
        "userdir", "userid", "username", "useremail", "useremail_verified", "groups", "sub",
        "platform", "input", "issuer", "keyid", "audience",
    ),
    "Validity": ("expires", "expires_at", "backdate", "allow_long_lifetime"),
    "Claims": (
        "claim", "claims_file", "userid_claim", "userdir_claim", "groups_claim", "algorithm",
    ),
    "Token": (
        "jwt", "jwt_file", "expected_audience", "expected_issuer", "expected_keyid", "at", "leeway",
        "skip_signature",
    ),
    "Server": ("url", "timeout", "cacert", "insecure", "cookie_file"),
    "Key": (
        "cert_privatekey_file", "cert_privatekey", "cert_passphrase", "cert_create",
        "cert_file_prefix", "cert_create_expires_days", "cert_common_name", "key_size",
        "pfx", "sign_command", "sign_timeout", "cert_publickey_file",
        "cert_publickey", "matches_privatekey_file",
    ),
    "Output": ("output", "output_file", "force", "minimal_output", "loglevel"),
    _OTHER: (),
}  # fmt: skip


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
        f"  {commands.load('create-qseow').examples[0]}",
    ]
    return "\n".join(lines)


def of_command(definition: Command) -> str:
    """The help of one command."""
    parameters = line_parameters(definition)
    required = [p for p in parameters.values() if p.required]
    sources = _sources(definition, parameters)
    usage = [
        "Usage: qs-jwt",
        definition.name,
        *map(_form, required),
        *(f"({' | '.join(map(_form, group))})" for group in sources),
        *(["[--option VALUE ...]"] if len(required) < len(parameters) else []),
    ]
    lines = [*_wrapped(" ".join(usage), "    "), "", *_wrapped(definition.summary)]
    lines += _group("Required", required)
    for group in sources:
        lines += _group("One of", group)
    listed = {p.name for group in (required, *sources) for p in group}
    optional = [p for p in parameters.values() if p.name not in listed]
    for title in GROUPS:
        lines += _group(title, [p for p in optional if _title(p) == title])
    exclusive = [
        [parameters[name].flag for name in names if name in parameters]
        for names in definition.alternatives
        if not any(parameters.get(name) in group for name in names for group in sources)
    ]
    if any(exclusive):
        lines += ["", "At most one of:"]
    for flags in exclusive:
        lines += _wrapped(f"  {', '.join(flags)}", "    ")
    if definition.examples:
        lines += ["", "Examples:"]
        lines += [f"  {example}" for example in definition.examples]
    return "\n".join(lines)


def _sources(definition: Command, parameters: dict[str, Parameter]) -> list[list[Parameter]]:
    """The groups of options of which one must be given: what signs, and the token read."""
    if definition.name == "create-cert":  # makes a key of its own without
        return []
    groups = [
        [parameters[name] for name in names if name in parameters]
        for names in definition.alternatives
    ]
    tokens = ("jwt", "jwt_file")
    return [
        group
        for group in groups
        if len(group) > 1
        and (sum(p.option.role == KEY for p in group) > 1 or all(p.name in tokens for p in group))
    ]


def _title(parameter: Parameter) -> str:
    return next((title for title, names in GROUPS.items() if parameter.name in names), _OTHER)


def _group(title: str, parameters: list[Parameter]) -> list[str]:
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


def _description(parameter: Parameter) -> str:
    option = parameter.option
    parts = [option.help]
    if option.choices:
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
    column = min(_INDENT, width // 3)
    lines = textwrap.wrap(text, width - column, break_on_hyphens=False, break_long_words=False)
    head = f"  {head}"
    indent = " " * column
    if len(head) + 2 > column:
        return [head, *(indent + line for line in lines)]
    return [head.ljust(column) + lines[0], *(indent + line for line in lines[1:])]
