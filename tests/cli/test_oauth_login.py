"""OAuth in Qlik Cloud: the access token, what refuses it, and a call with it."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest

import qs_jwt as package
from conftest import KEYS, Runner
from oauth_client import (
    ANNA,
    CLIENT,
    CREATE,
    KEY,
    LOGIN,
    PRIVATE,
    jwk_of,
    log_in,
    tenant_with_client,
)
from qlik_server import Fault, QlikServer
from qs_jwt import errors

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def server(qs_jwt: Runner) -> Iterator[QlikServer]:
    with tenant_with_client(qs_jwt) as running:
        yield running


@needs_curl
def test_the_whole_flow_from_bash(qs_jwt: Runner, server: QlikServer) -> None:
    script = """
        set -euo pipefail
        token() {
            qs-jwt create-qscloud-oauth --url "$URL" --client-id "$ID" \
                --cert-privatekey-file "$KEY" "$@"
        }
        token --output form | curl -sSf --data @- "$URL/oauth/token" > machine.json
        token --output body --impersonate email:anna@example.com |
            curl -sSf -H 'Content-Type: application/json' --data @- "$URL/oauth/token" > anna.json
        for who in machine anna; do
            access=$(sed 's/.*"access_token": "\\([^"]*\\)".*/\\1/' "$who.json")
            curl -sSf -H "Authorization: Bearer $access" "$URL/api/v1/users/me"
        done
        qs-jwt login-qscloud-oauth --url "$URL" --client-id "$ID" --cacert "$CA" \
            --cert-privatekey-file "$KEY" --output curl |
            curl -sSf --config - -X POST "$URL/api/v1/spaces"
    """
    (qs_jwt.folder.parent / f"{qs_jwt.folder.name}-home" / ".curlrc").write_text(
        f'cacert = "{server.cacert}"\nnoproxy = "*"\n'
    )
    variables = {"URL": server.url, "ID": CLIENT, "KEY": str(PRIVATE), "CA": str(server.cacert)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=qs_jwt.folder, env=qs_jwt.environment | variables,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f'"subject": "{CLIENT}"' in done.stdout
    assert f'"subject": "{ANNA["subject"]}"' in done.stdout
    assert f'"ownerId": "{CLIENT}"' in done.stdout


def test_the_whole_flow_from_python(server: QlikServer) -> None:
    given: dict[str, Any] = {
        "url": server.url, "client_id": CLIENT, "cert_privatekey_file": str(PRIVATE),
        "cacert": str(server.cacert),
    }  # fmt: skip
    token = package.login_qscloud_oauth(**given)
    assert server.tenant.oauth.tokens[str(token)] == CLIENT
    assert token.to_dict()["access_token"] == token.access_token == str(token)
    assert str(token) not in repr(token)
    assert 3590 < (token.expires_at or 0) - time.time() <= 3600
    assert (token.token_type, token.scope) == ("Bearer", "user_default")
    as_anna = package.login_qscloud_oauth(**given, impersonate="userid:64f0")
    assert server.tenant.oauth.tokens[str(as_anna)] == ANNA["subject"]

    made = package.create_qscloud_oauth(
        url=server.url, client_id=CLIENT, cert_privatekey_file=str(PRIVATE)
    )
    given = {"url": server.url, "cacert": str(server.cacert), "jwt": str(made)}
    assert package.login_qscloud_oauth(**given).access_token
    with pytest.raises(errors.AccessTokenRefused) as refused:  # each assertion once
        package.login_qscloud_oauth(**given)
    assert "used before" in str(refused.value)
    with pytest.raises(errors.ConflictingOptions):
        package.login_qscloud_oauth(**given, client_id=CLIENT)


def test_json_rpc_and_profiles(qs_jwt: Runner, server: QlikServer) -> None:
    (qs_jwt.folder / "profiles.toml").write_text(
        f"""[lab]
platform = "qscloud-oauth"
url = "{server.url}"
client_id = "{CLIENT}"
cert_privatekey_file = '{PRIVATE}'
cacert = '{server.cacert}'
"""
    )
    (qs_jwt.folder / "profiles.toml").chmod(0o600)
    environment = {"QS_JWT_CONFIG": str(qs_jwt.folder / "profiles.toml")}
    done = qs_jwt(LOGIN, "--profile", "lab", "--output", "json", env=environment)
    assert server.tenant.oauth.tokens[done.result["access_token"]] == CLIENT
    assert qs_jwt(CREATE, "--profile", "lab", env=environment).code == 0
    other = qs_jwt("create-qscloud", "--profile", "lab", "--output", "json", env=environment)
    assert other.error["code"] == "InvalidValue"

    params = {
        "url": server.url, "client_id": CLIENT, "cert_privatekey": PRIVATE.read_text(),
        "cacert": str(server.cacert), "impersonate": "subject:auth0|anna",
    }  # fmt: skip
    line = {"jsonrpc": "2.0", "id": 1, "method": LOGIN, "params": params}
    answer = json.loads(qs_jwt("serve", stdin=json.dumps(line) + "\n").out)
    assert server.tenant.oauth.tokens[answer["result"]["access_token"]] == ANNA["subject"]


@pytest.mark.windows
def test_forms_of_the_access_token(qs_jwt: Runner, server: QlikServer) -> None:
    for output, begin in (("token", ""), ("header", "Authorization: Bearer "),
                          ("curl", 'header = "Authorization: Bearer ')):  # fmt: skip
        done = log_in(qs_jwt, server, "--output", output, "--output-file", output)
        assert (done.code, done.out) == (0, "")
        path = qs_jwt.folder / output
        assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600
        text = path.read_text()
        assert text.startswith(begin)
        assert text.removeprefix(begin).rstrip('"\n') in server.tenant.oauth.tokens
    count = len(server.requests)
    done = log_in(qs_jwt, server, "--output-file", "token", "--output", "json")
    assert (done.error["code"], len(server.requests)) == ("FileExists", count)
    assert log_in(qs_jwt, server, "--insecure").code == 2


def test_no_level_shows_a_token(qs_jwt: Runner, server: QlikServer) -> None:
    done = log_in(qs_jwt, server, "--loglevel", "debug", "--output-file", "t")
    token = (qs_jwt.folder / "t").read_text().strip()
    assert token not in done.err
    assert "eyJ" not in done.err


def other_key(server: QlikServer, run: Runner) -> None:
    jwk = json.loads(run(KEY, "--cert-publickey-file", KEYS / "rsa4096.cer").out)
    server.tenant.oauth.register(CLIENT, jwk | {"kid": jwk_of(run)["kid"]})


def other_algorithm(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.register(CLIENT, jwk_of(run, "--algorithm", "RS512"))


def no_client(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.clients.clear()


def one_grant(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.register(CLIENT, jwk_of(run), "client_credentials")


def other_grant(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.register(CLIENT, jwk_of(run), "urn:qlik:oauth:user-impersonation")


def too_many(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.requests_left = 0


def fails(server: QlikServer, run: Runner) -> None:
    server.fail(Fault.STATUS_500)


def gateway(server: QlikServer, run: Runner) -> None:
    server.fail(Fault.NOT_JSON)


def alias(server: QlikServer, run: Runner) -> None:
    answer = server.tenant.oauth.token
    server.tenant.oauth.token = (  # type: ignore[method-assign]
        lambda kind, body, host: answer(kind, body, "tenant.eu.qlikcloud.com")
    )


def late(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.clock = lambda: time.time() - 7200


def no_user(server: QlikServer, run: Runner) -> None:
    server.tenant.oauth.users.clear()


REFUSALS = [
    (other_key, (), "signature validation failed", "qs-jwt qscloud-oauth-key gives what"),
    (
        other_algorithm,
        (),
        "signature validation failed",
        "with another alg or kid than alg = 'RS256'",
    ),
    (no_client, (), "invalid client", f"no OAuth client with the id '{CLIENT}'"),
    (one_grant, ("--impersonate", "subject:x"), "not allowed", "does not allow user impersonation"),
    (other_grant, (), "grant type is not allowed", "does not allow machine to machine"),
    (no_user, ("--impersonate", "email:a@b"), "user not found", "did not find the user by email"),
    (alias, (), "invalid audience", "not an alias"),
    (late, (), "not valid now", "no OAuth client"),
    (too_many, (), "Too many requests", "100 token requests a minute"),
    (fails, (), "", "try again later"),
    (gateway, (), "", "there is no token endpoint at localhost"),
]


@pytest.mark.parametrize(("cause", "words", "said", "hint"), REFUSALS)
def test_a_refusal_is_explained(
    qs_jwt: Runner, server: QlikServer, cause: Any, words: tuple[str, ...], said: str, hint: str
) -> None:
    cause(server, qs_jwt)
    done = log_in(qs_jwt, server, *words, "--output", "json")
    assert (done.code, done.error["code"]) == (1, "AccessTokenRefused")
    assert said in done.error["message"]
    assert hint in done.error["hint"]
    assert "{" not in done.error["message"] + done.error["hint"]


# those in which a line break would be no directive
SAFER_OUTPUTS = ("token", "json", "header")
LINES: dict[str, dict[str, Any]] = {
    "token": {"access_token": "abc\nurl = evil.example"},
    "carriage return": {"access_token": "abc\rurl = evil.example"},
    "quote": {"access_token": 'abc"'},
    "blank": {"access_token": "a b"},
    "empty": {"access_token": ""},
    "number": {"access_token": 1},
    "long": {"access_token": "x" * 9000},
    "type": {"access_token": "abc", "token_type": "Bearer\nurl = evil.example"},
    "other type": {"access_token": "abc", "token_type": "DPoP"},
    "scope": {"access_token": "abc", "scope": "a\nevil"},
    "life": {"access_token": "abc", "expires_in": "3600"},
    "endless life": {"access_token": "abc", "expires_in": 1e300},
}


@pytest.mark.parametrize(
    "output", ["curl", *(pytest.param(one, marks=pytest.mark.slow) for one in SAFER_OUTPUTS)]
)
@pytest.mark.parametrize("name", LINES)
def test_a_line_break_from_a_server_writes_nothing(
    qs_jwt: Runner, server: QlikServer, name: str, output: str
) -> None:
    body = json.dumps({"token_type": "Bearer", "expires_in": 3600} | LINES[name]).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)
    server.fail(Fault.RAW, raw=[head, body])
    done = log_in(qs_jwt, server, "--output", output, "--output-file", "t")
    assert done.code == 1
    assert "evil" not in done.out + done.err
    assert qs_jwt.files() == set()


def test_no_redirect_is_followed(qs_jwt: Runner, server: QlikServer) -> None:
    for fault in (Fault.REDIRECT_ONCE, Fault.REDIRECT):
        server.fail(fault, location=f"{server.url}/elsewhere?x=secret")
        done = log_in(qs_jwt, server, "--output", "json")
        assert done.error["code"] == "RedirectRefused"
        assert "secret" not in done.out + done.err
    assert {request.path for request in server.requests} == {"/oauth/token"}
