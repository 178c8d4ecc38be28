"""The test server sets up, logs in and fails over HTTPS as it is told to."""

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from qlik_examples import cloud_token, identity_provider, qseow_token, virtual_proxy
from qlik_server import Fault, QlikServer

XRFKEY = "0123456789abcDEF"
ABOUT = f"/jwt/qrs/about?Xrfkey={XRFKEY}"


class Client:
    """Sends one request a connection and follows nothing."""

    def __init__(self, server: QlikServer) -> None:
        self.server = server
        self.context = ssl.create_default_context(cafile=server.cacert)

    def send(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        *,
        body: object = None,
        timeout: float = 30,
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPSConnection(
            "localhost", self.server.port, context=self.context, timeout=timeout
        )
        try:
            connection.request(
                method, path, None if body is None else json.dumps(body), headers or {}
            )
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def log_in(self, token: str, timeout: float = 30) -> tuple[http.client.HTTPResponse, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        response, body = self.send("POST", "/login/jwt-session", headers, timeout=timeout)
        return response, json.loads(body or "null")

    def get(
        self, path: str, token: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, str]:
        """Return the status, the body and the session cookie ("" for none)."""
        sent = {"X-Qlik-Xrfkey": XRFKEY} | (headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        response, body = self.send("GET", path, sent)
        kind = response.headers["Content-Type"]
        text = json.loads(body or "null") if kind == "application/json" else body.decode()
        return response.status, text, response.headers["Set-Cookie"] or ""


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        running.tenant.create_identity_provider(identity_provider())
        running.site.create_virtual_proxy(virtual_proxy())
        yield running


@pytest.fixture
def client(server: QlikServer) -> Client:
    return Client(server)


def test_the_tenant_sets_cookies_and_the_token_is_on_record(
    server: QlikServer, client: Client
) -> None:
    token = cloud_token()
    response, _ = client.log_in(token)
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie", [])))
    assert response.status == 200
    assert set(cookies) == {"eas.sid", "eas.sid.sig", "_csrfToken"}
    assert [request.headers["authorization"] for request in server.requests] == [f"Bearer {token}"]

    response, body = client.log_in(token)
    assert (response.status, body["errors"][0]["code"]) == (400, "INTERNAL-TOKEN-1")


def test_the_server_is_set_up_over_https(client: Client) -> None:
    body = identity_provider(kid="key-2")
    response, created = client.send("POST", "/api/v1/identity-providers", body=body)
    assert response.status == 201
    assert json.loads(created)["options"] == body["options"]
    assert client.log_in(cloud_token(kid="key-2"))[0].status == 200

    proxy = virtual_proxy(prefix="two", sessionCookieHeaderName="X-Two")
    path = f"/qrs/virtualproxyconfig?xrfkey={XRFKEY}"
    assert client.send("POST", path, body=proxy)[0].status == 403
    assert client.send("POST", path, headers={"X-Qlik-Xrfkey": XRFKEY}, body=proxy)[0].status == 201
    assert client.get(ABOUT.replace("jwt", "two"), qseow_token())[0] == 200


def test_the_site_knows_the_user_by_token_and_by_session(client: Client) -> None:
    status, _, cookie = client.get(ABOUT, qseow_token())
    assert status == 200
    assert cookie.startswith("X-Qlik-Session-jwt=")

    session = cookie.partition(";")[0]
    status, user, _ = client.get("/jwt/qps/user", headers={"Cookie": session})
    assert (status, user["userDirectory"], user["userId"]) == (200, "LAB", "anna")
    response, _ = client.send("GET", "/jwt/qps/csrftoken", {"Cookie": session})
    assert (response.status, len(response.headers["qlik-csrf-token"])) == (204, 32)
    status, user, _ = client.get("/jwt/qps/user")
    assert (status, user["session"]) == (200, "inactive")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.STALL_TLS, TimeoutError),
        (Fault.HANG, TimeoutError),
        (Fault.CLOSE, http.client.RemoteDisconnected),
    ],
)
def test_no_answer(
    server: QlikServer, client: Client, fault: Fault, error: type[Exception]
) -> None:
    server.fail(fault)
    patience = 2 if error is TimeoutError else 30  # seconds; enough for what does come
    with pytest.raises(error):
        client.log_in(cloud_token(), timeout=patience)
    assert len(server.requests) == (fault is not Fault.STALL_TLS)


def test_headers_without_end_pass_a_timeout_for_each_read(
    server: QlikServer, client: Client
) -> None:
    server.fail(Fault.DRIP)
    with client.context.wrap_socket(
        socket.create_connection(("127.0.0.1", server.port), timeout=30),
        server_hostname="localhost",
    ) as connection:
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        received = b""
        while b"X-Drip: ..." not in received:
            received += connection.recv(100)
    assert b"\r\n\r\n" not in received


def location(response: http.client.HTTPResponse) -> tuple[int, str]:
    return response.status, response.headers["Location"]


def test_redirects(server: QlikServer, client: Client) -> None:
    server.fail(Fault.REDIRECT, location="https://elsewhere.example/")
    assert location(client.log_in(cloud_token())[0]) == (302, "https://elsewhere.example/")

    server.fail(Fault.REDIRECT_ONCE)
    status, target = location(client.send("GET", ABOUT)[0])
    assert (status, target) == (307, f"{ABOUT}&redirected=1")
    assert client.get(target, qseow_token())[0] == 200
    server.fail(Fault.REDIRECT_LOOP)
    assert client.get(target, qseow_token())[0] == 307


def test_bad_answers_at_one_path_only(server: QlikServer, client: Client) -> None:
    server.fail(Fault.STATUS_500, path="/qps/user")
    assert client.get("/jwt/qps/user", qseow_token())[:2] == (500, "Internal Server Error")
    assert client.get(ABOUT, qseow_token())[0] == 200
    server.fail(Fault.NOT_JSON)
    status, text, _ = client.get(ABOUT, qseow_token())
    assert (status, text[:6]) == (401, "<html>")
    server.fail(Fault.HUGE_BODY)
    _, body = client.send("GET", ABOUT)
    assert len(body) == 64 * 2**20
    server.fail(None)
    assert client.get(ABOUT, qseow_token())[0] == 200


def test_tls_is_trusted_with_its_certificate_only(server: QlikServer, client: Client) -> None:
    client.context = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
        client.get(ABOUT)
    assert not server.requests
    with QlikServer(tls_name="elsewhere.example") as wrong:
        with pytest.raises(ssl.SSLCertVerificationError, match="localhost"):
            Client(wrong).get(ABOUT)
        assert not wrong.requests


def test_the_clock_is_the_servers() -> None:
    clock: Callable[[], float] = lambda: time.time() + 7200  # noqa: E731
    with QlikServer(clock=clock) as late:
        late.tenant.create_identity_provider(identity_provider())
        response, body = Client(late).log_in(cloud_token())
        assert response.status == 400
        assert "expired" in body["errors"][0]["detail"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_logs_in_and_uses_the_session(server: QlikServer, tmp_path: Path) -> None:
    curl = ["curl", "-sS", "--fail", "--noproxy", "*", "--cacert", str(server.cacert)]
    jar = str(tmp_path / "jar")
    config = f'header = "Authorization: Bearer {qseow_token()}"\n'
    user = f"{server.url}/jwt/qps/user"
    subprocess.run([*curl, "-c", jar, "--config", "-", user], input=config, check=True, text=True)
    done = subprocess.run([*curl, "-b", jar, user], check=True, capture_output=True)
    assert json.loads(done.stdout)["userId"] == "anna"
