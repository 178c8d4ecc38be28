"""The help: commands and options in groups, as wide as the terminal."""

import re
import shlex

import pytest

from conftest import Runner
from qs_jwt import commands
from qs_jwt.cli import help
from qs_jwt.cli.options import line_parameters
from qs_jwt.options import groups
from qs_jwt.wording import flag


def test_the_overview_has_every_command_in_its_group(qs_jwt: Runner) -> None:
    shown = qs_jwt("help").out
    assert shown == qs_jwt("--help").out
    for title, names in commands.GROUPS.items():
        group = shown.partition(f"\n{title}:\n")[2].partition("\n\n")[0]
        for name in names:
            assert f"  {name}" in group
    last = shown.partition("\nThis program:\n")[2]
    assert "  help [COMMAND]" in last
    assert "  --version" in last
    assert last.endswith("--cert-create\n")


@pytest.mark.parametrize("command", commands.COMMANDS)
def test_an_option_is_in_one_group_with_an_example_if_it_takes_a_name(command: str) -> None:
    """What is named (a tenant, a prefix, a key ID) means nothing to who is new to Qlik."""
    for parameter in line_parameters(commands.load(command)).values():
        option = parameter.option
        assert option.group in groups.TITLES
        if option.named:
            assert "such as " in option.help or parameter.default, parameter.flag


NEEDED = [(name, group) for name in commands.COMMANDS for group in commands.load(name).one_of]


@pytest.mark.parametrize(("command", "group"), NEEDED)
def test_one_of_a_group_is_needed(qs_jwt: Runner, command: str, group: tuple[str, ...]) -> None:
    """As the usage says it: without any of them the example ends with one line about them."""
    definition = commands.load(command)
    flags = {flag(name) for name in group}
    words = re.split(r" (?=--)", next(iter(definition.examples.values())).partition(" ")[2])
    left = [word for word in words if word.partition(" ")[0] not in flags]
    assert len(left) < len(words)
    (qs_jwt.folder / "users.csv").write_text("userid\nanna\n")
    done = qs_jwt(*shlex.split(" ".join(left)))
    assert done.code == 2
    assert any(one in done.err for one in flags), done.err


@pytest.mark.parametrize("command", ["create-qseow", "create-qscloud", "batch"])
def test_the_usage_names_the_key_sources_of_which_one_is_needed(
    qs_jwt: Runner, command: str
) -> None:
    shown = " ".join(qs_jwt(command, "--help").out.split())
    usage = shown.partition("[--option VALUE ...]")[0]
    assert "(--cert-privatekey-file FILE | --cert-privatekey PEM|env:NAME|stdin |" in usage
    assert "| --cert-create" in usage
    titles = [f"{title}:" for title in ("One of", "User", "Validity", "Claims", "Key", "Output")]
    places = [shown.index(f" {title}") for title in titles]
    assert places == sorted(places)


@pytest.mark.parametrize("command", commands.COMMANDS)
@pytest.mark.parametrize(
    ("columns", "width"), [("40", 40), ("10", 40), ("80", 80), ("300", 120), ("0", 80), ("", 80)]
)
def test_no_line_is_wider_than_the_terminal(
    command: str, columns: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = help.of_command(commands.load(command)).partition("\nExamples:")[0]
    assert max(map(len, shown.splitlines())) <= width
    assert "[true|false]" not in shown
    assert "\x1b" not in shown


def test_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    shown = help.overview().partition("\nExample:")[0]
    assert max(map(len, shown.splitlines())) <= 40
