"""The way of a login to the server: addresses, TLS, names, proxies, and serve."""

import base64
import json
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import qs_jwt
from conftest import KEYS, Outcome, Runner
from connect_proxy import ConnectProxy
from qlik_examples import cloud_token, qseow_token, virtual_proxy
from qlik_server import Fault, QlikServer
from qs_jwt import errors


@pytest.fixture
def run(qs_jwt: Runner) -> Runner:
    """The command; the name of its own fixture is the package's here."""
    return qs_jwt


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        running.site.create_virtual_proxy(virtual_proxy())
        yield running


def log_in(
    run: Runner, server: QlikServer, *, cacert: Path | None = None, env: Any = None
) -> Outcome:
    url = ("--url", f"{server.url}/jwt", "--cacert", cacert or server.cacert, "--timeout", "5s")
    shown = ("--output", "json", "--loglevel", "debug")
    return run("login-qseow", *url, *shown, "--jwt", "stdin", stdin=qseow_token(), env=env)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://tenant.example", "plain http"),
        ("tenant.example", "https://"),
        ("ftp://tenant.example", "https://"),
        ("https://", "https://"),
        ("https:tenant.example", "https://"),
        ("https://user:hunter2@tenant.example", "user name"),
        ("https://tenant.example/?token=hunter2", "query"),
        ("https://tenant.example/#hunter2", "fragment"),
        ("https://tenant.example:hunter2", "no address"),
        ("https://tenant.example:99999", "no address"),
        ("https://tenant example", "no address"),
        ("https://tenant..example", "no address"),
        ("https://[::1", "no address"),
        ("https://[fe80::1%eth0]", "no address"),
        ("https://tenant.example/path", "has no path"),
        ("https://tenant.example/hub", "has no path"),
        ("https://tenant.example:0", "port 0"),
        ("https://tenant.example/eyJhbGciOiJ.hunter2.x", "holds a token"),
        ("https://tenant.example/?jwt=eyJhbGciOiJ.hunter2.x", "holds a token"),
        ("https://stra\u00dfe.example", "IDNA"),
        ("https://\u03b2\u03cc\u03bb\u03bf\u03c2.example", "IDNA"),
        ("https://a\u200db.example", "IDNA"),
        ("https://\u2603.example", "IDNA"),
        ("https://\u1e9e.example", "IDNA"),
        ("https://" + "a." * 130 + "example", "no address"),
        ("https://tenant.example/\n", "control character"),
        ("", "empty"),
    ],
)
def test_addresses_that_are_refused(url: str, says: str) -> None:
    with pytest.raises(qs_jwt.UsageError, match=says) as refused:
        qs_jwt.login_qscloud(url=url, jwt=cloud_token())
    assert refused.value.parameter == "url"
    assert "hunter2" not in str(refused.value.to_dict())


@pytest.mark.parametrize("timeout", ["0", "0.5s", "2h", "soon", "-1s"])
def test_time_limits_that_are_refused(timeout: str) -> None:
    with pytest.raises(errors.InvalidDuration):
        qs_jwt.login_qscloud(url="https://tenant.example", jwt=cloud_token(), timeout=timeout)


def test_no_token(run: Runner, server: QlikServer) -> None:
    words = ("--url", server.url, "--cacert", server.cacert, "--output", "json")
    assert run("login-qscloud", *words).error["code"] == "MissingOption"
    assert run("login-qscloud", *words, "--jwt", "a.b").error["code"] == "TokenMalformed"
    assert server.requests == []


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of 127.0.0.1 at which nobody listens, nor can meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_nobody_listens(run: Runner) -> None:
    with closed_port() as port:
        url = f"https://127.0.0.1:{port}"
        done = run("login-qscloud", "--url", url, "--jwt", cloud_token(), "--output", "json")
    assert (done.code, done.error["code"]) == (1, "ConnectionFailed")
    assert done.error["message"] == f"127.0.0.1:{port}: refuses the connection"


def test_a_port_without_tls(run: Runner) -> None:
    class Plain(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            self.request.recv(10_000)

    with socketserver.TCPServer(("127.0.0.1", 0), Plain) as plain:
        plain.timeout = 30  # seconds that it waits for a command that never connects
        thread = threading.Thread(target=plain.handle_request)
        thread.start()
        url = f"https://127.0.0.1:{plain.server_address[1]}"
        done = run("login-qscloud", "--url", url, "--jwt", cloud_token(), "--output", "json")
        thread.join()
    assert (done.code, done.error["code"]) == (1, "ConnectionFailed")
    assert "no TLS connection: wrong version number" in done.error["message"]


def test_tls_that_is_not_trusted(run: Runner, server: QlikServer) -> None:
    done = log_in(run, server, cacert=KEYS / "rsa2048.cer")
    assert (done.code, done.error["code"]) == (1, "TlsNotTrusted")
    assert "self-signed certificate" in done.error["message"]
    assert "--cacert FILE" in done.error["hint"]
    assert server.requests == []
    with QlikServer(tls_name="elsewhere.example") as wrong:
        done = log_in(run, wrong)
        assert (done.code, done.error["code"]) == (1, "TlsNotTrusted")
        assert "not valid for 'localhost'" in done.error["message"]
        assert "host name that stands in" in done.error["hint"]
        assert wrong.requests == []


def test_the_systems_store_and_insecure(run: Runner, server: QlikServer) -> None:
    words = (
        "login-qseow",
        "--url",
        f"{server.url}/jwt",
        "--jwt",
        qseow_token(),
        "--output",
        "json",
    )
    assert run(*words).error["code"] == "TlsNotTrusted"
    assert run(*words, env={"SSL_CERT_FILE": str(server.cacert)}).code == 0
    done = run(*words, "--insecure")
    assert done.code == 0
    assert done.result["warnings"][0]["code"] == "ServerNotVerified"
    assert f"it was NOT checked that the server is localhost:{server.port}" in done.err
    both = run(*words, "--insecure", "--cacert", server.cacert)
    assert (both.code, both.error["code"]) == (2, "ConflictingOptions")


def test_forms_of_cacert(run: Runner, server: QlikServer, openssl: Callable[..., str]) -> None:
    der = run.folder / "tls.der"
    openssl("x509", "-in", server.cacert, "-outform", "DER", "-out", der)
    bundle = run.folder / "bundle.pem"
    bundle.write_bytes(
        b"# T\xc3\xbcrk\r\n" + (KEYS / "rsa2048.cer").read_bytes() + server.cacert.read_bytes()
    )
    for trusted in (der, bundle):
        assert log_in(run, server, cacert=trusted).code == 0
    for name in ("empty.pem", "garbage.bin", "rsa2048.pkcs8.pem"):
        done = log_in(run, server, cacert=KEYS / name)
        assert (done.code, done.error["code"]) == (1, "CertificateInvalid")
        assert done.error["parameter"] == "cacert"


RESOLVER = """
import socket, time
_look_up = socket.getaddrinfo
def look_up(host, port, *rest, **named):
    if host == "slow.example":
        time.sleep(60)
    if host == "nowhere.example":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _look_up("127.0.0.1", port, *rest, **named)
socket.getaddrinfo = look_up
"""


@pytest.fixture
def resolver(run: Runner, tmp_path: Path) -> dict[str, str]:
    """A process whose names all lead here: Python runs a module of this name first."""
    (tmp_path / "sitecustomize.py").write_text(RESOLVER)
    return {"PYTHONPATH": str(tmp_path)}


def test_names(run: Runner, resolver: dict[str, str]) -> None:
    words = ("login-qseow", "--jwt", qseow_token(), "--output", "json", "--url")
    slow = run(*words, "https://slow.example/jwt", "--timeout", "1s", env=resolver).error
    assert slow["code"] == "TimedOut"
    assert slow["message"] == (
        "slow.example: timed out after 1 second while looking up its address"
    )
    none = run(*words, "https://nowhere.example/jwt", env=resolver).error
    assert none["code"] == "ConnectionFailed"
    assert "the address of 'nowhere.example' cannot be found" in none["message"]


def test_international_names(run: Runner, resolver: dict[str, str]) -> None:
    with QlikServer(tls_name="xn--bcher-kva.example") as server:
        server.site.create_virtual_proxy(virtual_proxy())
        server.url = f"https://B\u00fccher.example:{server.port}"
        done = log_in(run, server, env=resolver)
        assert (done.code, done.result["user_id"]) == (0, "anna")
        host = server.requests[0].headers["host"]
    assert host == f"xn--bcher-kva.example:{server.port}"


def test_a_page_is_no_virtual_proxy() -> None:
    for page, prefix in (
        ("/jwt/hub", "/jwt"),
        ("/jwt/hub/?x=1".partition("?")[0], "/jwt"),
        ("/qmc", ""),
        ("/jwt/sense/app/1b/overview", "/jwt"),
        ("/a/b/qrs", "/a/b"),
    ):
        with pytest.raises(errors.InvalidValue, match="is a page of Qlik Sense") as refused:
            qs_jwt.login_qseow(url=f"https://qlik.example{page}", jwt=qseow_token())
        assert f'url="https://qlik.example{prefix}"' in (refused.value.hint or "")


def test_a_proxys_password_need_not_be_utf_8(run: Runner, server: QlikServer) -> None:
    with ConnectProxy() as proxy:
        url = f"http://me:p%E9@127.0.0.1:{proxy.port}"
        raw = f"http://me:p\udce9@127.0.0.1:{proxy.port}"
        for address in (url, raw):
            assert log_in(run, server, env={"https_proxy": address}).code == 0
        assert set(proxy.credentials) == {"Basic " + base64.b64encode(b"me:p\xe9").decode()}
    none = log_in(run, server, env={"https_proxy": "http://me:hunter2@127.0.0.1:0"})
    assert "not written as http://HOST:PORT" in none.error["message"]


def test_through_a_proxy(run: Runner, server: QlikServer) -> None:
    with ConnectProxy() as proxy:
        env = {"https_proxy": f"http://me:p%40ss@127.0.0.1:{proxy.port}"}
        done = log_in(run, server, env=env)
        assert (done.code, done.result["user_id"]) == (0, "anna")
        assert proxy.asked == [f"CONNECT localhost:{server.port} HTTP/1.1"] * 3
        assert proxy.credentials == ["Basic " + base64.b64encode(b"me:p@ss").decode()] * 3
        token = server.requests[0].headers["authorization"].encode()
        assert proxy.passed
        assert token[-20:] not in proxy.passed
        assert "p@ss" not in done.err
        assert "p%40ss" not in done.err

        for name, exempt in (("no_proxy", "localhost"), ("NO_PROXY", "other,localhost"),
                             ("no_proxy", "*")):  # fmt: skip
            assert log_in(run, server, env={**env, name: exempt}).code == 0
        assert len(proxy.asked) == 3
        assert log_in(run, server, env={"ALL_PROXY": f"127.0.0.1:{proxy.port}"}).code == 0
        assert len(proxy.asked) == 6


def test_a_proxy_that_does_not_let_through(run: Runner, server: QlikServer) -> None:
    with ConnectProxy(status=407) as proxy:
        env = {"HTTPS_PROXY": f"http://me:hunter2@127.0.0.1:{proxy.port}"}
        done = log_in(run, server, env=env)
    assert (done.code, done.error["code"]) == (1, "ConnectionFailed")
    assert f"the proxy 127.0.0.1:{proxy.port} does not connect" in done.error["message"]
    assert "status 407" in done.error["message"]
    with closed_port() as port:
        env = {"HTTPS_PROXY": f"http://me:hunter2@127.0.0.1:{port}"}
        gone = log_in(run, server, env=env)
    assert f"the proxy 127.0.0.1:{port} cannot be reached" in gone.error["message"]
    odd = log_in(run, server, env={"HTTPS_PROXY": "socks5://me:hunter2@127.0.0.1:1"})
    assert (odd.code, odd.error["code"]) == (1, "ConnectionFailed")
    assert "not written as http://HOST:PORT" in odd.error["message"]
    names = [log_in(run, server, env={"https_proxy": f"a..{dots}"}) for dots in ("b", "\u00fc")]
    assert ["cannot be found" in done.error["message"] for done in names] == [True, True]
    assert "hunter2" not in done.err + gone.err + odd.err
    assert server.requests == []


def test_a_proxy_that_hangs(run: Runner, server: QlikServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hung:
        env = {"https_proxy": f"http://127.0.0.1:{hung.getsockname()[1]}"}
        words = ("--url", f"{server.url}/jwt", "--jwt", qseow_token(), "--output", "json")
        done = run("login-qseow", *words, "--timeout", "1s", env=env)
    assert (done.code, done.error["code"]) == (1, "TimedOut")


def test_a_hung_server_does_not_hang_serve(run: Runner, server: QlikServer) -> None:
    server.fail(Fault.DRIP)
    params = {
        "url": f"{server.url}/jwt", "jwt": qseow_token(), "cacert": str(server.cacert),
        "timeout": 1,
    }  # fmt: skip
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "login-qseow", "params": params},
        {"jsonrpc": "2.0", "id": 2, "method": "version"},
    ]
    done = run("serve", stdin="".join(json.dumps(line) + "\n" for line in lines))
    first, second = map(json.loads, done.out.splitlines())
    assert first["error"]["data"]["code"] == "TimedOut"
    assert second["result"]["protocol"] == 1


def test_nothing_else_loads_http() -> None:
    check = (
        "import sys\n"
        "from qs_jwt import commands\n"
        "from qs_jwt.cli import startup\n"
        "startup.prepare()\n"
        "for name in commands.COMMANDS: commands.load(name)\n"
        "assert not {'ssl', 'http.client', 'urllib.request'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
