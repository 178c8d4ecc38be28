"""The sentences that the engine's sources hold for people, for the tests of each door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import qs_jwt

SOURCES = Path(qs_jwt.__file__).parent
# what stands in one line of a message for people of every door, such as a command of openssl
OTHER_PROGRAMS = re.compile(r"(openssl|ssh-keygen|keytool|puttygen|iconv|jq|chmod) [^;]*")
# Words, or a part of a sentence that names something. What is none is of no harm to a test.
SENTENCE = re.compile(r" |\{(option|command|value)\b")
NOT_TOLD = re.compile(r"groups\.\w+|Option|re\.compile")


def texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts in a node that may be told at any door, with their lines.

    Those of f-strings have X for what they take in. Docstrings and ``__repr__`` are for
    programmers, patterns for nobody, the examples of a command and the help of an option
    for the command line.
    """
    if isinstance(node, ast.JoinedStr):
        yield (
            node.lineno,
            "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
            ),
        )
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    if isinstance(node, ast.FunctionDef) and node.name == "__repr__":
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.keyword) and node.arg == "examples":
        return
    if isinstance(node, ast.Call) and NOT_TOLD.fullmatch(ast.unparse(node.func)):
        return
    for child in ast.iter_child_nodes(node):
        # a piece of an f-string is read in the whole
        if not (isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)):
            yield from texts(child)


def messages() -> Iterator[tuple[str, str]]:
    """Every message and hint in the sources, and where it stands; cli/ is one door alone."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        if not name.startswith("cli/"):
            for line, text in texts(ast.parse(path.read_text(encoding="utf-8"))):
                if SENTENCE.search(text):
                    yield f"{name}:{line}", text
