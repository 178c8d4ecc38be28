"""serve answers every line with one line, in order, whatever the lines are."""

import json
import os
import subprocess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import COMMAND, KEYS, SECONDS
from handmade import signed
from hostile import CODES, changed, json_values, texts
from qs_jwt import commands
from qs_jwt.reading import MAX_LINE
from qs_jwt.serve import Server

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = (KEYS / "rsa2048.cer").read_text()
GOOD: list[dict[str, Any]] = [
    {"method": "version"},
    {"method": "create-qseow",
     "params": {"userdir": "LAB", "userid": "anna", "cert_privatekey_file": KEY}},
    {"method": "create-qscloud",
     "params": {"issuer": "lab", "keyid": "k", "sub": "s", "cert_privatekey_file": KEY}},
    {"method": "decode", "params": {"jwt": signed({"exp": 1}), "cert_publickey": CERTIFICATE}},
    {"method": "verify", "params": {"jwt": signed({}), "cert_publickey": CERTIFICATE}},
]  # fmt: skip
LINES = [json.dumps({"jsonrpc": "2.0", "id": 1, **request}).encode() for request in GOOD]
PROTOCOL_CODES = {-32700, -32600, -32601, -32602, 1}

# without what makes keys, writes files or goes on the network
METHODS = [
    name
    for name in commands.METHODS
    if commands.load(name).remote and not name.startswith(("create-cert", "login"))
]
PARAMETERS = sorted(
    {
        name
        for command in commands.METHODS
        for name in commands.load(command).every
        if name not in ("cert_create", "output_file", "cookie_file", "url", "path")
    }
)
requests = st.fixed_dictionaries(
    {},
    optional={
        "jsonrpc": st.just("2.0") | json_values,
        "id": st.integers() | texts | json_values,
        "method": st.sampled_from(METHODS) | texts | json_values,
        "params": st.dictionaries(st.sampled_from(PARAMETERS) | texts, texts | json_values)
        | json_values,
    },
)


def answered(server: Server, line: bytes) -> dict[str, Any] | None:
    """The answer to one line: none, or one object on one line of ASCII."""
    answer = server.answer(line)
    if answer is None:
        return None
    assert answer.endswith(b"\n")
    assert answer.count(b"\n") == 1
    assert answer.isascii()
    found: dict[str, Any] = json.loads(answer)
    assert found["jsonrpc"] == "2.0"
    assert "id" in found
    assert ("result" in found) != ("error" in found)
    if "error" in found:
        error = found["error"]
        assert error["code"] in PROTOCOL_CODES, error
        assert "data" not in error or error["data"]["code"] in CODES
        assert "a fault of qs-jwt" not in error["message"], error
    return found


@pytest.fixture(scope="module")
def server() -> Server:
    return Server()


lines = (st.binary() | texts.map(lambda text: text.encode(errors="replace"))).map(
    lambda line: line.replace(b"\n", b"")
)


@given(lines)
def test_any_line(server: Server, line: bytes) -> None:
    answered(server, line)


@given(changed(LINES))
def test_a_request_that_was_damaged(server: Server, line: bytes) -> None:
    answered(server, line.replace(b"\n", b""))


@given(requests)
def test_any_request(server: Server, request: dict[str, Any]) -> None:
    found = answered(server, json.dumps(request).encode())
    if "id" not in request and isinstance(request, dict):
        assert found is None or "error" in found
    elif found and "result" in found:
        assert found["id"] == request["id"]


@given(st.lists(st.sampled_from(LINES) | lines, max_size=9))
def test_a_bad_request_costs_nobody_else(sent: list[bytes]) -> None:
    """The good ones are answered as if they were alone."""
    server = Server()
    for line in sent:
        found = answered(server, line)
        if line in LINES:
            assert found is not None
            assert "result" in found


@pytest.mark.skipif(os.name == "nt", reason="ulimit, which POSIX has")
def test_the_process_answers_in_order_and_stays_small() -> None:
    """A stream of good and bad lines through the installed command, its memory limited."""
    bad = [b"", b"{", b"\xff", b"[]", b"null", b"{}" * 1000, b"[" * 100_000, b'"' * 99,
           b"x" * (MAX_LINE + 1), b'{"id":' + b"9" * 5000 + b"}"]  # fmt: skip
    sent = []
    for number in range(600):
        request = {"jsonrpc": "2.0", "id": number, **GOOD[number % len(GOOD)]}
        sent += [json.dumps(request).encode(), bad[number % len(bad)] if number < 50 else b"{"]
    done = subprocess.run(
        ["bash", "-c", 'ulimit -v 1000000; exec "$0" serve', COMMAND],
        input=b"\n".join(sent), capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers if "result" in answer] == list(range(600))
    assert all(answer["id"] is None for answer in answers if "error" in answer)
    assert len(answers) == len(sent) - sent.count(b"")
