"""Every command in a README runs in a test, or says that it does not."""

import shlex
from pathlib import PurePath

import pytest

import readmes

RUN = {"bash", "python", "yaml", "powershell"}  # by test_readme.py, here and in tests/powershell
EVERY = [one for page in readmes.PAGES for one in readmes.of_page(page)]
PAGE = """
Say `frobnicate --all`, not `frobnicate`, nor `qs-jwt create-qseow`, nor `--all yes`. {}

| `frobnicate --row` | {} |

```text
frobnicate --block
```
"""


def test_a_command_with_neither_a_test_nor_a_mark_is_found() -> None:
    """And one that is marked needs its line in the list, too."""
    lines = ["frobnicate --all", "frobnicate --row", "frobnicate --block"]
    for mark, listed, marked in (
        ("", set(), 0), ("", {"frobnicate"}, 0), ("(not shown here)", {"frob"}, 0),
        ("(not shown here)", {"frobnicate"}, 3), ("follows its manual", {lines[1]}, 1),
    ):  # fmt: skip
        found = list(readmes.found_in(PAGE.format(mark, mark), "README.md", listed))
        assert [one.text for one in found] == lines
        assert sum(one.marked for one in found) == marked


@pytest.mark.parametrize("page", readmes.PAGES)
def test_every_command_is_run_or_marked(page: str) -> None:
    for one in readmes.of_page(page):
        runs = one.language in RUN or readmes.elsewhere(one.text)
        assert one.marked or runs, f"{page}: neither run nor marked and listed: {one.text}"


def test_there_are_commands_of_every_sort() -> None:
    assert len([one for one in EVERY if one.block]) > 40
    assert len([one for one in EVERY if one.marked]) > 10
    assert {one.language for one in EVERY} == RUN | {"text"}


def test_what_runs_elsewhere_stands_there() -> None:
    lines = [one.text for one in EVERY if not one.block and not one.marked]
    for start, file in readmes.ELSEWHERE.items():
        text = (readmes.ROOT / file).read_text(encoding="utf-8")
        given = [line for line in lines if line.startswith(start)]
        assert given, start
        for word in (word for line in given for word in shlex.split(line)):
            name = PurePath(word).stem if "/" in word else word
            placeholder = name.isupper() or "{" in name or word.startswith("./")
            own = word.startswith("tests/") and (readmes.ROOT / word).exists()
            assert placeholder or own or name.startswith("python") or name in text, (
                f"{word}: {file}"
            )


def test_what_is_listed_is_in_a_page() -> None:
    marked = [one.text for one in EVERY if one.marked]
    for line in readmes.not_shown():
        if readmes.is_command_line(line):  # once is in the list itself
            assert len([one for one in marked if one.startswith(line)]) > 1, line
