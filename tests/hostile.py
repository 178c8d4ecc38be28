"""Input that nobody should write and somebody will: strategies, and what must hold for all."""

import asyncio  # noqa: F401  (the command puts a placeholder where it is missing)
import contextlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import jwt  # noqa: F401
from hypothesis import strategies as st

from conftest import Outcome
from qs_jwt import cli, errors

CODES = {cls.__name__ for cls in errors.error_classes()}
LINES = ("error: ", "hint: ", "warning: ", "info: ", "debug: ")

# What the create commands write themselves.
REGISTERED = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti"}
QSEOW_CLAIMS = {"userId", "userDirectory", "group", "name", "email"} | REGISTERED
CLOUD_CLAIMS = {"subType", "name", "email", "email_verified", "groups"} | REGISTERED

# Words at which a command line parser, a shell or Fire might start to think.
TRICKY = [
    "", " ", "-", "--", "---", "-h", "-V", "-1", "+5", "--help", "--h-", "--1", "--=", "--a=b",
    "-----BEGIN PRIVATE KEY-----", "007", "1e5", "1_000", "1.50", "0x1F", "True", "None", "null",
    "a,b", "[1]", "{}", "{'a': 1}", "(1, 2)", "x#y", "lambda: 1", "__class__", "a=b", ":=", "=",
    "stdin", "env:HOME", "file:/etc/passwd", "$HOME", "`id`", "*", "\\n", "'", '"', "a\nb", "\t",
    "\0", "\x7f", "\x85", "\u2028", "\ufeff", "\u202e", "\ud800", "\udcff", "🎈", "e\u0301",
]  # fmt: skip

# any text at all, half surrogate pairs (what Python makes of bytes that are not UTF-8) too
texts = st.one_of(st.sampled_from(TRICKY), st.text(st.characters()), st.text(min_size=1))


def json_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Any JSON value with texts of this kind in it."""
    return st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.integers(min_value=-(10**400), max_value=10**400)
        | st.floats(allow_nan=False, allow_infinity=False)
        | text,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=12,
    )


json_values = json_of(st.text())
sound_json = json_of(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
# what any field takes: no controls, no blanks
plain = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@st.composite
def changed(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """One of ``originals`` with a few bytes changed, cut out, put in, or the rest cut off."""
    data = bytearray(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        change = draw(st.sampled_from(["flip", "insert", "remove", "cut", "repeat"]))
        if change == "flip" and at < len(data):
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif change == "insert":
            data[at:at] = draw(st.binary(min_size=1, max_size=8))
        elif change == "remove":
            del data[at : at + draw(st.integers(1, 16))]
        elif change == "cut":
            del data[at:]
        else:
            data[at:at] = data[max(0, at - 64) : at]
    return bytes(data)


def run(*words: str, stdin: bytes = b"") -> Outcome:
    """Run the command line in this process, for the sake of speed, and hold it to its word.

    Whatever the words: an exit code of the table, a known error code, and nothing on
    stderr but our own lines.
    """
    out, err = io.BytesIO(), io.BytesIO()
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(out, write_through=True)),
        contextlib.redirect_stderr(io.TextIOWrapper(err, write_through=True)),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
    ):
        code = cli.main(list(words))
        done = Outcome(code, out.getvalue().decode(), err.getvalue().decode())
    assert done.code in (0, 1, 2)
    for line in done.err.splitlines():
        assert line.startswith(LINES), done.err
    assert "a fault of qs-jwt itself" not in done.err, done.err
    if done.out.startswith('{"schema"'):
        shown = json.loads(done.out)
        assert shown["ok"] == (done.code == 0 or "result" in shown)
        assert shown["ok"] or shown["error"]["code"] in CODES
    return done


def attempt(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """What ``function`` returns, or the error of the table that it raises; nothing else."""
    try:
        return function(*args, **options)
    except errors.QsJwtError as error:
        return error


def fixtures(folder: Path, *patterns: str) -> list[bytes]:
    """The files that match, to make worse ones from."""
    found = [path.read_bytes() for pattern in patterns for path in sorted(folder.glob(pattern))]
    assert found
    return found


def as_json(value: Any) -> str:
    """JSON as other programs write it, in any alphabet."""
    return json.dumps(value, ensure_ascii=False)
