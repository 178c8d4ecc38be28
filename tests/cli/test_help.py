"""The help: commands and options in groups, as wide as the terminal."""

import pytest

from conftest import Runner
from qs_jwt import commands
from qs_jwt.cli import help
from qs_jwt.cli.options import line_parameters


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


def test_every_option_that_is_grouped_is_one() -> None:
    every = {name for one in commands.COMMANDS for name in line_parameters(commands.load(one))}
    grouped = [name for names in help.GROUPS.values() for name in names]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= every


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
@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("300", 120), ("0", 80), ("", 80)])
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
