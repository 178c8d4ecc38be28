"""The test server refuses what Qlik refuses and accepts the rest, with tokens made by PyJWT."""

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

import jwt
import pytest

from qlik_platforms import Refusal, Site, Tenant
from qlik_server import Fault, QlikServer

KEYS = Path(__file__).parent.parent / "keys"
PRIVATE_KEY = (KEYS / "rsa2048.pkcs8.pem").read_text()
CERTIFICATE = (KEYS / "rsa2048.cer").read_text()
OTHER_KEY = (KEYS / "other2048.pem").read_text()
XRFKEY = "0123456789abcDEF"
ABOUT = f"/jwt/qrs/about?Xrfkey={XRFKEY}"
Change = dict[str, Any]


def identity_provider(**static_key: str) -> Change:
    pem = "".join(CERTIFICATE.splitlines())
    return {
        "tenantIds": ["tenant"],
        "provider": "external",
        "protocol": "jwtAuth",
        "interactive": False,
        "active": True,
        "description": "scripts",
        "options": {
            "jwtLoginEnabled": True,
            "issuer": "issuer.example",
            "staticKeys": [{"kid": "key-1", "pem": pem} | static_key],
        },
    }


def virtual_proxy(**changes: object) -> Change:
    return {
        "prefix": "jwt",
        "description": "scripts",
        "authenticationMethod": 4,
        "sessionCookieHeaderName": "X-Qlik-Session-jwt",
        "jwtPublicKeyCertificate": CERTIFICATE,
        "jwtAttributeUserId": "userId",
        "jwtAttributeUserDirectory": "userDirectory",
        "jwtAttributeMap": [
            {"senseAttribute": "group", "jwtAttribute": "group", "isMandatory": False}
        ],
    } | changes


def signed(claims: Change, key: str, algorithm: str, headers: dict[str, Any] | None = None) -> str:
    # Below jwt.encode, which refuses claims of a wrong type.
    return jwt.PyJWS().encode(json.dumps(claims).encode(), key, algorithm, headers)


def cloud_token(
    *, key: str = PRIVATE_KEY, algorithm: str = "RS256", kid: str = "key-1", **changes: object
) -> str:
    """Make a token that the tenant accepts; a claim given as None is left out."""
    now = int(time.time())
    claims = {
        "jti": f"{time.perf_counter_ns()}",
        "iss": "issuer.example",
        "aud": "qlik.api/login/jwt-session",
        "sub": "anna",
        "subType": "user",
        "name": "Anna",
        "email": "anna@example.com",
        "email_verified": True,
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return signed(claims, key, algorithm, {"kid": kid})


def qseow_token(*, key: str = PRIVATE_KEY, algorithm: str = "RS256", **changes: object) -> str:
    claims = {"userId": "anna", "userDirectory": "LAB", "exp": int(time.time()) + 60} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return signed(claims, key, algorithm)


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
        timeout: float = 5,
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

    def log_in(self, token: str, timeout: float = 5) -> tuple[http.client.HTTPResponse, Any]:
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


def test_the_tenant_accepts_a_token_once(server: QlikServer, client: Client) -> None:
    token = cloud_token(groups=["sales"], group=["ignored"])
    response, _ = client.log_in(token)
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie", [])))
    assert response.status == 200
    assert set(cookies) == {"eas.sid", "eas.sid.sig", "_csrfToken"}
    assert server.tenant.users["anna"]["groups"] == ["sales"]
    assert "group" not in server.tenant.users["anna"]

    response, body = client.log_in(token)
    assert response.status == 400
    assert "already been used" in body["errors"][0]["detail"]
    assert [request.headers["authorization"] for request in server.requests] == [
        f"Bearer {token}"
    ] * 2


now = int(time.time())


@pytest.mark.parametrize(
    ("status", "code", "detail", "changes"),
    [
        (401, "LOGIN-2", None, {"kid": "Key-1"}),
        (401, "LOGIN-2", None, {"iss": "issuer.example/"}),
        (401, "LOGIN-2", None, {"iss": ["issuer.example"]}),
        (401, "LOGIN-2", None, {"key": OTHER_KEY}),
        (401, "LOGIN-2", None, {"algorithm": "RS384"}),
        (401, "LOGIN-2", None, {"algorithm": "HS256", "key": "x" * 32}),
        (400, "INTERNAL-TOKEN-1", "claim: aud", {"aud": "qlik.api"}),
        (400, "INTERNAL-TOKEN-1", "claim: aud", {"aud": ["qlik.api/login/jwt-session"]}),
        (400, "INTERNAL-TOKEN-1", "claim: subType", {"subType": "User"}),
        (400, "INTERNAL-TOKEN-1", "expired", {"nbf": now - 100, "exp": now - 1}),
        (400, "INTERNAL-TOKEN-1", "not active", {"nbf": now + 10**6, "exp": now + 10**6 + 60}),
        (400, "INTERNAL-TOKEN-1", "3600", {"nbf": now, "exp": now + 3601}),
        (400, "INTERNAL-TOKEN-1", "claim type", {"email_verified": "true"}),
        (400, "INTERNAL-TOKEN-1", "claim type", {"sub": ""}),
        (400, "INTERNAL-TOKEN-1", "claim type", {"exp": float("nan")}),
        (400, "INTERNAL-TOKEN-1", "claim type", {"exp": 10**400}),
        (400, "INTERNAL-TOKEN-1", "claim type", {"exp": "99999999999"}),
        *(
            (400, "INTERNAL-TOKEN-1", f"Missing required claim: {name}", {name: None})
            for name in "sub subType name email email_verified jti iat nbf exp aud".split()  # noqa: SIM905
        ),
    ],
)
def test_the_tenant_refuses(
    client: Client, status: int, code: str, detail: str | None, changes: Change
) -> None:
    response, body = client.log_in(cloud_token(**changes))
    error = body["errors"][0]
    assert (response.status, error["code"], error["status"]) == (status, code, str(status))
    assert (detail or "") in error.get("detail", "")
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("token", ["", "a.b.c", "a.b.c.d.e", "a" * 9000])
def test_the_tenant_refuses_what_is_no_token(client: Client, token: str) -> None:
    assert client.log_in(token)[0].status == 401


def test_the_tenant_takes_a_numeric_jti_and_a_clock_tolerance(server: QlikServer) -> None:
    body = identity_provider(kid="tolerant") | {"clockToleranceSec": 60}
    server.tenant.create_identity_provider(body)
    token = cloud_token(kid="tolerant", jti=7, nbf=int(time.time()) + 30)
    assert Client(server).log_in(token)[0].status == 200


def test_the_tenant_bars_whom_it_is_told_to(server: QlikServer, client: Client) -> None:
    server.tenant.barred.add("anna")
    response, body = client.log_in(cloud_token())
    assert (response.status, body["errors"][0]["code"]) == (403, "AUTH-5")


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


def with_options(**changes: object) -> Change:
    body = identity_provider()
    return body | {"options": body["options"] | changes}


ONE_LINE = "".join(CERTIFICATE.splitlines())


@pytest.mark.parametrize(
    "body",
    [
        [],
        {name: value for name, value in identity_provider().items() if name != "options"},
        identity_provider() | {"protocol": "OIDC"},
        identity_provider() | {"interactive": True},
        identity_provider() | {"active": "true"},
        identity_provider() | {"tenantIds": "tenant"},
        identity_provider() | {"tenantIds": [1]},
        with_options(issuer=""),
        with_options(issuer=None),
        with_options(staticKeys=[]),
        with_options(staticKeys=[{"kid": "key-1"}]),
        with_options(staticKeys=[{"kid": 1, "pem": ONE_LINE}]),
        identity_provider(pem=CERTIFICATE),
        *(identity_provider(pem=ONE_LINE + tail) for tail in ("\n", "\r", "\r\n", " ")),
        identity_provider(pem=" " + ONE_LINE),
        identity_provider(pem=ONE_LINE.replace("MII", "MIJ", 1)),
        identity_provider(pem="".join((KEYS / "ec-p256.cer").read_text().splitlines())),
        identity_provider(pem="".join((KEYS / "rsa2048.public.pem").read_text().splitlines())),
    ],
)
def test_the_tenant_refuses_an_identity_provider(body: object) -> None:
    with pytest.raises(Refusal) as refused:
        Tenant().create_identity_provider(body)
    assert refused.value.answer.status == 400


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_the_site_knows_the_user_by_token_and_by_session(client: Client, algorithm: str) -> None:
    status, _, cookie = client.get(ABOUT, qseow_token(algorithm=algorithm))
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
    "changes",
    [
        {"exp": now - 1},
        {"exp": "99999999999"},
        {"nbf": now + 10**6},
        {"key": OTHER_KEY},
        {"algorithm": "PS256"},
        {"algorithm": "HS256", "key": "x" * 32},
        {"userId": None, "userid": "anna"},
        {"userDirectory": None, "UserDirectory": "LAB"},
        {"userId": ""},
        {"userId": 7},
    ],
)
def test_the_site_refuses(client: Client, changes: Change) -> None:
    status, _, cookie = client.get(ABOUT, qseow_token(**changes))
    assert (status, cookie) == (401, "")


def test_the_site_takes_a_token_without_expiry_and_any_audience(client: Client) -> None:
    assert client.get(ABOUT, qseow_token(exp=None, aud="anything"))[0] == 200


def test_the_site_asks_for_a_mandatory_attribute(server: QlikServer, client: Client) -> None:
    attribute = {"senseAttribute": "g", "jwtAttribute": "group", "isMandatory": True}
    changes = {"prefix": "a/b", "sessionCookieHeaderName": "X-B", "jwtAttributeMap": [attribute]}
    server.site.create_virtual_proxy(virtual_proxy(**changes))
    about = ABOUT.replace("jwt", "a/b")
    assert client.get(about, qseow_token())[0] == 401
    assert client.get(about, qseow_token(group=["sales"]))[0] == 200


@pytest.mark.parametrize(
    ("query", "header"),
    [
        (XRFKEY, XRFKEY.lower()),
        (XRFKEY, ""),
        ("", ""),
        (XRFKEY[1:], XRFKEY[1:]),
        (XRFKEY + "0", XRFKEY + "0"),
        ("0123456789abcde-", "0123456789abcde-"),
    ],
)
def test_the_site_asks_for_the_xrfkey_pair(client: Client, query: str, header: str) -> None:
    path = f"/jwt/qrs/about?xrfkey={query}"
    assert client.get(path, qseow_token(), headers={"X-Qlik-Xrfkey": header})[0] == 403


def test_the_site_refuses_a_host_an_unlinked_proxy_and_an_unknown_prefix(
    server: QlikServer, client: Client
) -> None:
    token = qseow_token()
    assert client.get(ABOUT.replace("jwt", "JWT"), token)[0] == 404
    server.site.host_allow_list = {"qlik.example"}
    assert client.get(ABOUT, token)[0] == 403
    server.site.host_allow_list = {"localhost"}
    assert client.get(ABOUT, token)[0] == 200
    server.site.linked = False
    assert client.get(ABOUT, token)[0] == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"authenticationMethod": 3},
        {"authenticationMethod": True},
        {"prefix": "jwt"},
        {"sessionCookieHeaderName": "X-Qlik-Session-jwt"},
        {"sessionCookieHeaderName": ""},
        {"jwtPublicKeyCertificate": ONE_LINE},
        {"jwtPublicKeyCertificate": (KEYS / "rsa2048.public.pem").read_text()},
        {"jwtPublicKeyCertificate": (KEYS / "ec-p256.cer").read_text()},
        {"jwtAttributeUserId": "sub"},
        {"jwtAttributeUserDirectory": ""},
        {"jwtAttributeMap": ["group"]},
        {"jwtAttributeMap": [{"senseAttribute": "group", "jwtAttribute": "group"}]},
        {"websocketCrossOriginWhiteList": [1]},
    ],
)
def test_the_site_refuses_a_virtual_proxy(changes: Change) -> None:
    site = Site()
    site.create_virtual_proxy(virtual_proxy())
    free = {"prefix": "free", "sessionCookieHeaderName": "X-Free"}
    with pytest.raises(Refusal) as refused:
        site.create_virtual_proxy(virtual_proxy(**free | changes))
    assert refused.value.answer.status == 400


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
    with pytest.raises(error):
        client.log_in(cloud_token(), timeout=0.2)
    assert len(server.requests) == (fault is not Fault.STALL_TLS)


def test_headers_without_end_pass_a_timeout_for_each_read(
    server: QlikServer, client: Client
) -> None:
    server.fail(Fault.DRIP)
    with client.context.wrap_socket(
        socket.create_connection(("127.0.0.1", server.port), timeout=1),
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
