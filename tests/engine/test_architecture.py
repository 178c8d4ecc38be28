"""The shape that the design has, read off the sources: who may import whom, and how big.

Imports inside functions count: they are there for a quick start, not to hide a cycle.
What is loaded by name (a command by its list, a platform's rules by theirs) does not
show here; those lists are what keeps the parts apart.
"""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import qs_jwt
from qs_jwt import commands
from qs_jwt.cli.options import line_parameters

SOURCES = Path(qs_jwt.__file__).parent
ROOT = Path(__file__).parents[2]
README = ROOT / "engine" / "README.md"
MODULES = {
    ".".join(path.relative_to(SOURCES).with_suffix("").parts)
    .removesuffix("__init__")
    .strip("."): path
    for path in sorted(SOURCES.rglob("*.py"))
}
TABLE = re.compile(r"^## Rooms\n(.*?)^## ", re.DOTALL | re.MULTILINE)
ROW = re.compile(r"^\| ((?:`\w+(?:/|\.py)` ?)+)\|", re.MULTILINE)


def rooms() -> list[str]:
    """The rooms as CONTRIBUTING.md has them, each above those that it may use."""
    guide = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = TABLE.search(guide)
    assert table
    engine = table[1].partition("`powershell/QsJwt`")[0]
    return [room for row in ROW.findall(engine) for room in re.findall(r"`(\w+)", row)]


ROOMS = rooms()
FRONT_ENDS = ("cli", "serve", "batch", "__main__")
# the commands that start a front end
ALLOWED = {
    ("commands.serve", "serve"),
    ("commands.batch", "batch"),
    ("commands.batch", "commands"),
}
# the word stdin, wherever it stands
READS_STDIN = "references"

MAX_LINES = 400
MAX_BODY = 60


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def within(module: str, *packages: str) -> bool:
    """Whether ``module`` is one of ``packages`` or in one."""
    return any(module == name or module.startswith(f"{name}.") for name in packages)


def room(module: str) -> str:
    """The room that ``module`` is in: a package, or a module by itself."""
    return module.partition(".")[0]


class Imports(ast.NodeVisitor):
    """The modules of ours that a module imports, anywhere but for the type checker."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) != "TYPE_CHECKING":
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.found |= {alias.name.removeprefix("qs_jwt.") for alias in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        assert node.level == 0, "imports are absolute"
        package = (node.module or "").removeprefix("qs_jwt").strip(".")
        if (node.module or "").partition(".")[0] == "qs_jwt":
            for alias in node.names:
                name = f"{package}.{alias.name}".strip(".")
                self.found.add(name if name in MODULES else package)
                # a package's own __init__ runs before any module of it
                self.found.add(package)


@cache
def imported(module: str) -> set[str]:
    visitor = Imports()
    visitor.visit(tree(module))
    own = {package for package in visitor.found if module.startswith(f"{package}.")}
    return visitor.found & set(MODULES) - {module} - own


def test_the_sources_are_found() -> None:
    assert {"cli.main", "commands.decode", "rules.qscloud", "tokens"} <= set(MODULES)
    assert "tokens" in imported("commands.create_qseow")
    assert "keys.certificates" in imported("keys.sources")  # from inside a function


def test_every_room_has_its_place() -> None:
    assert len(ROOMS) == len(set(ROOMS))
    assert set(ROOMS) == {room(module) for module in MODULES} - {"", "__main__"}


@pytest.mark.parametrize("module", [name for name in MODULES if name not in ("", "__main__")])
def test_import_direction(module: str) -> None:
    """A room uses those below it alone; no front end another one, no command another one."""
    for other in imported(module) - {""}:
        if any(within(module, upper) and within(other, lower) for upper, lower in ALLOWED):
            continue
        if room(module) != room(other):
            assert room(other) not in FRONT_ENDS, f"{module} imports the front end {other}"
            above = ROOMS.index(room(module)) < ROOMS.index(room(other))
            assert above, f"{module} imports {other}, which stands above it in CONTRIBUTING.md"
        # their list is for those that offer them all; each is loaded by its name
        if within(other, "commands"):
            assert other == "commands", f"{module} imports the command {other}"
            assert within(module, *FRONT_ENDS), f"{module} imports {other}"


def test_no_import_cycle() -> None:
    try:
        TopologicalSorter({module: imported(module) for module in MODULES}).prepare()
    except CycleError as error:
        pytest.fail(f"imports go in a circle: {' -> '.join(reversed(error.args[1]))}")


EDGE_ONLY = re.compile(
    r"(print|input|breakpoint)\(|sys\.(exit|argv|stdin|stdout|stderr)\b|os\._exit\(|exit\(|quit\("
)


@pytest.mark.parametrize("module", [name for name in MODULES if not within(name, *FRONT_ENDS)])
def test_only_front_ends_print_read_and_exit(module: str) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call | ast.Attribute):
            found = EDGE_ONLY.match(ast.unparse(node))
            if found and not (module == READS_STDIN and found[2] == "stdin"):
                pytest.fail(f"{module}, line {node.lineno}: {found[0]}")


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_longer_than_can_be_read(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[ast.get_docstring(node) is not None :] or node.body
            length = (node.end_lineno or 0) - body[0].lineno + 1
            assert length <= MAX_BODY, f"{module}.{node.name}: {length} lines"


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_is_documented(module: str) -> None:
    assert ast.get_docstring(tree(module))
    for node in tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{module}.{node.name}"


def test_each_module_is_named_for_what_is_in_it() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "shared", "tools", "stuff"}
    for path in [*SOURCES.rglob("*"), *(ROOT / "tests").rglob("*.py")]:
        assert path.stem.lower() not in vague, path


def test_the_public_names_are_those_that_are_listed() -> None:
    for name in qs_jwt.__all__:
        assert getattr(qs_jwt, name).__doc__
    offered = {name for name in commands.COMMANDS if commands.load(name).remote}
    assert {name.replace("-", "_") for name in offered} <= set(qs_jwt.__all__)


@pytest.mark.parametrize("command", commands.COMMANDS)
def test_the_readme_names_every_command_and_option(command: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert f"`{command}`" in text or f"qs-jwt {command}" in text
    for parameter in line_parameters(commands.load(command)).values():
        assert re.search(rf"{re.escape(parameter.flag)}(?![\w-])", text), parameter.flag


def test_only_one_room_asks_which_system_this_is() -> None:
    asks = re.compile(
        r"sys\.platform|\bos\.name\b|platform\.system|(has|get)attr\((os|signal|sys)\b"
    )
    found = [
        f"{name}:{number}"
        for name, path in MODULES.items()
        if not within(name, "system")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asks.search(line)
    ]
    assert found == []
