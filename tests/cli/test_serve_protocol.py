"""serve and JSON-RPC: lines in, lines out, whatever they hold."""

import json
import os
import sys
import threading

import pytest

from conftest import SECONDS, Runner
from engines import USER, VERSION, Engine, request

if os.name == "nt":
    pytest.skip("signals and pipes as POSIX has them", allow_module_level=True)

LIMIT = 1_048_576  # bytes of a line: a contract with clients
PROTOCOL_FAULTS = {
    b"nonsense": -32700,
    b"{": -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version"} {}': -32700,
    b'{"jsonrpc":"2.0","id":NaN,"method":"version"}': -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":Infinity}}': -32700,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":1e999}}': -32700,
    b'{"jsonrpc":"2.0","id":1,"id":2,"method":"version"}': -32700,
    b'{"jsonrpc":"2.0","id":"\xff","method":"version"}': -32700,
    VERSION.decode().encode("utf-16"): -32700,
    b"\0": -32700,
    b"[" * 100_000: -32700,
    b'{"a":' * 100_000: -32700,
    b"x" * (LIMIT + 1): -32700,
    b" " * (LIMIT + 1): -32700,
    b"y" * (3 * LIMIT): -32700,
    b"[]": -32600,
    b"[" + VERSION + b"]": -32600,
    b"1": -32600,
    b'"text"': -32600,
    b"null": -32600,
    b"{}": -32600,
    b'{"id":1,"method":"version"}': -32600,
    b'{"jsonrpc":"1.0","id":1,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1}': -32600,
    b'{"jsonrpc":"2.0","id":1,"method":7}': -32600,
    b'{"jsonrpc":"2.0","id":true,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1.5,"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":[1],"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":{},"method":"version"}': -32600,
    b'{"jsonrpc":"2.0","id":1,"method":"nosuch"}': -32601,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":[]}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":"a"}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":null}': -32602,
    b'{"jsonrpc":"2.0","id":1,"method":"version","params":{"a":1}}': -32602,
}


def test_protocol_faults_do_not_end_the_loop(engine: Engine) -> None:
    for line, code in PROTOCOL_FAULTS.items():
        engine.send(line, VERSION)
        answer = engine.answer()
        assert answer["error"]["code"] == code, line[:80]
        # the id of what could not be read is null, as the specification has it
        known = b'"id":1' in line and not line.startswith(b"[") and code > -32700
        known = known and not any(bad in line for bad in (b'"id":1.5',))
        assert answer["id"] == (1 if known else None), line[:80]
        assert engine.answer()["result"]["protocol"] == 1
    assert engine.end() == (0, "")


def test_ids_come_back_as_they_were(engine: Engine) -> None:
    for id in (0, -1, 10**30, "", "7", "\u2028é\U0001f600", "\ud800", "x" * 10_000, None):
        assert engine.ask("version", id)["result"]["protocol"] == 1


def test_a_line_as_long_as_it_may_be(engine: Engine) -> None:
    line = VERSION[:-1] + b" " * (LIMIT - len(VERSION)) + b"}"
    assert len(line) == LIMIT
    for end in (b"", b"\r"):
        engine.send(line + end)
        assert engine.answer()["result"]["protocol"] == 1


def test_mark_line_ends_and_blank_lines(engine: Engine) -> None:
    engine.stdin.write(b"\xef\xbb\xbf" + VERSION + b"\r\n\r\n\n  \t\n" + VERSION)
    assert engine.process.communicate(timeout=SECONDS)[0].count(b'"protocol":1') == 2
    assert engine.process.returncode == 0


def test_a_notification_is_not_run(engine: Engine, qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "token"
    notification = request("create-qseow", **USER, output_file=str(path))
    del notification["id"]
    engine.send(notification)
    assert engine.result("version")["protocol"] == 1
    code, said = engine.end()
    assert code == 0
    assert said == "warning: a request without id was not run\n"
    assert not path.exists()


def test_hundreds_sent_ahead_are_answered_in_order(engine: Engine) -> None:
    users = [f"user{number}" for number in range(500)]
    sent = [request("create-qseow", n, **{**USER, "userid": user}) for n, user in enumerate(users)]
    sent[250] = request("create-qseow", 250, userdir="LAB")
    writer = threading.Thread(target=engine.send, args=sent)
    writer.start()
    answers = [engine.answer() for _ in users]
    writer.join()
    assert [answer["id"] for answer in answers] == list(range(500))
    assert answers.pop(250)["error"]["data"]["code"] == "MissingOption"
    del users[250]
    assert [answer["result"]["user"] for answer in answers] == users
    assert len({answer["result"]["token"] for answer in answers}) == 499


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pipes are small elsewhere")
def test_a_thousand_may_be_sent_before_the_first_is_read(engine: Engine) -> None:
    engine.send(*[request("create-qseow", n, **USER) for n in range(1_000)])
    assert [engine.answer()["id"] for _ in range(1_000)] == list(range(1_000))


def test_what_was_asked_is_done_when_the_input_ends(engine: Engine) -> None:
    lines = b"".join(
        json.dumps(request("create-qseow", n, **USER)).encode() + b"\n" for n in range(100)
    )
    out, said = engine.process.communicate(lines.rstrip(), timeout=SECONDS)
    assert [json.loads(line)["id"] for line in out.splitlines()] == list(range(100))
    assert (engine.process.returncode, said) == (0, b"")


def test_an_answer_does_not_wait_for_more_input(engine: Engine) -> None:
    half = VERSION[:10]
    engine.stdin.write(VERSION + b"\n" + half)
    engine.stdin.flush()
    assert engine.answer()["id"] == 1
    engine.send(VERSION[10:])
    assert engine.answer()["id"] == 1
