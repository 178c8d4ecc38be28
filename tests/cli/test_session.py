"""What a login gives for the next call: a POST works at once, a session is used again."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as package
from conftest import Outcome, Runner
from qlik_examples import cloud_token, identity_provider, qseow_token, virtual_proxy
from qlik_server import QlikServer

CLOUD, QSEOW, LOGOUT = "login-qscloud", "login-qseow", "logout-qseow"
XRFKEY = "0123456789abcdef"
POSTS = {CLOUD: "/api/v1/spaces", QSEOW: f"/jwt/qrs/tag?Xrfkey={XRFKEY}"}

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        running.tenant.create_identity_provider(identity_provider())
        running.site.create_virtual_proxy(virtual_proxy())
        yield running


def log_in(
    run: Runner, server: QlikServer, command: str, *words: Any, output: str = "json"
) -> Outcome:
    url = server.url + ("/jwt" if command == QSEOW else "")
    token = qseow_token() if command == QSEOW else cloud_token()
    where = ("--url", url, "--cacert", server.cacert, "--output", output)
    return run(command, *where, "--jwt", "stdin", *words, stdin=token)


def log_out(run: Runner, server: QlikServer, jar: str, *words: Any) -> Outcome:
    where = ("--url", f"{server.url}/jwt", "--cacert", server.cacert)
    return run(LOGOUT, *where, "--cookie-file", jar, "--output", "json", *words)


@needs_curl
@pytest.mark.parametrize("command", [CLOUD, QSEOW])
def test_a_post_works_at_once_with_the_curl_config(
    qs_jwt: Runner, server: QlikServer, command: str
) -> None:
    done = log_in(qs_jwt, server, command, output="curl")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith('cookie = "')
    assert all(line.startswith('header = "') and line.endswith('"') for line in lines[1:])
    assert "url" not in done.out.lower().replace("curl", "")
    assert "authorization" not in done.out.lower()
    sent = ["curl", "-sS", "--noproxy", "*", "--cacert", str(server.cacert), "-w", "%{http_code}"]
    words = [*sent, "-o", "/dev/null", "--config", "-", "-X", "POST", server.url + POSTS[command]]
    post = subprocess.run(words, input=done.out, text=True, capture_output=True, check=True)
    assert post.stdout == "201"
    # and not without the token against forged requests
    config = lines[0] + "\n"
    post = subprocess.run(words, input=config, text=True, capture_output=True, check=True)
    assert post.stdout == "403"


def test_a_refusal_leaves_stdout_to_curl(qs_jwt: Runner, server: QlikServer) -> None:
    done = log_in(qs_jwt, server, CLOUD, "--loglevel", "error", output="curl")
    assert (done.code, done.err) == (0, "")
    server.tenant.barred.add("anna")
    done = log_in(qs_jwt, server, CLOUD, output="curl")
    assert (done.code, done.out) == (1, "")
    assert "error: NOT logged in at" in done.err
    assert "User is not a member of tenant" in done.err


def test_the_session_takes_one_of_five(qs_jwt: Runner, server: QlikServer) -> None:
    """A login with all that it asks takes one session; logout gives it back."""
    for count in range(5):
        assert log_in(qs_jwt, server, QSEOW, "--cookie-file", f"jar{count}").code == 0
    refused = log_in(qs_jwt, server, QSEOW)
    assert refused.result["status"] == 403
    assert "qs-jwt logout-qseow" in str(refused.result["causes"])
    done = log_out(qs_jwt, server, "jar0")
    assert (done.code, done.result["status"], done.result["warnings"]) == (0, 200, [])
    assert log_in(qs_jwt, server, QSEOW).code == 0

    again = log_out(qs_jwt, server, "jar0")
    assert again.code == 0
    assert [warning["code"] for warning in again.result["warnings"]] == ["SessionEnded"]


def test_a_program_ends_the_session_that_it_holds(qs_jwt: Runner, server: QlikServer) -> None:
    (cookie,) = log_in(qs_jwt, server, QSEOW).result["cookies"]
    params = {"url": f"{server.url}/jwt", "cacert": str(server.cacert)}

    def ask(*cookies: str) -> Any:
        request = {"jsonrpc": "2.0", "id": 1, "method": LOGOUT}
        request["params"] = params | {"cookies": cookies}
        return json.loads(qs_jwt("serve", stdin=json.dumps(request)).out)

    pair = f"{cookie['name']}={cookie['value']}"
    assert ask(pair)["result"]["status"] == 200
    assert ask(pair)["result"]["warnings"][0]["code"] == "SessionEnded"
    for odd in (pair + "\r\nX: y", "a b=c", "novalue"):
        error = ask(odd)["error"]
        assert error["data"]["code"] in {"InvalidValue", "ControlCharacter"}
        assert cookie["value"] not in str(error)


def test_a_release_before_csrf_tokens(qs_jwt: Runner, server: QlikServer) -> None:
    server.site.gives_csrf = False
    done = log_in(qs_jwt, server, QSEOW, "--cookie-file", "jar")
    assert done.result["headers"] == {"X-Qlik-Xrfkey": XRFKEY}
    assert done.result["warnings"] == []
    assert log_out(qs_jwt, server, "jar").code == 0


@pytest.mark.windows
def test_a_logout_without_a_session(qs_jwt: Runner, server: QlikServer) -> None:
    (qs_jwt.folder / "jar").write_text("# Netscape HTTP Cookie File\n")
    other = "other.example\tFALSE\t/\tTRUE\t0\tX-Qlik-Session-jwt\tabc\n"
    (qs_jwt.folder / "other").write_text(other)
    odd = "localhost\tFALSE\t/\tTRUE\t0\tX-Qlik-Session-jwt\ta b\r\n"
    (qs_jwt.folder / "odd").write_text(odd)
    for path in qs_jwt.folder.iterdir():
        path.chmod(0o600)
    for jar in ("jar", "other", "odd"):
        done = log_out(qs_jwt, server, jar)
        assert (done.code, done.error["code"]) == (1, "CookieMissing")
        assert done.error["parameter"] == "cookie_file"
    assert log_out(qs_jwt, server, "none").error["code"] == "FileMissing"
    assert server.requests == []


@needs_curl
def test_a_jar_that_curl_wrote(qs_jwt: Runner, server: QlikServer) -> None:
    jar = qs_jwt.folder / "jar"
    config = f'header = "Authorization: Bearer {qseow_token()}"\n'
    words = ["curl", "-sS", "--noproxy", "*", "--cacert", str(server.cacert), "-c", str(jar)]
    url = f"{server.url}/jwt/qps/user"
    subprocess.run([*words, "--config", "-", url], input=config, text=True, check=True,
                   capture_output=True)  # fmt: skip
    jar.chmod(0o600)
    done = log_out(qs_jwt, server, "jar")
    assert (done.code, done.result) == (0, {"status": 200, "warnings": []})


def test_the_web_integration_of_a_page(qs_jwt: Runner, server: QlikServer) -> None:
    server.tenant.web_integrations.add("wi-1")
    words = ("--web-integration-id", "wi-1")
    result = log_in(qs_jwt, server, CLOUD, *words).result
    assert result["headers"]["qlik-web-integration-id"] == "wi-1"
    assert set(result["headers"]) == {"qlik-web-integration-id", "qlik-csrf-token"}
    for request in server.requests:
        assert request.headers["qlik-web-integration-id"] == "wi-1"
        assert request.query == {"qlik-web-integration-id": "wi-1"}
    refused = log_in(qs_jwt, server, CLOUD, "--web-integration-id", "wi-2").result
    assert (refused["success"], refused["qlik_code"]) == (False, "LOGIN-10")
    assert "no web integration wi-2" in str(refused["causes"])
    for bad in ("a b", "a\r\nb: c", "é", "a" * 200):
        done = log_in(qs_jwt, server, CLOUD, "--web-integration-id", bad)
        assert (done.code, done.error["parameter"]) == (2, "web_integration_id")


def test_each_door_names_its_own(server: QlikServer) -> None:
    """What is usual is told in the names of whoever asked."""
    login = package.login_qscloud(
        url=server.url, jwt=cloud_token(iss="x"), cacert=str(server.cacert)
    )
    assert "expected_issuer compares it" in str(login.causes)
    assert "--" not in str(login.causes)
    assert "--" not in json.dumps(login.to_dict())


def test_a_cookie_file_that_others_may_read(qs_jwt: Runner, server: QlikServer) -> None:
    assert log_in(qs_jwt, server, QSEOW, "--cookie-file", "jar").code == 0
    Path(qs_jwt.folder / "jar").chmod(0o644)
    done = log_out(qs_jwt, server, "jar")
    assert [warning["code"] for warning in done.result["warnings"]] == ["FileOpenToOthers"]
