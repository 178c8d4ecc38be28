"""TAB in a real bash: every command, every option, and names that are hard to quote."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bash_shell
from bash_shell import Bash
from completion_tables import COMPLETION, options_of, updated
from conftest import COMMAND
from qs_jwt import commands
from qs_jwt.options.kinds import Option

pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")

FILES = (
    "key.pem", "KEY.P12", "cert.crt", "users.csv", "users.jsonl", "claims.json", "notes.txt",
    "token.jwt", "no-suffix", ".hidden.pem",
)  # fmt: skip
PROFILES = """\ufeff[lab]
platform = "qseow"
# [old]
[lab.claims]
text = "[x]"
 [ tenant-2 ]  # a comment
["quoted"]\r
"""


@pytest.fixture(scope="module", params=["alone", "with bash-completion"])
def bash(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bash]:
    """A shell under ``set -u``, in a folder with one file of each kind."""
    folder = tmp_path_factory.mktemp("bash")
    for name in FILES:
        (folder / name).touch()
    (folder / "folder").mkdir()
    (folder / "profiles.toml").write_text(PROFILES, encoding="utf-8")
    data = folder / ".data"
    place = data / "bash-completion" / "completions" / COMPLETION.name
    place.parent.mkdir(parents=True)
    shutil.copy(COMPLETION, place)
    environment = bash_shell.environment(
        folder, XDG_DATA_HOME=str(data), QS_JWT_CONFIG=str(folder / "profiles.toml")
    )
    with Bash(folder, environment) as shell:
        shell.run("set -u")
        if request.param == "alone":
            assert shell.run(f". '{COMPLETION}'") == ""
        elif not bash_shell.PACKAGE.exists():
            pytest.skip("bash-completion is not installed")
        else:  # which loads the file itself, at the first TAB
            shell.run(f". {bash_shell.PACKAGE}")
        yield shell


def expected(option: Option) -> set[str]:
    """What a person would want to see for a value of ``option``, in the folder of the tests."""
    if option.choices:
        return {str(choice) for choice in option.choices}
    if option.kind == "flag":
        return {"true", "false"}
    if option.kind == "profile":
        return {"lab", "tenant-2", "quoted"}
    if option.kind in ("folder", "prefix"):
        return {"folder/"}
    if option.kind == "path":
        shown = [name for name in (*FILES, "profiles.toml") if not name.startswith(".")]
        fitting = (name for name in shown if name.lower().endswith(option.suffixes or ""))
        return {*fitting, "folder/"}
    return set(option.words)


def flags(name: str, *, without: str = "") -> set[str]:
    """All options of a command but ``without``."""
    return {"--help", *(parameter.flag for parameter in options_of(name))} - {without}


def value_of(option: Option) -> str:
    return str(option.choices[0]) if option.choices else "x"


def test_tables_are_up_to_date() -> None:
    text = COMPLETION.read_text(encoding="utf-8")
    assert updated(text) == text, "run: python engine/tools/completion_tables.py"
    for name in commands.COMMANDS:
        assert f"        {name})\n" in text


def test_commands(bash: Bash) -> None:
    assert bash.offers("qs-jwt ") == {*commands.COMMANDS, "help", "--help", "--version"}
    assert bash.offers("qs-jwt create-") >= {"create-qseow", "create-qscloud"}
    assert bash.tab("qs-jwt dec") == ("qs-jwt decode ", [])
    assert bash.offers("qs-jwt help ") == set(commands.COMMANDS)
    assert bash.offers("qs-jwt help decode ") == set()
    assert bash.offers("qs-jwt nosuch ") == set()


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_options_of_every_command(bash: Bash, name: str) -> None:
    assert bash.offers(f"qs-jwt {name} ") == flags(name)
    assert bash.offers(f"qs-jwt {name} --") == flags(name)
    for parameter in options_of(name):
        # unique, or one of those that begin like it
        completed, listed = bash.tab(f"qs-jwt {name} {parameter.flag}")
        assert completed == f"qs-jwt {name} {parameter.flag} " or parameter.flag in listed


# These two have an option of every kind; the options of all commands are offered in every run.
FEW_OF_ALL = [
    pytest.param(
        name, marks=[] if name in ("batch", "install-powershell-module") else pytest.mark.slow
    )
    for name in commands.COMMANDS
]


@pytest.mark.parametrize("name", FEW_OF_ALL)
def test_values_of_every_option(bash: Bash, name: str) -> None:
    for parameter in options_of(name):
        option, flag = parameter.option, parameter.flag
        offered = bash.offers(f"qs-jwt {name} {flag} ")
        others = flags(name, without=flag) if option.kind == "flag" else set()
        assert offered == expected(option) | others, flag
        assert bash.offers(f"qs-jwt {name} {flag}=") == expected(option), flag


@pytest.mark.parametrize("name", FEW_OF_ALL)
def test_every_option_once_and_lists_again(bash: Bash, name: str) -> None:
    for parameter in options_of(name):
        option, flag = parameter.option, parameter.flag
        again = flag if option.kind != "texts" else ""
        for line in (f"qs-jwt {name} {flag} {value_of(option)} ", f"qs-jwt {name} {flag}=x "):
            assert bash.offers(f"{line}--") == flags(name, without=again), flag
        # a further value of a list is free text
        free = set() if option.kind == "texts" else flags(name, without=flag)
        assert bash.offers(f"qs-jwt {name} {flag} {value_of(option)} ") == free, flag


def test_an_option_after_the_cursor_counts(bash: Bash) -> None:
    line = "qs-jwt decode --jwt --output json"
    completed, listed = bash.tab(line, back=len(" --output json"))
    assert "--jwt-file" in listed
    completed, _ = bash.tab("qs-jwt decode --o --output json", back=len(" --output json"))
    assert completed == "qs-jwt decode --o --output json"
    completed, _ = bash.tab("qs-jwt decode --prox", back=1)
    assert completed == "qs-jwt decode --profilex"


def test_references(bash: Bash) -> None:
    line = "qs-jwt create-qseow --cert-passphrase"
    assert bash.tab(f"{line} e") == (f"{line} env:", [])  # the name follows without a blank
    for between in (" ", "="):
        assert bash.tab(f"{line}{between}env:QS_J") == (f"{line}{between}env:QS_JWT_CONFIG ", [])
        assert bash.tab(f"{line}{between}file:not") == (f"{line}{between}file:notes.txt ", [])
        assert bash.tab(f"{line}{between}file:fo") == (f"{line}{between}file:folder/", [])
    assert "QS_JWT_CONFIG" in bash.offers(f"{line} env:")


def test_any_file_where_none_has_the_suffix(bash: Bash) -> None:
    """Many a key has no suffix; a folder is not taken for one that has."""
    line = "qs-jwt create-qseow --cert-privatekey-file"
    for between in (" ", "="):
        assert bash.tab(f"{line}{between}no-") == (f"{line}{between}no-suffix ", [])
        assert bash.tab(f"{line}{between}k") == (f"{line}{between}key.pem ", [])
        assert bash.tab(f"{line}{between}fo") == (f"{line}{between}folder/", [])
    line = "qs-jwt install-bash-completion --path no"
    assert bash.tab(line) == (line, [])


def test_free_text_has_no_offers(bash: Bash) -> None:
    for option in ("--userid", "--username", "--groups", "--expires", "--claim", "--nosuch"):
        for text in ("", "k", "--", "--user"):
            line = f"qs-jwt create-qseow {option} {text}"
            assert bash.tab(line) == (line, [])
    assert bash.tab("qs-jwt create-qseow k")[1] == []


def test_redirections_take_files(bash: Bash) -> None:
    for operator in (">", "> ", "2>", ">>", "< "):
        line = f"qs-jwt decode --jwt x {operator}not"
        assert bash.tab(line) == (f"{line}es.txt ", [])


HARD = ["a b.pem", "it's.pem", 'the "own".pem', "$HOME.pem", "`id`.pem", "q=r.pem", "s:t@u.pem",
        "v&w;(x).pem", "back\\slash.pem", "Åsa 王.pem", "*.pem", "#.pem", "-x.pem"]  # fmt: skip
QUOTINGS: dict[str, Callable[[str], str]] = {
    "bare": lambda text: re.sub(r"([^\w:=@.-])", r"\\\1", text),
    "double": lambda text: '"' + re.sub(r'(["$`\\])', r"\\\1", text),
    "single": lambda text: "'" + text,
    "in the home folder": lambda text: "~/" + re.sub(r"([^\w:=@.-])", r"\\\1", text),
    "behind a variable": lambda text: '"$HOME/' + re.sub(r'(["$`\\])', r"\\\1", text),
}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bash]:
    """A shell in a folder whose names are hard to quote."""
    folder = tmp_path_factory.mktemp("hard")
    for name in HARD:
        (folder / name).touch()
    with Bash(folder, bash_shell.environment(folder)) as shell:
        shell.run(f"set -u; . '{COMPLETION}'")
        yield shell


@pytest.mark.parametrize("quoting", QUOTINGS)
@pytest.mark.parametrize("between", [" ", "="])
@pytest.mark.parametrize("typed", ["the first character", "most of it"])
@pytest.mark.parametrize("name", HARD)
def test_names_that_are_hard_to_quote(
    hard: Bash, name: str, typed: str, between: str, quoting: str
) -> None:
    """What TAB writes, the shell reads as the name of the file."""
    start = name[:1] if typed == "the first character" else name[:-4]
    if quoting == "single":
        start = start.partition("'")[0]
    line = f"qs-jwt create-qseow --cert-privatekey-file{between}{QUOTINGS[quoting](start)}"
    completed, listed = hard.tab(line)
    assert listed == []
    assert completed.endswith(" ")
    words = hard.run(completed.replace("qs-jwt", "printf '<%s>\\n'", 1)).splitlines()
    assert Path(words[-1].strip("<>").removeprefix("--cert-privatekey-file=")).name == name


def test_folders_with_names_that_are_hard_to_quote(tmp_path: Path) -> None:
    for name in ("my keys", "a:b", "c=d"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "the key.pem").touch()
    with Bash(tmp_path, bash_shell.environment(tmp_path)) as shell:
        shell.run(f"set -u; . '{COMPLETION}'")
        for between in (" ", "="):
            line = f"qs-jwt create-qseow --cert-privatekey-file{between}"
            for typed, folder in (
                ("m", r"my\ keys/"), ("a:", "a:b/"), ("c=", "c=d/"),
            ):  # fmt: skip
                assert shell.tab(line + typed) == (line + folder, [])
                assert shell.tab(line + folder) == (f"{line}{folder}the\\ key.pem ", [])
            assert shell.tab(f'{line}"my k') == (f'{line}"my keys"/', [])
            assert shell.tab(f'{line}"my keys/') == (f'{line}"my keys/the key.pem" ', [])
        # where readline does not split words there
        shell.run("COMP_WORDBREAKS=${COMP_WORDBREAKS//[=:@]/}")
        line = "qs-jwt create-qseow --cert-privatekey-file="
        assert shell.tab(f"{line}my") == (f"{line}my\\ keys/", [])
        assert shell.tab("qs-jwt decode --jwt=env:HO") == ("qs-jwt decode --jwt=env:HOME ", [])
        assert shell.tab("qs-jwt decode --output=j") == ("qs-jwt decode --output=json ", [])


@pytest.mark.parametrize(
    "setting",
    ["set -f", "shopt -s failglob", "shopt -s nullglob", "IFS=,-", "set -o posix", "set -eE",
     "GLOBIGNORE='*'", "shopt -s nocasematch", "shopt -u extglob", "REPLY=x; readonly -a z=()"],
)  # fmt: skip
def test_whatever_the_shell_is_set_to(tmp_path: Path, setting: str) -> None:
    (tmp_path / "key.pem").touch()
    with Bash(tmp_path, bash_shell.environment(tmp_path)) as shell:
        assert shell.run(f"set -u; {setting}; . '{COMPLETION}'") == ""
        line = "qs-jwt create-qseow --cert-privatekey-file"
        assert shell.tab(f"{line} ") == (f"{line} key.pem ", [])
        assert shell.tab(f"{line} none") == (f"{line} none", [])
        assert shell.offers("qs-jwt decode --output ") == {"text", "json"}
        assert shell.run("echo alive") == "alive\n"


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"QS_JWT_CONFIG": "{}"}, "profiles.toml"),
        ({"QS_JWT_CONFIG": "{}/mine.toml"}, "mine.toml"),
        ({"XDG_CONFIG_HOME": "{}/x"}, "x/qs-jwt/profiles.toml"),
        ({}, ".config/qs-jwt/profiles.toml"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_profiles_are_read_where_the_command_reads_them(
    tmp_path: Path, variables: dict[str, str], place: str
) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text('[here]\nplatform = "qseow"\n')
    environment = bash_shell.environment(
        tmp_path, **{name: value.format(tmp_path) for name, value in variables.items()}
    )
    done = subprocess.run(
        [COMMAND, "profiles"], env=environment, capture_output=True, text=True, check=True
    )
    assert "\nhere (qseow)\n" in done.stdout
    with Bash(tmp_path, environment) as shell:
        shell.run(f"set -u; . '{COMPLETION}'")
        assert shell.offers("qs-jwt create-qseow --profile ") == {"here"}
        (tmp_path / place).unlink()
        assert shell.offers("qs-jwt create-qseow --profile ") == set()


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_no_program_is_started(tmp_path: Path) -> None:
    (tmp_path / "key.pem").touch()
    (tmp_path / "profiles.toml").write_text("[lab]\n")
    trace = tmp_path / "trace"
    environment = bash_shell.environment(tmp_path, QS_JWT_CONFIG=str(tmp_path))
    strace = ("strace", "-f", "-qq", "-e", "trace=execve", "-o", str(trace))
    with Bash(tmp_path, environment, *strace) as shell:
        shell.run(f"set -u; . '{COMPLETION}'")
        for words in (
            "", "cre", "create-qseow ", "create-qseow --profile ", "decode --jwt env:H",
            "create-qseow --cert-privatekey-file ", "create-qseow --cert-passphrase file:",
            "create-qseow --algorithm=", "create-qseow --userid ",
        ):  # fmt: skip
            shell.tab(f"qs-jwt {words}")
        shell.run("/bin/true")
    started = [re.findall(r'execve\("([^"]*)"', line) for line in trace.read_text().splitlines()]
    names = [Path(name).name for [name] in filter(None, started)]
    assert names == ["bash", "true"]  # the shell itself, and what proves that the trace sees more


NEWER_THAN_BASH_3 = {
    "mapfile": r"\b(mapfile|readarray|coproc)\b",
    "associative arrays and references": r"\b(declare|local|typeset)\s+-\w*[Ang]",
    "changes of case": r"\$\{\w+(\^|,|@)",
    "tests of variables": r"\[\[.* -v ",
    "printf into an array": r"printf -v \w+\[",
    "short forms of redirections": r"&>>|\|&",
    "fall-through": r";;?&",
    "negative indices": r"\[-1\]",
    "process substitution (not in posix mode)": r"[<>]\(",
}


@pytest.mark.parametrize("construct", NEWER_THAN_BASH_3)
def test_the_script_is_of_bash_3(construct: str) -> None:
    """macOS has no newer bash; what it lacks is looked for, since none is at hand here."""
    code = re.sub(r"(?m)(^|\s)#.*$", "", COMPLETION.read_text(encoding="utf-8"))
    assert not re.search(NEWER_THAN_BASH_3[construct], code)
    assert subprocess.run(["bash", "-n", COMPLETION], check=False).returncode == 0


def test_without_compopt(tmp_path: Path) -> None:
    """As in bash 3.2, which has no ``compopt``."""
    (tmp_path / "my key.pem").touch()
    with Bash(tmp_path, bash_shell.environment(tmp_path)) as shell:
        shell.run(f"enable -n compopt; set -u; . '{COMPLETION}'")
        line = "qs-jwt create-qseow --cert-privatekey-file "
        assert shell.tab(line) == (f"{line}my\\ key.pem ", [])
        assert shell.tab("qs-jwt dec") == ("qs-jwt decode ", [])
