"""The tenant and the site of the test server refuse what Qlik refuses and accept the rest."""

import time
from typing import Any

import pytest

from qlik_examples import (
    CERTIFICATE,
    KEYS,
    ONE_LINE_CERTIFICATE,
    OTHER_KEY,
    Change,
    cloud_token,
    identity_provider,
    qseow_token,
    virtual_proxy,
)
from qlik_platforms import Answer, Refusal
from qlik_site import Site
from qlik_tenant import Tenant

XRFKEY = "0123456789abcDEF"
now = int(time.time())


@pytest.fixture
def tenant() -> Tenant:
    tenant = Tenant()
    tenant.create_identity_provider(identity_provider())
    return tenant


@pytest.fixture
def site() -> Site:
    site = Site()
    site.create_virtual_proxy(virtual_proxy())
    return site


def log_in(tenant: Tenant, token: str) -> Answer:
    try:
        return tenant.login(f"Bearer {token}")
    except Refusal as refusal:
        return refusal.answer


def error_of(answer: Answer) -> Change:
    body: Any = answer.body
    error: Change = body["errors"][0]
    assert error["status"] == str(answer.status)
    return error


def about(
    site: Site, token: str, *, prefix: str = "jwt", query: str = XRFKEY, header: str = XRFKEY
) -> int:
    """Return the status of GET /<prefix>/qrs/about."""
    sent = {
        "authorization": f"Bearer {token}",
        "host": "qlik.example:443",
        "x-qlik-xrfkey": header,
    }
    try:
        return site.call("GET", f"/{prefix}/qrs/about", {"xrfkey": query}, sent).status
    except Refusal as refusal:
        return refusal.answer.status


def test_the_tenant_accepts_a_token_once(tenant: Tenant) -> None:
    token = cloud_token(groups=["sales"], group=["ignored"])
    assert log_in(tenant, token).status == 200
    assert tenant.users["anna"]["groups"] == ["sales"]
    assert "group" not in tenant.users["anna"]
    again = log_in(tenant, token)
    assert again.status == 400
    assert "already been used" in error_of(again)["detail"]


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
    tenant: Tenant, status: int, code: str, detail: str | None, changes: Change
) -> None:
    answer = log_in(tenant, cloud_token(**changes))
    error = error_of(answer)
    assert (answer.status, error["code"]) == (status, code)
    assert (detail or "") in error.get("detail", "")
    assert not answer.headers
    assert not tenant.users


@pytest.mark.parametrize("token", ["", "a.b.c", "a.b.c.d.e", "a" * 9000])
def test_the_tenant_refuses_what_is_no_token(tenant: Tenant, token: str) -> None:
    assert log_in(tenant, token).status == 401


def test_the_tenant_takes_a_numeric_jti_and_a_clock_tolerance(tenant: Tenant) -> None:
    body = identity_provider(kid="tolerant") | {"clockToleranceSec": 600}
    tenant.create_identity_provider(body)
    early: Change = {"jti": 7, "nbf": int(time.time()) + 300}
    assert log_in(tenant, cloud_token(**early)).status == 400
    assert log_in(tenant, cloud_token(kid="tolerant", **early)).status == 200


@pytest.mark.parametrize("body", [{"active": False}, {"options": {"jwtLoginEnabled": False}}])
def test_the_tenant_ignores_a_provider_that_is_off(body: Change) -> None:
    tenant = Tenant()
    whole = identity_provider()
    options = whole["options"] | body.get("options", {})
    tenant.create_identity_provider(whole | body | {"options": options})
    assert log_in(tenant, cloud_token()).status == 401


def test_the_tenant_bars_whom_it_is_told_to(tenant: Tenant) -> None:
    tenant.barred.add("anna")
    answer = log_in(tenant, cloud_token())
    assert (answer.status, error_of(answer)["code"]) == (403, "AUTH-5")


def with_options(**changes: object) -> Change:
    body = identity_provider()
    return body | {"options": body["options"] | changes}


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
        with_options(staticKeys=[{"kid": 1, "pem": ONE_LINE_CERTIFICATE}]),
        identity_provider(pem=CERTIFICATE),
        *(identity_provider(pem=ONE_LINE_CERTIFICATE + tail) for tail in ("\n", "\r", "\r\n", " ")),
        identity_provider(pem=" " + ONE_LINE_CERTIFICATE),
        identity_provider(pem=ONE_LINE_CERTIFICATE.replace("MII", "MIJ", 1)),
        identity_provider(pem="".join((KEYS / "ec-p256.cer").read_text().splitlines())),
        identity_provider(pem="".join((KEYS / "rsa2048.public.pem").read_text().splitlines())),
    ],
)
def test_the_tenant_refuses_an_identity_provider(body: object) -> None:
    with pytest.raises(Refusal) as refused:
        Tenant().create_identity_provider(body)
    assert refused.value.answer.status == 400


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
def test_the_site_refuses(site: Site, changes: Change) -> None:
    assert about(site, qseow_token(**changes)) == 401


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_the_site_takes_each_rsa_algorithm(site: Site, algorithm: str) -> None:
    assert about(site, qseow_token(algorithm=algorithm)) == 200


def test_the_site_takes_a_token_without_expiry_and_any_audience(site: Site) -> None:
    assert about(site, qseow_token(exp=None, aud="anything")) == 200


def test_the_site_asks_for_a_mandatory_attribute(site: Site) -> None:
    attribute = {"senseAttribute": "g", "jwtAttribute": "group", "isMandatory": True}
    changes = {"prefix": "a/b", "sessionCookieHeaderName": "X-B", "jwtAttributeMap": [attribute]}
    site.create_virtual_proxy(virtual_proxy(**changes))
    assert about(site, qseow_token(), prefix="a/b") == 401
    assert about(site, qseow_token(group=["sales"]), prefix="a/b") == 200


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
def test_the_site_asks_for_the_xrfkey_pair(site: Site, query: str, header: str) -> None:
    assert about(site, qseow_token(), query=query, header=header) == 403


def test_the_site_refuses_a_host_an_unlinked_proxy_and_an_unknown_prefix(site: Site) -> None:
    token = qseow_token()
    assert about(site, token, prefix="JWT") == 404
    site.host_allow_list = {"localhost"}
    assert about(site, token) == 403
    site.host_allow_list = {"qlik.example"}
    assert about(site, token) == 200
    site.linked = False
    assert about(site, token) == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"authenticationMethod": 3},
        {"authenticationMethod": True},
        {"prefix": "jwt"},
        {"sessionCookieHeaderName": "X-Qlik-Session-jwt"},
        {"sessionCookieHeaderName": ""},
        {"jwtPublicKeyCertificate": ONE_LINE_CERTIFICATE},
        {"jwtPublicKeyCertificate": (KEYS / "rsa2048.public.pem").read_text()},
        {"jwtPublicKeyCertificate": (KEYS / "ec-p256.cer").read_text()},
        {"jwtAttributeUserId": "sub"},
        {"jwtAttributeUserDirectory": ""},
        {"jwtAttributeMap": ["group"]},
        {"jwtAttributeMap": [{"senseAttribute": "group", "jwtAttribute": "group"}]},
        {"websocketCrossOriginWhiteList": [1]},
    ],
)
def test_the_site_refuses_a_virtual_proxy(site: Site, changes: Change) -> None:
    free = {"prefix": "free", "sessionCookieHeaderName": "X-Free"}
    with pytest.raises(Refusal) as refused:
        site.create_virtual_proxy(virtual_proxy(**free | changes))
    assert refused.value.answer.status == 400
