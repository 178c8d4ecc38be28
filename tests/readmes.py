"""The commands of the READMEs: which there are, and which of them cannot be run here.

A command is a block of code in a language that runs, or an inline code span that is a whole
command line. A test runs it as it stands, or it carries a mark, in its paragraph, its row or the
paragraph above its block, and then stands in the list "Not shown here" of tests/README.md too.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from qs_jwt import commands

ROOT = Path(__file__).parent.parent
FRONT, REFERENCE, COMPLETION = "README.md", "engine/README.md", "bash-completion/README.md"
MODULE = "powershell/README.md"
TESTS = "tests/README.md"
PAGES = (
    FRONT, REFERENCE, COMPLETION, MODULE, TESTS, ".github/CONTRIBUTING.md", ".github/SECURITY.md"
)  # fmt: skip
MARKS = ("not shown here", "follows its manual")
NOT_SHOWN = "### Not shown here"
# Where a command is run, by its beginning, if not in a test of the READMEs; its words stand
# there.
ELSEWHERE = {
    ".venv/bin/pytest tests/cli/": ".ci/run",
    ".venv/bin/pytest -n 2": ".ci/run",
    "pytest --slow": ".ci/run",
    "tests/windows/run.sh": ".ci/run",
    "mypy --platform darwin": ".ci/run",
    ".venv/bin/python engine/tools/release.py --dry-run": "tests/distribution/test_release.py",
    "engine/tools/release.py --dry-run": "tests/distribution/test_release.py",
    "tests/windows/set-up.sh TARGET": "tests/windows/run.sh",
    "python engine/tools/readme_tables.py": "tests/cli/test_readme.py",
    "python engine/tools/public_types.py": "tests/engine/test_api.py",
    "python engine/tools/addresses.py": "tests/engine/test_published_addresses.py",
    "python engine/tools/completion_tables.py": "tests/bash_completion/test_completion.py",
    "aws kms sign": "tests/cli/test_aws_kms.py",
    "pkcs11-tool": "tests/cli/test_pkcs11.py",
    "Install-QsJwtEngine": "tests/powershell/EngineInstall.Tests.ps1",
    "Get-QsJwtEngine": "tests/powershell/EngineInstall.Tests.ps1",
    "Uninstall-QsJwtEngine": "tests/powershell/EngineInstall.Tests.ps1",
    "python -c 0": "tests/bench/cold.py",
    "node -e 0": "tests/bench/cold.py",
    "openssl dgst": "tests/bench/cold.py",
    "openssl speed": "tests/bench/rates.py",
}

_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
# No command line: an option, a path, JSON, an assignment; or one that is left incomplete.
_NO_PROGRAM = re.compile(r"[-{\"~*]|[A-Z]:\\|\w+ =")
_INCOMPLETE = re.compile(r"\.\.\.|\[\w+\|")
_CMDLET = re.compile(r"'|[A-Z][a-z]+-[A-Z]\w+ ")


class Command(NamedTuple):
    """A command of a page.

    Attributes:
        page: where it stands.
        language: its block's, or the one that it is in as an inline code span.
        text: the block, or the line.
        block: whether it is a block.
        marked: whether it carries a mark and has its line in tests/README.md.
    """

    page: str
    language: str
    text: str
    block: bool
    marked: bool


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def not_shown() -> set[str]:
    """What the first column of the list of what is not shown names."""
    rows = text_of(TESTS).partition(NOT_SHOWN)[2].partition("\n## ")[0]
    return {one for cell in re.findall(r"(?m)^\| (.*?) \|", rows) for one in _SPAN.findall(cell)}


def ways_to_install() -> list[list[str]]:
    """The command lines of each row of the front page's table that is to be run."""
    table = text_of(FRONT).partition("| shown by |")[2].partition("\n\n")[0]
    rows = [list(found_in(row, FRONT, not_shown())) for row in table.splitlines()]
    return [[one.text for one in row] for row in rows if row and not row[0].marked]


def elsewhere(line: str) -> str | None:
    """The file whose commands a line is one of, if none of the READMEs' tests runs it."""
    return next((file for start, file in ELSEWHERE.items() if line.startswith(start)), None)


def of_page(page: str) -> list[Command]:
    """The commands of a page, in their order."""
    return list(found_in(text_of(page), page, not_shown()))


def blocks(page: str) -> list[tuple[str, str]]:
    """The language and the text of each block of code of a page that is to be run."""
    return [(one.language, one.text) for one in of_page(page) if one.block and not one.marked]


def spans(page: str, language: str) -> list[str]:
    """The inline command lines of a page that are to be run."""
    return [
        one.text
        for one in of_page(page)
        if not one.block and one.language == language and not one.marked
    ]


def found_in(text: str, page: str, listed: set[str]) -> Iterator[Command]:
    """The commands of a text; ``listed`` is what the list of what is not shown names."""
    above, end = "", 0
    for fence in [*_FENCE.finditer(text), None]:
        between = text[end : fence.start() if fence else len(text)]
        for part in re.split(r"\n\s*\n|\n(?=\|)", between):
            if part.strip() and not part.startswith("<!--"):
                above = part
                yield from _inline(part, page, listed)
        if fence is None:
            return
        language, block = fence.groups()
        end = fence.end()
        lines = [line for line in block.splitlines() if language == "text"]
        for one in lines or [block]:
            marked = bool(lines) and _marked(above, one, listed)
            yield Command(page, language, one, block=not lines, marked=marked)


def _inline(part: str, page: str, listed: set[str]) -> Iterator[Command]:
    for line in _SPAN.findall(part):
        if is_command_line(line):
            language = "powershell" if _CMDLET.match(line) else "bash"
            marked = _marked(part, line, listed, own=page == TESTS)
            yield Command(page, language, line, block=False, marked=marked)


def is_command_line(span: str) -> bool:
    """Whether a code span is a whole command line, and not the name of a command or an option."""
    words = span.split()
    if len(words) < 2 or _NO_PROGRAM.match(span) or _INCOMPLETE.search(span):
        return False
    if words[0].endswith("qs-jwt") and len(words) == 2 and words[1] in commands.COMMANDS:
        return not any(one.required for one in commands.load(words[1]).every.values())
    return True


def _marked(part: str, line: str, listed: set[str], *, own: bool = False) -> bool:
    """Whether a paragraph marks a line that is listed; ``own`` is the page with the list."""
    known = any(f"{line} ".startswith(f"{one} ") for one in listed)
    return known and (own or any(mark in part for mark in MARKS))
