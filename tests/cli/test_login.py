"""The login commands against a server that does what Qlik documents, and fails as told."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import qlik_server
from conftest import KEYS, Outcome, Runner
from qlik_examples import OTHER_KEY, cloud_token, identity_provider, qseow_token, virtual_proxy
from qlik_platforms import Answer
from qlik_server import Fault, QlikServer, Request

CERTIFICATE = KEYS / "rsa2048.cer"
CLOUD, QSEOW = "login-qscloud", "login-qseow"
COOKIES = ["eas.sid", "eas.sid.sig", "_csrfToken"]


def set_up(server: QlikServer) -> QlikServer:
    server.tenant.create_identity_provider(identity_provider())
    server.site.create_virtual_proxy(virtual_proxy())
    return server


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        yield set_up(running)


class Login:
    """Runs a login command at a server with a token that no stream but stdout may show."""

    def __init__(self, qs_jwt: Runner):
        self._qs_jwt = qs_jwt
        self.folder = qs_jwt.folder

    def __call__(
        self, command: str, server: QlikServer, token: str, *words: Any, **options: Any
    ) -> Outcome:
        url: list[str] = [] if "--url" in words else ["--url", address(command, server)]
        trust = [] if {"--cacert", "--insecure"} & {*words} else ["--cacert", str(server.cacert)]
        time_limit = [] if "--timeout" in words else ["--timeout", "10s"]
        given = (*url, *trust, *time_limit, "--jwt", "stdin", "--loglevel", "debug")
        done = self._qs_jwt(command, *given, *words, stdin=token, **options)
        assert token not in done.err + done.out
        assert token.rpartition(".")[2] not in done.err + done.out
        assert "Traceback" not in done.err
        return done


@pytest.fixture
def login(qs_jwt: Runner) -> Login:
    return Login(qs_jwt)


def address(command: str, server: QlikServer) -> str:
    return server.url + ("/jwt" if command == QSEOW else "")


def token_for(command: str) -> str:
    return qseow_token() if command == QSEOW else cloud_token()


@pytest.mark.windows
def test_from_a_new_key_to_a_login(qs_jwt: Runner) -> None:
    """What the other commands make sets Qlik up and logs in, without a value changed by hand."""
    key = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem", "--output-file", "t.jwt")
    certificate = ("--cert-publickey-file", CERTIFICATE, "--output", "json")
    cloud = ("--issuer", "lab", "--keyid", "key-1")
    anna = ("--username", "Anna", "--useremail", "anna@example.com", "--useremail-verified")
    with QlikServer() as server:
        body = qs_jwt("qscloud-idp", *cloud, *certificate).result["body"]
        server.tenant.create_identity_provider(body)
        body = qs_jwt("qseow-virtual-proxy", "--prefix", "jwt", *certificate).result["body"]
        server.site.create_virtual_proxy(body)
        for command, create in (
            (CLOUD, ("create-qscloud", *cloud, *anna)),
            (QSEOW, ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--force")),
        ):
            assert qs_jwt(*create, *key).code == 0
            words = ("--url", address(command, server), "--cacert", server.cacert)
            done = qs_jwt(command, *words, "--jwt-file", "t.jwt", *certificate)
            assert (done.code, done.result["findings"]) == (0, [])


def test_cloud_takes_a_token_once(login: Login, server: QlikServer) -> None:
    token = cloud_token()
    done = login(CLOUD, server, token)
    assert done.code == 0
    assert done.out.startswith(f"Logged in at {server.url} (status 200)\n")
    assert f"Cookies: {', '.join(COOKIES)}" in done.out
    assert "warning: the token is spent now" in done.err
    request = server.requests[0]
    assert (request.method, request.path, request.body) == ("POST", "/login/jwt-session", b"")
    assert request.headers["authorization"] == f"Bearer {token}"

    again = login(CLOUD, server, token, "--output", "json")
    assert again.code == 1
    assert (again.result["success"], again.result["status"]) == (False, 400)
    assert again.result["qlik_code"] == "INTERNAL-TOKEN-1"
    assert "has already been used" in again.result["causes"][0]
    assert "the token was used before" in again.result["causes"][1]


@pytest.mark.windows
def test_the_result_of_cloud(login: Login, server: QlikServer) -> None:
    result = login(CLOUD, server, cloud_token(), "--output", "json").result
    cookies = result.pop("cookies")
    assert [cookie["name"] for cookie in cookies] == COOKIES
    assert cookies[0] == {
        "name": "eas.sid", "value": cookies[0]["value"], "domain": "localhost", "path": "/",
        "secure": True, "http_only": True, "expires": 0,
    }  # fmt: skip
    assert [warning["code"] for warning in result.pop("warnings")] == ["TokenSpent"]
    assert (result.pop("success"), result.pop("status")) == (True, 200)
    csrf = next(iter(server.tenant.sessions.values())).csrf
    assert result.pop("headers") == {"qlik-csrf-token": csrf}
    assert result == {"qlik_code": None, "causes": [], "cookie_file": None, "findings": []}


def test_qseow_tells_whom_it_saw(login: Login, server: QlikServer) -> None:
    token = qseow_token()
    done = login(QSEOW, server, token)
    assert done.code == 0
    assert done.err == f"info: localhost:{server.port} answered with status 200\n"
    assert "User as Qlik saw it: LAB\\anna\n" in done.out
    about, user, csrf = server.requests
    paths = ("/jwt/qrs/about", "/jwt/qps/user", "/jwt/qps/csrftoken")
    assert (about.path, user.path, csrf.path) == paths
    assert about.headers["x-qlik-xrfkey"] == about.query["xrfkey"]
    assert len(about.query["xrfkey"]) == 16
    assert user.headers["cookie"].startswith("X-Qlik-Session-jwt=")

    result = login(QSEOW, server, token, "--output", "json").result
    assert (result["user_directory"], result["user_id"]) == ("LAB", "anna")
    assert not {"authorization"} & (set(user.headers) | set(csrf.headers))


def test_qseow_with_other_claim_names_and_the_default_prefix(
    login: Login, server: QlikServer
) -> None:
    names = {"jwtAttributeUserId": "uid", "jwtAttributeUserDirectory": "dir"}
    server.site.create_virtual_proxy(
        virtual_proxy(prefix="", sessionCookieHeaderName="X-Default", **names)
    )
    token = qseow_token(userId=None, userDirectory=None, uid="bo", dir="X")
    words = ("--url", f"{server.url}/", "--userid-claim", "uid", "--userdir-claim", "dir")
    result = login(QSEOW, server, token, *words, "--output", "json").result
    assert (result["user_directory"], result["user_id"], errors_in(result)) == ("X", "bo", [])


def errors_in(result: dict[str, Any]) -> list[dict[str, str]]:
    return [finding for finding in result["findings"] if finding["severity"] == "error"]


def now(offset: int) -> int:
    return int(time.time()) + offset


# What is wrong with a token, and what the likeliest cause then says.
Change = Callable[[], str]
CLOUD_FAULTS: dict[str, tuple[Change, str]] = {
    "wrong issuer": (lambda: cloud_token(iss="other.example"), "[Issuer]"),
    "wrong key id": (lambda: cloud_token(kid="key-2"), "[KeyId]"),
    "old certificate": (lambda: cloud_token(key=OTHER_KEY), "[Signature]"),
    "wrong audience": (lambda: cloud_token(aud="qlik"), "[CloudAudience]"),
    "expired": (lambda: cloud_token(iat=now(-99), nbf=now(-99), exp=now(-9)), "[Expired]"),
    "not yet valid": (lambda: cloud_token(nbf=now(600), exp=now(900)), "[NotYetValid]"),
    "over an hour": (lambda: cloud_token(exp=now(3700)), "[CloudLifetime]"),
    "wrong claim name": (lambda: cloud_token(jti=None, JTI="1"), "[CloudTokenId]"),
}
QSEOW_FAULTS: dict[str, tuple[Change, str]] = {
    "old certificate": (lambda: qseow_token(key=OTHER_KEY), "[Signature]"),
    "expired": (lambda: qseow_token(exp=now(-9)), "[Expired]"),
    "not yet valid": (lambda: qseow_token(nbf=now(600), exp=now(900)), "[NotYetValid]"),
    "wrong claim name": (lambda: qseow_token(userId=None, userid="anna"), "[QseowUserId]"),
}
ALL = [pytest.param(CLOUD, fault, id=f"{name} ({CLOUD})") for name, fault in CLOUD_FAULTS.items()]
ALL += [pytest.param(QSEOW, fault, id=f"{name} ({QSEOW})") for name, fault in QSEOW_FAULTS.items()]


@pytest.mark.parametrize(("command", "fault"), ALL)
def test_a_fault_of_the_token_is_explained(
    login: Login, server: QlikServer, command: str, fault: tuple[Change, str]
) -> None:
    make, says = fault
    words = ["--cert-publickey-file", CERTIFICATE, "--output", "json", "--cookie-file", "jar"]
    if command == CLOUD:
        words += ["--expected-issuer", "issuer.example", "--expected-keyid", "key-1"]
    done = login(command, server, make(), *words)
    result = done.result
    assert (done.code, result["success"]) == (1, False)
    assert result["status"] in (400, 401)
    own = errors_in(result)
    assert len(own) == 1
    assert says in result["causes"][0]
    others = {text for _, text in [*CLOUD_FAULTS.values(), *QSEOW_FAULTS.values()]} - {says}
    assert not [text for text in others if text in str(result["causes"])]
    assert (result["cookies"], result["cookie_file"]) == ([], None)
    assert list(login.folder.iterdir()) == []


def test_what_qlik_alone_knows(login: Login, server: QlikServer) -> None:
    """Without the right issuer and key id to compare with, the token's own are named."""
    for token in (cloud_token(iss="other.example", kid="key-2"), cloud_token(kid="key-2")):
        done = login(CLOUD, server, token, "--cert-publickey-file", CERTIFICATE)
        assert done.code == 1
        assert "has another key id than the token, kid = " in done.out
        assert "key-2" in done.out
        assert "the identity provider holds another certificate than the one given" in done.out
    assert "has the issuer of the token, iss = " in done.out


def test_a_wrong_certificate_in_qlik_where_none_is_given(login: Login, server: QlikServer) -> None:
    for command, make in ((CLOUD, cloud_token), (QSEOW, qseow_token)):
        done = login(command, server, make(key=OTHER_KEY))
        assert done.code == 1
        assert done.out.startswith(f"NOT logged in at {address(command, server)} (status 401")
        assert "holds the certificate of another key, such as an old one" in done.out


def not_linked(server: QlikServer) -> None:
    server.site.linked = False


def wrong_host(server: QlikServer) -> None:
    server.site.host_allow_list = {"qlik.example.com"}


def barred(server: QlikServer) -> None:
    server.tenant.barred.add("anna")


@pytest.mark.parametrize(
    ("command", "fault", "status", "code", "says"),
    [
        (QSEOW, not_linked, 400, None, "the virtual proxy 'jwt' is not linked to a proxy"),
        (QSEOW, wrong_host, 403, None, "localhost is not on the virtual proxy's host allow list"),
        (CLOUD, barred, 403, "AUTH-5", "User is not a member of tenant"),
        (QSEOW, Fault.STATUS_500, 500, None, "the server failed, whatever the token says"),
        (CLOUD, Fault.STATUS_500, 500, None, "the server failed, whatever the token says"),
        (CLOUD, Fault.NOT_JSON, 401, None, "the answer is not in Qlik's form"),
        (QSEOW, Fault.NOT_JSON, 401, None, "reads user id and directory from other claims"),
        (QSEOW, Answer(404, "No"), 404, None, "no virtual proxy with the prefix 'jwt'"),
        (QSEOW, Answer(200, "<html>Log in"), 200, None, "shows a login page"),
        (CLOUD, Answer(200, {}, (("Set-Cookie", "lb=1"),)), 200, None, "no Qlik Cloud tenant"),
        (CLOUD, Answer(429, {"errors": [{"code": "X"}]}), 429, "X", "too many logins"),
        (CLOUD, Answer(302, {}), 302, None, "no Qlik Cloud tenant"),
    ],
)  # fmt: skip
def test_a_fault_of_the_server_is_explained(
    login: Login, server: QlikServer, command: str, fault: Any, status: int, code: str | None,
    says: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if isinstance(fault, Fault):
        server.fail(fault)
    elif isinstance(fault, Answer):
        monkeypatch.setattr(server, "answer", lambda request: fault)
    else:
        fault(server)
    done = login(command, server, token_for(command), "--output", "json")
    result = done.result
    assert done.code == 1
    assert (result["success"], result["status"], result["qlik_code"]) == (False, status, code)
    assert says in result["causes"][0]
    assert errors_in(result) == []


# Long enough to get as far as where the server lets one wait.
SHORT = ("--timeout", "2s")
TIMED_OUT = "timed out after 2 seconds while"


@pytest.mark.parametrize(
    ("command", "fault", "code", "says"),
    [
        (CLOUD, Fault.STALL_TLS, "TimedOut", f"{TIMED_OUT} shaking hands (TLS)"),
        (QSEOW, Fault.HANG, "TimedOut", f"{TIMED_OUT} waiting for its answer"),
        (CLOUD, Fault.DRIP, "TimedOut", f"{TIMED_OUT} waiting for its answer"),
        (
            QSEOW,
            Fault.CLOSE,
            "ConnectionFailed",
            "closed the connection while waiting for its answer",
        ),
        (CLOUD, Fault.REDIRECT_LOOP, "RedirectRefused", "redirects more than 5 times"),
        (QSEOW, Fault.HUGE_BODY, "InvalidResponse", "the answer is larger than 1048576 bytes"),
        (CLOUD, Fault.CUT_OFF, "InvalidResponse", "the answer is not HTTP, or is cut off"),
    ],
)
def test_no_answer(
    login: Login, server: QlikServer, command: str, fault: Fault, code: str, says: str
) -> None:
    server.fail(fault)
    time_limit = SHORT if code == "TimedOut" else ()
    done = login(command, server, token_for(command), *time_limit, "--output", "json")
    assert (done.code, done.error["code"]) == (1, code)
    expected = f"localhost:{server.port}{':' * (code[0] != 'R')} {says}"
    assert done.error["message"].startswith(expected)
    assert done.error["hint"]


@pytest.mark.parametrize("command", [CLOUD, QSEOW])
def test_a_token_does_not_follow_to_another_host(
    login: Login, server: QlikServer, command: str
) -> None:
    with QlikServer() as other:
        for location in (
            f"https://127.0.0.1:{other.port}",
            f"https://localhost:{other.port}/form?x",
            f"http://localhost:{server.port}/",
            f"//localhost:{other.port}/",
        ):
            server.fail(Fault.REDIRECT, location=location)
            done = login(command, server, token_for(command), "--output", "json")
            assert (done.code, done.error["code"]) == (1, "RedirectRefused")
            host = location.split("/")[2]
            assert "redirects to 'http" in done.error["message"]
            assert f"//{host}'; the token was not sent there" in done.error["message"]
        assert other.requests == []
    server.fail(Fault.REDIRECT_ONCE)
    assert login(command, server, token_for(command)).code == 0
    methods = {"/login/jwt-session": "POST", "/jwt/qrs/about": "GET"}
    followed = [r for r in server.requests if r.path in methods and "redirected" in r.query]
    assert [request.method for request in followed] == [methods[followed[0].path]]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_takes_the_cookie_file(login: Login, server: QlikServer) -> None:
    jars = {}
    for command in (QSEOW, CLOUD):
        jar = jars[command] = login.folder / f"{command}.txt"
        done = login(command, server, token_for(command), "--cookie-file", jar)
        assert done.code == 0
        assert f"Cookie file: {jar}" in done.out
        assert os.name == "nt" or jar.stat().st_mode & 0o777 == 0o600

    def curl(jar: Any, path: str) -> str:
        words = ["curl", "-sS", "--noproxy", "*", "--cacert", server.cacert, "-b", jar]
        done = subprocess.run([*words, server.url + path], check=True, capture_output=True)
        return done.stdout.decode()

    assert json.loads(curl(jars[QSEOW], "/jwt/qps/user"))["userId"] == "anna"
    assert json.loads(curl(jars[CLOUD], "/api/v1/users/me"))["subject"] == "anna"
    sent = server.requests[-1].headers["cookie"]
    assert {part.partition("=")[0] for part in sent.split("; ")} == set(COOKIES)


def test_no_token_is_spent_where_the_cookies_cannot_be_written(
    login: Login, server: QlikServer
) -> None:
    (login.folder / "taken").write_text("mine")
    for path, code in (("taken", "FileExists"), ("none/jar", "FileMissing"), (".", "FileIsFolder")):
        done = login(CLOUD, server, cloud_token(), "--cookie-file", path, "--output", "json")
        assert (done.code, done.error["code"]) == (1, code)
    assert server.requests == []
    assert (login.folder / "taken").read_text() == "mine"
    done = login(CLOUD, server, cloud_token(), "--cookie-file", "taken", "--force")
    assert done.code == 0
    assert (login.folder / "taken").read_text().startswith("# Netscape HTTP Cookie File\n")
    assert {entry.name for entry in login.folder.iterdir()} == {"taken"}


def test_a_login_whose_cookies_are_lost_is_told(
    login: Login, server: QlikServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The token is spent by then."""
    tenant = server.tenant.login

    def meanwhile(authorization: str | None) -> Answer:
        (login.folder / "jar").write_text("mine")
        return tenant(authorization)

    monkeypatch.setattr(server.tenant, "login", meanwhile)
    done = login(CLOUD, server, cloud_token(), "--cookie-file", "jar", "--output", "json")
    assert done.code == 1
    assert (done.result["success"], done.result["cookie_file"]) == (True, None)
    codes = [warning["code"] for warning in done.result["warnings"]]
    assert codes == ["FileExists", "TokenSpent"]
    assert [cookie["name"] for cookie in done.result["cookies"]] == COOKIES
    assert (login.folder / "jar").read_text() == "mine"


def test_the_login_holds_where_qlik_does_not_tell_the_user(
    login: Login, server: QlikServer
) -> None:
    for fault, time_limit, codes in (
        (Fault.STATUS_500, (), ["UserUnknown"]),
        (Fault.HANG, SHORT, ["UserUnknown", "CsrfTokenMissing"]),  # no time is left for the latter
    ):
        server.fail(fault, path="/qps/user")
        done = login(QSEOW, server, qseow_token(), *time_limit, "--output", "json")
        assert (done.code, done.result["user_id"]) == (0, None)
        assert [warning["code"] for warning in done.result["warnings"]] == codes
        assert done.result["cookies"]


def test_clocks_that_differ(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = 7200
    dated = qlik_server.Handler.date_time_string
    monkeypatch.setattr(
        qlik_server.Handler, "date_time_string", lambda self: dated(self, time.time() + ahead)
    )
    with QlikServer(clock=lambda: time.time() + ahead) as late:
        done = login(CLOUD, set_up(late), cloud_token(), "--output", "json")
        assert done.code == 1
        assert "the clocks differ: the server's is " in done.result["causes"][0]
        assert "ahead of this machine's" in done.result["causes"][0]


def test_a_server_that_sends_the_token_back(
    login: Login, server: QlikServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def echo(request: Request) -> Answer:
        said = request.headers["authorization"]
        error = {"code": said, "title": f"\x1b[31m{said}", "detail": [said]}
        return Answer(401, {"errors": [error]})

    monkeypatch.setattr(server, "answer", echo)
    done = login(CLOUD, server, cloud_token())  # which looks for the token in all it prints
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "Bearer (the token)" in done.out
