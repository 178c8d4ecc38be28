"""OAuth in Qlik Cloud: the key to register, the assertion, the access token, a call."""

import json
import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from joserfc.jwk import RSAKey

import qs_jwt as package
from conftest import KEYS, Outcome, Runner
from handmade import private_key
from peers import CheckAssertion, ask
from qlik_server import Fault, QlikServer
from qs_jwt import errors

CREATE, KEY, LOGIN = "create-qscloud-oauth", "qscloud-oauth-key", "login-qscloud-oauth"
PRIVATE, CERTIFICATE = KEYS / "rsa2048.pkcs8.pem", KEYS / "rsa2048.cer"
OTHER = KEYS / "other2048.pem"
CLIENT = "0a1b2c3d4e5f"
TENANT = "https://tenant.eu.qlikcloud.com"
ANNA = {"subject": "auth0|anna", "userId": "64f0", "email": "anna@example.com"}

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def server(qs_jwt: Runner) -> Iterator[QlikServer]:
    """A tenant in which the key is registered as qscloud-oauth-key gives it."""
    with QlikServer() as running:
        running.tenant.oauth.register(CLIENT, jwk_of(qs_jwt))
        running.tenant.oauth.users.append(ANNA)
        yield running


def jwk_of(run: Runner, *words: Any) -> dict[str, Any]:
    done = run(KEY, "--cert-publickey-file", CERTIFICATE, *words)
    jwk: dict[str, Any] = json.loads(done.out)
    return jwk


def create(run: Runner, *words: Any, url: str = TENANT) -> Outcome:
    key = ("--cert-privatekey-file", PRIVATE)
    return run(CREATE, "--url", url, "--client-id", CLIENT, *key, *words)


def log_in(run: Runner, server: QlikServer, *words: Any, key: Any = PRIVATE) -> Outcome:
    where = ("--url", server.url, "--cacert", server.cacert, "--timeout", "10s")
    return run(LOGIN, *where, "--client-id", CLIENT, "--cert-privatekey-file", key, *words)


def test_the_key_to_register(qs_jwt: Runner) -> None:
    jwk = jwk_of(qs_jwt)
    assert set(jwk) == {"kty", "kid", "use", "alg", "n", "e"}
    assert (jwk["kty"], jwk["use"], jwk["alg"]) == ("RSA", "sig", "RS256")
    # RFC 7638, by another library
    assert jwk["kid"] == RSAKey.import_key(jwk).thumbprint()
    public = qs_jwt.folder / "public.pem"
    certificate = ["openssl", "x509", "-in", str(CERTIFICATE), "-pubkey", "-noout"]
    subprocess.run([*certificate, "-out", str(public)], check=True)
    done = qs_jwt(KEY, "--cert-publickey-file", public, "--algorithm", "RS512", "--keyid", "k-1")
    assert json.loads(done.out) == {**jwk, "kid": "k-1", "alg": "RS512"}
    assert qs_jwt(KEY).code == 2
    private = qs_jwt(KEY, "--cert-publickey-file", PRIVATE, "--output", "json")
    assert "d" not in json.loads(private.out).get("result", {}).get("jwk", {})
    wrong = qs_jwt(KEY, "--cert-publickey-file", CERTIFICATE, "--algorithm", "ES384")
    assert (wrong.code, "ES384 needs another key" in wrong.err) == (2, True)


@pytest.mark.parametrize("algorithm", ["RS256", "RS512"])
@pytest.mark.parametrize("peer", ["joserfc", "jose"])
def test_other_libraries_take_assertion_and_key(qs_jwt: Runner, peer: str, algorithm: str) -> None:
    token = create(qs_jwt, "--algorithm", algorithm).out.strip()
    jwk = jwk_of(qs_jwt, "--algorithm", algorithm)
    (answer,) = ask(peer, [check(token, jwk)])
    assert answer.ok, answer.reason
    header, payload = answer.value["header"], answer.value["payload"]
    assert header == {"alg": algorithm, "kid": jwk["kid"], "typ": "JWT"}
    assert set(payload) == {"iss", "sub", "aud", "jti", "iat", "exp"}
    assert payload["iss"] == payload["sub"] == CLIENT
    assert payload["aud"] == f"{TENANT}/oauth/token"
    assert str(uuid.UUID(payload["jti"], version=4)) == payload["jti"]


def check(token: str, jwk: dict[str, Any]) -> CheckAssertion:
    return CheckAssertion(token, jwk, CLIENT, f"{TENANT}/oauth/token", int(time.time()))


def test_times(qs_jwt: Runner) -> None:
    def times(*words: str) -> tuple[int, int]:
        payload = json.loads(create(qs_jwt, "--output", "json", *words).out)["result"]["payload"]
        return payload["iat"], payload["exp"]

    before = int(time.time())
    issued, expires = times()
    assert before - 30 <= issued <= int(time.time()) - 30
    assert expires - issued == 300
    issued, expires = times("--expires", "30s")
    assert expires - issued == 60
    issued, expires = times("--expires", "5m", "--backdate", "0")
    assert before <= issued <= int(time.time())
    assert expires - issued == 300
    end = int(time.time()) + 100
    assert times("--expires-at", str(end))[1] == end
    assert create(qs_jwt, "--expires-at", str(end + 400)).code == 2
    done = create(qs_jwt, "--expires", "6m", "--output", "json")
    assert (done.code, done.error["code"]) == (2, "QlikWouldRefuse")
    assert "360 seconds from iat to exp" in done.error["message"]


@pytest.mark.parametrize(
    ("url", "audience"),
    [
        ("https://Tenant.EU.qlikcloud.com", f"{TENANT}/oauth/token"),
        ("https://tenant.eu.qlikcloud.com./", f"{TENANT}/oauth/token"),
        ("https://tenant.eu.qlikcloud.com:443/oauth/token/", f"{TENANT}/oauth/token"),
        ("https://b\u00fccher.example:8443", "https://xn--bcher-kva.example:8443/oauth/token"),
    ],
)
def test_the_audience(qs_jwt: Runner, url: str, audience: str) -> None:
    done = create(qs_jwt, "--output", "json", url=url)
    assert done.result["payload"]["aud"] == audience


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--url", "http://tenant.example"), "InvalidValue"),
        (("--url", f"{TENANT}/api"), "InvalidValue"),
        (("--impersonate", "anna"), "InvalidValue"),
        (("--impersonate", "email:"), "InvalidValue"),
        (("--impersonate", "name:anna"), "InvalidValue"),
        (("--impersonate", "email:a@b", "--output", "form"), "ConflictingOptions"),
        (("--scope", "a\\b"), "InvalidValue"),
        (("--scope", ""), "EmptyValue"),
        (("--algorithm", "RS384"), "InvalidValue"),
        (("--algorithm", "ES384"), "ConflictingOptions"),
        (("--keyid", ""), "EmptyValue"),
        (("--cert-create",), "UnknownOption"),
    ],
)
def test_what_is_refused_before(qs_jwt: Runner, words: tuple[str, ...], code: str) -> None:
    url = () if "--url" in words else ("--url", TENANT)
    given = (*url, "--client-id", CLIENT, "--cert-privatekey-file", PRIVATE, *words)
    done = qs_jwt(CREATE, *given)
    assert done.code == 2
    json_ = () if "--output" in words else ("--output", "json")
    if json_:
        assert qs_jwt(CREATE, *given, *json_).error["code"] == code
    assert qs_jwt.files() == set()


def test_the_hint_at_an_address_is_the_tenants(qs_jwt: Runner) -> None:
    done = create(qs_jwt, "--output", "json", url="tenant.eu.qlikcloud.com")
    assert "https://TENANT.REGION.qlikcloud.com" in done.error["hint"]


def test_no_key(qs_jwt: Runner) -> None:
    for command in (CREATE, LOGIN):
        done = qs_jwt(command, "--url", TENANT, "--client-id", CLIENT, "--output", "json")
        assert (done.code, done.error["code"]) == (2, "NoKeySource")
        assert "create" not in done.error["hint"]


@pytest.mark.windows
def test_requests(qs_jwt: Runner) -> None:
    form = parse_qs(create(qs_jwt, "--output", "form").out.strip(), strict_parsing=True)
    body = json.loads(create(qs_jwt, "--output", "body", "--scope", "user_default", "apps").out)
    assert {name: [value] for name, value in body.items()} == {
        **form, "client_assertion": [body["client_assertion"]], "scope": ["user_default apps"],
    }  # fmt: skip
    assert form["grant_type"] == ["client_credentials"]
    assert form["scope"] == ["user_default"]
    for given, field, value in (
        ("subject:auth0|anna", "subject", "auth0|anna"),
        ("userid:64f0", "userId", "64f0"),
        ("EMAIL:a:b@c", "email", "a:b@c"),
    ):
        body = json.loads(create(qs_jwt, "--output", "body", "--impersonate", given).out)
        assert body["user_lookup"] == {"field": field, "value": value}
        assert body["grant_type"] == "urn:qlik:oauth:user-impersonation"


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


def change(**claims: Any) -> str:
    """An assertion as some other program makes it, for 60 seconds, with one thing changed."""
    now = int(time.time())
    kid, seconds = claims.pop("kid", None), claims.pop("seconds", 60)
    header = {} if kid is None else {"kid": kid}
    key = private_key(claims.pop("key", PRIVATE).name)
    algorithm = claims.pop("alg", "RS256")
    payload = {
        "iss": CLIENT, "sub": CLIENT, "aud": claims.pop("aud", "{aud}"),
        "jti": str(uuid.uuid4()), "iat": now, "exp": now + seconds, **claims,
    }  # fmt: skip
    payload = {name: value for name, value in payload.items() if value is not None}
    signer = jwt.PyJWS()
    return signer.encode(json.dumps(payload).encode(), key, algorithm, header)


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "RS384": ({"alg": "RS384"}, "OauthAlgorithm"),
    "no kid": ({"kid": None}, "OauthKeyId"),
    "kid empty": ({"kid": ""}, "KeyIdText"),
    "kid a path": ({"kid": "/etc/passwd"}, "KeyIdText"),
    "other sub": ({"sub": "anna"}, "OauthClient"),
    "no sub": ({"sub": None}, "OauthClient"),
    "no iss": ({"iss": None}, "OauthClient"),
    "empty client": ({"iss": "", "sub": ""}, "OauthClient"),
    "slash": ({"aud": f"{TENANT}/oauth/token/"}, "OauthAudience"),
    "no path": ({"aud": TENANT}, "OauthAudience"),
    "http": ({"aud": "http://tenant.example/oauth/token"}, "OauthAudience"),
    "JWT login's audience": ({"aud": "qlik.api/login/jwt-session"}, "OauthAudience"),
    "upper case": ({"aud": "https://Tenant.example/oauth/token"}, "OauthAudience"),
    "no aud": ({"aud": None}, "OauthAudience"),
    "no jti": ({"jti": None}, "OauthTokenId"),
    "jti a number": ({"jti": 1}, "OauthTokenId"),
    "no iat": ({"iat": None}, "OauthTimes"),
    "no exp": ({"exp": None}, "OauthTimes"),
    "six minutes": ({"seconds": 360}, "OauthLifetime"),
    "expired": ({"seconds": -50}, "Expired"),
    "exp as text": ({"exp": "soon"}, "TimeFormat"),
    "other key": ({"key": OTHER}, "Signature"),
}


# one for each rule; the rest takes longer
FIRST = {rule: name for name, (_, rule) in reversed(BROKEN.items())}.values()


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in FIRST else pytest.mark.slow) for name in BROKEN],
)
def test_verify_tells_beforehand_what_is_refused(
    qs_jwt: Runner, server: QlikServer, name: str
) -> None:
    changes, rule = BROKEN[name]
    kid = jwk_of(qs_jwt)["kid"]
    audience = f"{server.url}/oauth/token"
    given = {"kid": kid, "aud": audience} | changes
    token = change(**given)
    words = ("--platform", "qscloud-oauth", "--cert-publickey-file", CERTIFICATE)
    done = qs_jwt("verify", "--jwt", "stdin", *words, "--output", "json", stdin=token)
    assert done.code == 1
    found = {f["rule"] for f in done.result["findings"] if f["severity"] == "error"}
    assert found == {rule}
    # and the tenant, written without our rules, does refuse it
    where = ("--url", server.url, "--cacert", server.cacert, "--output", "json")
    refused = qs_jwt(LOGIN, *where, "--jwt", "stdin", stdin=token)
    assert (refused.code, refused.error["code"]) == (1, "AccessTokenRefused")
    if rule != "Signature":  # which no certificate is given to check here
        assert f"[{rule}]" in refused.error["hint"]
    assert token not in refused.out + refused.err


# Qlik's own rules, which no library has
QLIKS_OWN = {"jti a number", "six minutes"}


@pytest.mark.parametrize("peer", ["joserfc", "jose"])
def test_other_libraries_refuse_what_is_broken(qs_jwt: Runner, peer: str) -> None:
    jwk = jwk_of(qs_jwt)
    right = {"kid": jwk["kid"], "aud": f"{TENANT}/oauth/token"}
    names = [name for name in BROKEN if name not in QLIKS_OWN]
    tokens = [change(**right)] + [change(**(right | BROKEN[name][0])) for name in names]
    answers = ask(peer, [check(token, jwk) for token in tokens])
    assert answers[0].ok, answers[0].reason
    taken = [name for name, answer in zip(names, answers[1:], strict=True) if answer.ok]
    assert taken == []
    assert len(names) == 20


def test_verify_knows_an_assertion(qs_jwt: Runner) -> None:
    token = create(qs_jwt).out
    words = ("--cert-publickey-file", CERTIFICATE, "--output", "json")
    done = qs_jwt("verify", "--jwt", "stdin", *words, stdin=token)
    assert (done.code, done.result["platform"]) == (0, "qscloud-oauth")
    assert done.result["findings"] == []


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
