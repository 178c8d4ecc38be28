"""OAuth in Qlik Cloud: the key to register, the assertion, and what is wrong with one."""

import json
import subprocess
import time
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from joserfc.jwk import RSAKey

from conftest import KEYS, Runner
from handmade import private_key
from oauth_client import (
    CERTIFICATE,
    CLIENT,
    CREATE,
    KEY,
    LOGIN,
    PRIVATE,
    TENANT,
    create,
    jwk_of,
    tenant_with_client,
)
from peers import CheckAssertion, ask
from qlik_server import QlikServer

OTHER = KEYS / "other2048.pem"


@pytest.fixture
def server(qs_jwt: Runner) -> Iterator[QlikServer]:
    with tenant_with_client(qs_jwt) as running:
        yield running


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
