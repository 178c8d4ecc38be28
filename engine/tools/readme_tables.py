"""The tables of engine/README.md that follow from the code.

``python engine/tools/readme_tables.py`` writes them.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from qs_jwt import commands, errors, rules
from qs_jwt.cli.options import line_parameters

README = Path(__file__).parents[1] / "README.md"
PLATFORM_TITLES = {
    "any_token": "any",
    "qseow": "QSEoW",
    "qscloud": "Cloud",
    "qscloud-oauth": "OAuth",
    "certificate": "any",
}


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(head), line(("---",) * len(head)), *map(line, rows)])


def commands_table() -> str:
    """Every command, with what it does."""
    return _table(
        ("command", "does"),
        [(f"`{name}`", commands.load(name).summary) for name in commands.COMMANDS],
    )


def options_table() -> str:
    """Every option once, with the commands that take it."""
    takers: dict[tuple[str, str], list[str]] = {}
    for name in commands.COMMANDS:
        for parameter in line_parameters(commands.load(name)).values():
            metavar = "" if parameter.option.kind == "flag" else f" {parameter.option.metavar}"
            key = (f"`{parameter.flag}{metavar}`", parameter.option.help)
            takers.setdefault(key, []).append(name)
    rows = []
    for (flag, help_text), names in takers.items():
        everywhere = len(names) == len(commands.COMMANDS)
        rows.append((flag, help_text, "all" if everywhere else ", ".join(names)))
    return _table(("option", "means", "taken by"), rows)


def errors_table() -> str:
    """Every error code, with its exit code and meaning."""
    return _table(
        ("code", "exit", "means"),
        [
            (f"`{cls.__name__}`", str(cls.exit_code), (cls.__doc__ or "").replace("``", "`"))
            for cls in errors.error_classes()
        ],
    )


def rules_table() -> str:
    """Every rule, with its platform, severity, reason and source."""
    return _table(
        ("rule", "platform", "severity", "asks", "why", "source"),
        [
            (f"`{rule.id}`", PLATFORM_TITLES[name], rule.severity, rule.asks, rule.why, rule.source)
            for name in rules.PLATFORMS
            for rule in rules.book(name)
        ],
    )


TABLES = {
    "commands": commands_table,
    "options": options_table,
    "errors": errors_table,
    "rules": rules_table,
}


def updated(text: str) -> str:
    """``text`` with each marked table made anew."""

    def table(match: re.Match[str]) -> str:
        return f"{match[1]}\n{TABLES[match[2]]()}\n{match[3]}"

    return re.sub(r"(<!-- table: (\w+) -->)\n.*?(<!-- end -->)", table, text, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
