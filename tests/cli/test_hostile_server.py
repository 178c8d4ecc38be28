"""What a server may answer, by mistake or on purpose, and what must not come of it."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import Outcome, Runner
from qlik_examples import cloud_token, identity_provider, qseow_token, virtual_proxy
from qlik_server import Fault, QlikServer

CLOUD, QSEOW = "login-qscloud", "login-qseow"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
GOOD = b"Set-Cookie: eas.sid=abc; Path=/; Secure; HttpOnly\r\n"


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        running.tenant.create_identity_provider(identity_provider())
        running.site.create_virtual_proxy(virtual_proxy())
        yield running


def log_in(
    run: Runner, server: QlikServer, *words: Any, command: str = CLOUD, prefix: Any = ()
) -> Outcome:
    """Log in, with nothing left in the folder but what a success writes."""
    url = server.url + ("/jwt" if command == QSEOW else "")
    token = qseow_token() if command == QSEOW else cloud_token()
    where = ("--url", url, "--cacert", server.cacert, "--timeout", "10s")
    return run(
        command, *where, "--jwt", "stdin", "--output", "json", *words, stdin=token, prefix=prefix
    )


def answer(*headers: bytes) -> list[bytes]:
    return [OK, *headers, b"\r\n{}"]


def test_answers_that_only_announce_one(qs_jwt: Runner, server: QlikServer) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"
    go_on = b"HTTP/1.1 100 Continue\r\n\r\n"
    server.fail(Fault.RAW, path="/login", raw=[hints, go_on, hints, *answer(GOOD)])
    done = log_in(qs_jwt, server)
    assert (done.code, done.result["status"]) == (0, 200)

    server.fail(Fault.RAW, path="/login", raw=[hints * 100_000])
    done = log_in(qs_jwt, server)
    assert (done.code, done.error["code"]) == (1, "InvalidResponse")


# runs a command, and tells its peak memory in KiB on stderr
PEAK = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
ENDLESS = 64 * 2**20
FRAMES = {
    "a chunk of size -1": (b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b" "),
    "one vast chunk": (b"Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n", b" "),
    "chunks without end": (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "a chunk's extension": (b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "trailers without end": (b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"a: b\r\n"),
    "a vast length": (b"Content-Length: 99999999999\r\n\r\n", b" "),
    "a length below zero": (b"Content-Length: -1\r\n\r\n", b" "),
    "no length": (b"\r\n", b" "),
    "a header without end": (b"X: ", b"x"),
    "headers without end": (b"", b"x: y\r\n"),
}


# a body with chunks, a body with a length, and headers
SHOWN = {"chunks without end", "no length", "headers without end"}


@pytest.mark.parametrize(
    "frame", [pytest.param(one, marks=[] if one in SHOWN else pytest.mark.slow) for one in FRAMES]
)
def test_a_body_is_bounded_however_it_is_framed(
    qs_jwt: Runner, server: QlikServer, frame: str
) -> None:
    start, piece = FRAMES[frame]
    block = piece * (65_536 // len(piece))

    def raw() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n" + start
        for _ in range(ENDLESS // len(block)):
            yield block

    server.fail(Fault.RAW, path="/login", raw=raw())
    done = log_in(qs_jwt, server, prefix=(sys.executable, "-c", PEAK))
    assert (done.code, done.error["code"]) == (1, "InvalidResponse")
    assert int(done.err.splitlines()[-1]) < 50 * 1024


ODD = [
    b"Set-Cookie: =x\r\n",
    b"Set-Cookie: \r\n",
    b"Set-Cookie: lb=a b\r\n",
    b"Set-Cookie: lb={\"a\":1}\r\n",
    b"Set-Cookie: lb=caf\xe9\r\n",
    b"Set-Cookie: a(b=1\r\n",
    b"Set-Cookie: lb=1; Path=/ /\r\n",
    b"Set-Cookie: lb=1; Max-Age=99999999999999999999999999\r\n",
    b"Set-Cookie: lb=1; Expires=Mon, 99 Foo 99999 99:99:99 GMT\r\n",
    b"Set-Cookie: lb=1; Domain=other.example\r\n",
    b"Set-Cookie: lb=1; Version=x; Port=y\r\n",
    b"Set-Cookie2: lb=1; Version=\"1\"\r\n",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_cookie_among_good_ones(qs_jwt: Runner, server: QlikServer, odd: bytes) -> None:
    server.fail(Fault.RAW, path="/login", raw=answer(odd, GOOD))
    done = log_in(qs_jwt, server, "--cookie-file", "jar")
    assert done.code == 0
    assert "eas.sid" in [cookie["name"] for cookie in done.result["cookies"]]
    jar = (qs_jwt.folder / "jar").read_text()
    assert "\teas.sid\tabc\n" in jar
    assert all(len(line.split("\t")) == 7 for line in jar.splitlines()[1:])
    assert "cookiejar" not in done.err


BROKEN = {
    "cookie": (b"Set-Cookie: eas.sid=abc\r\n\turl = evil.example; Path=/\r\n", ""),
    "other cookie": (GOOD + b"Set-Cookie: lb=abc\r\n url = evil.example\r\n", ""),
    "NUL": (GOOD + b"Set-Cookie: lb=a\0b\r\n", ""),
    "session cookie": (b'Set-Cookie: eas.sid=a"b\r\n', ""),
    "long": (GOOD + b"Set-Cookie: lb=" + b"x" * 9000 + b"\r\n", ""),
    "CSRF": (b"qlik-csrf-token: abc\r\n\turl = evil.example\r\n", "/csrf"),
    "CSRF in quotes": (b'qlik-csrf-token: abc"; x\r\n', "/csrf"),
    "long CSRF": (b"qlik-csrf-token: " + b"x" * 9000 + b"\r\n", "/csrf"),
}


@pytest.mark.parametrize(
    "output", ["json", *(pytest.param(one, marks=pytest.mark.slow) for one in ("curl", "text"))]
)
@pytest.mark.parametrize("what", BROKEN)
def test_a_line_break_from_a_server_writes_nothing(
    qs_jwt: Runner, server: QlikServer, what: str, output: str
) -> None:
    header, path = BROKEN[what]
    if path:
        token, command, path = qseow_token(), QSEOW, "/qps/csrftoken"
    else:
        token, command, path = cloud_token(), CLOUD, "/login"
    server.fail(Fault.RAW, path=path, raw=answer(header))
    url = server.url + ("/jwt" if command == QSEOW else "")
    words = ("--url", url, "--cacert", server.cacert, "--cookie-file", "jar", "--output", output)
    done = qs_jwt(command, *words, "--jwt", "stdin", stdin=token)
    assert done.code == 1
    assert "evil" not in done.out + done.err
    assert list(qs_jwt.folder.iterdir()) == []
    if output == "json":
        assert done.error["code"] == "InvalidResponse"
        assert "nothing was written" in done.error["message"] + done.error["hint"]
    else:
        assert done.out == ""


def test_headers_that_are_too_long(
    qs_jwt: Runner, server: QlikServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.fail(Fault.RAW, raw=[b"HTTP/1.1 431 No\r\nContent-Length: 0\r\n\r\n"])
    for command in (CLOUD, QSEOW):
        done = log_in(qs_jwt, server, command=command)
        assert (done.code, done.result["status"]) == (1, 431)
        assert "headers are too long" in done.result["causes"][0]
        assert "fewer groups" in done.result["causes"][0]


def test_no_tenant_at_that_address(qs_jwt: Runner, server: QlikServer) -> None:
    body = b'{"errors":[{"title":"No authentication configured for this hostname",' \
        b'"code":"LOGIN-2","status":"401"}]}'  # fmt: skip
    head = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: %d\r\n\r\n" % len(body)
    server.fail(Fault.RAW, raw=[head, body])
    done = log_in(qs_jwt, server)
    assert done.result["qlik_code"] == "LOGIN-2"
    assert "No authentication configured" in done.result["causes"][0]
    assert "LOGIN-2: no tenant answers at localhost" in done.result["causes"][1]
    assert "--url" in done.result["causes"][1]
