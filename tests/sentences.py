"""The sentences that the engine's sources hold for people, for the tests of each door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import qs_jwt
from qs_jwt import errors

SOURCES = Path(qs_jwt.__file__).parent
TELLING = {
    *(error.__name__ for error in errors.error_classes()),
    "Notice", "Broken", "_fault", "refusal", "cause", "Message", "_cloud_text", "_named_text",
}  # fmt: skip
# what stands in one line of a message for people of every door, such as a command of openssl
OTHER_PROGRAMS = re.compile(r"(openssl|ssh-keygen|keytool|puttygen|iconv|jq|chmod) [^;]*")


def texts(node: ast.AST) -> Iterator[str]:
    """The texts in the arguments of a call, those of f-strings with X for what they take in."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
        )
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def messages() -> Iterator[tuple[str, str]]:
    """Every message and hint in the sources, and where it stands; cli/ is one door alone."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).rpartition(".")[2] in TELLING and not name.startswith("cli/"):
                told = [*node.args, *(k.value for k in node.keywords if k.arg != "parameter")]
                for text in (text for part in told for text in texts(part)):
                    yield f"{name}:{node.lineno}", text
