"""The tables of bash-completion/qs-jwt.bash, which follow from the commands.

``python engine/tools/completion_tables.py`` writes them.
"""

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

from qs_jwt import commands
from qs_jwt.cli.options import line_parameters
from qs_jwt.command import Parameter
from qs_jwt.options.kinds import Option

COMPLETION = Path(__file__).parents[2] / "bash-completion" / "qs-jwt.bash"
_WIDTH = 110


def options_of(name: str) -> list[Parameter]:
    """The options of a command as they stand on its command line."""
    return list(line_parameters(commands.load(name)).values())


def offer(option: Option) -> str:
    """How the script completes values of ``option``, in its variables; nothing for free text."""
    if option.choices:
        return f"kind=word argument='{' '.join(map(str, option.choices))}'"
    if option.kind == "flag":
        return "kind=flag"
    if option.kind == "texts":
        return "kind=list"
    if option.kind == "profile":
        return "kind=profile"
    if option.kind in ("folder", "prefix"):
        return "kind=folder"
    if option.kind == "path":
        suffixes = "|".join(suffix.removeprefix(".") for suffix in option.suffixes)
        pattern = rf"\.({suffixes})$" if suffixes else "."
        return f"kind=file argument='{pattern}'"
    if option.words:
        return f"kind=reference argument='{' '.join(option.words)}'"
    return ""


def _commands() -> str:
    return f"_qs_jwt_commands='{_wrapped(commands.COMMANDS, 4)}'"


def _options() -> str:
    cases = []
    for name in commands.COMMANDS:
        # a list may be given again
        flags = [p.flag + ("+" if p.option.kind == "texts" else "") for p in options_of(name)]
        cases.append(f"{name})\n            options='{_wrapped(flags, 16)}'")
    return _function("_qs_jwt_options", cases)


def _values() -> str:
    """What each option takes: under its name alone where all commands agree."""
    offers: dict[str, dict[str, list[str]]] = {}
    for name in commands.COMMANDS:
        for parameter in options_of(name):
            found = offers.setdefault(parameter.flag, {})
            found.setdefault(offer(parameter.option), []).append(name)
    patterns: dict[str, list[str]] = {}
    for flag, found in offers.items():
        for text, names in found.items():
            words = [f"*' {flag}'"] if len(found) == 1 else [f"'{name} {flag}'" for name in names]
            patterns.setdefault(text, []).extend(words)
    patterns.pop("", None)
    between = " | \\\n            "
    cases = [f"{between.join(words)})\n            {text}" for text, words in patterns.items()]
    return _function("_qs_jwt_value", cases)


def _function(name: str, cases: list[str]) -> str:
    body = "".join(f"        {case}\n            ;;\n" for case in cases)
    return f"{name}() {{\n    case $1 in\n{body}    esac\n}}"


def _wrapped(words: Iterable[str], indent: int) -> str:
    lines = textwrap.wrap(" ".join(words), _WIDTH - 30, break_on_hyphens=False)
    return ("\n" + " " * indent).join(lines)


def updated(text: str) -> str:
    """``text`` with its tables made anew."""
    tables = "\n\n".join([_commands(), _options(), _values()])
    return re.sub(
        r"(?s)(?<=\n)(# tables, [^\n]*\n).*?(# end\n)",
        lambda match: f"{match[1]}{tables}\n{match[2]}",
        text,
    )


if __name__ == "__main__":
    COMPLETION.write_text(updated(COMPLETION.read_text(encoding="utf-8")), encoding="utf-8")
