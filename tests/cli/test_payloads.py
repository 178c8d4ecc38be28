"""qscloud-idp and qseow-virtual-proxy: Qlik, set up with their bodies, takes our tokens."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import KEYS, Runner
from qlik_server import QlikServer

CERTIFICATE = ("--cert-publickey-file", KEYS / "rsa2048.cer")
KEY = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem")
IDP = ("qscloud-idp", "--issuer", "lab", "--keyid", "key-1")
PROXY = ("qseow-virtual-proxy", "--prefix", "jwt")
CLOUD = ("create-qscloud", "--issuer", "lab", "--keyid", "key-1", *KEY)
ANNA_CLOUD = ("--username", "Anna", "--useremail", "a@b.c", "--useremail-verified")
ANNA = ("create-qseow", "--userdir", "LAB", "--userid", "anna", *KEY)
XRFKEY = "0123456789abcdEF"
ABOUT = f"qrs/about?Xrfkey={XRFKEY}"
JSON = ("--output", "json")


@pytest.fixture
def server() -> Iterator[QlikServer]:
    with QlikServer() as running:
        yield running


def send(
    server: QlikServer, path: str, token: str = "", *, body: str | None = None, method: str = "POST"
) -> tuple[int, Any]:
    """Send a request; give status and body of the answer."""
    request = urllib.request.Request(  # noqa: S310 - the server of the test
        server.url + path,
        data=None if body is None else body.encode(),
        headers={"X-Qlik-Xrfkey": XRFKEY, "Authorization": f"Bearer {token}"},
        method=method,
    )
    context = ssl.create_default_context(cafile=server.cacert)
    try:
        with urllib.request.urlopen(request, context=context, timeout=20) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read() or "null")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def token_of(qs_jwt: Runner, *words: Any) -> str:
    done = qs_jwt(*words)
    assert done.code == 0, done.err
    return done.out.strip()


def test_qlik_cloud_set_up_takes_the_token(qs_jwt: Runner, server: QlikServer) -> None:
    body = qs_jwt(*IDP, *CERTIFICATE, "--tenant-ids", "T_1-a", "T2", "--description", "O'Brien ä")
    assert (body.code, body.err) == (0, "")
    status, created = send(server, "/api/v1/identity-providers", body=body.out)
    assert status == 201
    assert created["tenantIds"] == ["T_1-a", "T2"]
    assert created["description"] == "O'Brien ä"
    token = token_of(qs_jwt, *CLOUD, *ANNA_CLOUD)
    assert send(server, "/login/jwt-session", token)[0] == 200
    for wrong in (("--issuer", "Lab"), ("--keyid", "key-2")):
        words = [*CLOUD]
        words[words.index(wrong[0]) + 1] = wrong[1]
        assert send(server, "/login/jwt-session", token_of(qs_jwt, *words, *ANNA_CLOUD))[0] == 401


def test_without_tenants_the_body_names_none(qs_jwt: Runner, server: QlikServer) -> None:
    body = qs_jwt(*IDP, *CERTIFICATE, *JSON).result["body"]
    assert "tenantIds" not in body
    assert send(server, "/api/v1/identity-providers", body=json.dumps(body))[0] == 201


def test_a_tolerance_for_clocks(qs_jwt: Runner, server: QlikServer) -> None:
    """Refused without it, for the token begins in the future; taken with it."""
    ahead = ("faketime", "-f", "+60s")
    for tolerance, status in (("30s", 400), ("2m", 200)):
        words = ("--clock-tolerance", tolerance)
        body = qs_jwt(*IDP, *CERTIFICATE, *words, *JSON).result["body"]
        assert send(server, "/api/v1/identity-providers", body=json.dumps(body))[0] == 201
        token = qs_jwt(*CLOUD, *ANNA_CLOUD, "--backdate", "0", prefix=ahead).out.strip()
        assert send(server, "/login/jwt-session", token)[0] == status


@pytest.mark.windows
def test_the_bodies_exactly(qs_jwt: Runner) -> None:
    pem = (KEYS / "rsa2048.cer").read_text()
    assert qs_jwt(*IDP, *CERTIFICATE, "--tenant-ids", "T", *JSON).result["body"] == {
        "tenantIds": ["T"],
        "provider": "external",
        "protocol": "jwtAuth",
        "interactive": False,
        "active": True,
        "description": "qs-jwt",
        "options": {
            "jwtLoginEnabled": True,
            "issuer": "lab",
            "staticKeys": [{"kid": "key-1", "pem": pem.replace("\n", "")}],
        },
    }
    assert qs_jwt(*PROXY, *CERTIFICATE, *JSON).result["body"] == {
        "prefix": "jwt",
        "description": "qs-jwt",
        "sessionCookieHeaderName": "X-Qlik-Session-jwt",
        "authenticationMethod": 4,
        "jwtPublicKeyCertificate": pem,
        "jwtAttributeUserId": "userId",
        "jwtAttributeUserDirectory": "userDirectory",
        "jwtAttributeMap": [
            {"senseAttribute": "group", "jwtAttribute": "group", "isMandatory": False}
        ],
        "websocketCrossOriginWhiteList": [],
        "loadBalancingServerNodes": [],
    }


@pytest.mark.windows
def test_the_text_is_the_body(qs_jwt: Runner) -> None:
    for words in (IDP, PROXY):
        body = qs_jwt(*words, *CERTIFICATE, *JSON).result["body"]
        text = qs_jwt(*words, *CERTIFICATE).out
        assert json.loads(text) == body
        # what is left when `curl -d @-` has taken the line breaks out
        assert json.loads(text.replace("\n", "")) == body


def test_qseow_set_up_takes_the_token(qs_jwt: Runner, server: QlikServer) -> None:
    body = qs_jwt(*PROXY, *CERTIFICATE).out
    path = f"/qrs/virtualproxyconfig?Xrfkey={XRFKEY}"
    assert send(server, path, body=body)[0] == 201
    for algorithm in ("RS256", "RS512"):
        token = token_of(qs_jwt, *ANNA, "--algorithm", algorithm, "--groups", "sales")
        assert send(server, f"/jwt/{ABOUT}", token, method="GET")[0] == 200
    status, user = send(server, "/jwt/qps/user", token, method="GET")
    assert (status, user["userDirectory"], user["userId"]) == (200, "LAB", "anna")


def test_claim_names_agree_by_construction(qs_jwt: Runner, server: QlikServer) -> None:
    """The same options make both sides; a token with other names is refused."""
    names = ("--userid-claim", "uid", "--userdir-claim", "udir", "--groups-claim", "teams")
    shared = (*names, "--audience", "qlik/lab")
    body = qs_jwt(
        *PROXY, *CERTIFICATE, *shared, "--attribute-map", "office=x:y:mandatory", "group=teams",
        "--host-whitelist", "a.example", "b.example", "--session-cookie-header-name", "X-Lab",
        *JSON,
    ).result["body"]  # fmt: skip
    assert body["jwtAudience"] == "qlik/lab"
    assert body["websocketCrossOriginWhiteList"] == ["a.example", "b.example"]
    assert body["jwtAttributeMap"] == [
        {"senseAttribute": "group", "jwtAttribute": "teams", "isMandatory": False},
        {"senseAttribute": "office", "jwtAttribute": "x:y", "isMandatory": True},
    ]
    path = f"/qrs/virtualproxyconfig?Xrfkey={XRFKEY}"
    assert send(server, path, body=json.dumps(body))[0] == 201
    mandatory = ("--claim", "x:y=Lund")
    good = token_of(qs_jwt, *ANNA, *shared, *mandatory)
    assert send(server, f"/jwt/{ABOUT}", good, method="GET")[0] == 200
    for words in ((*ANNA, *mandatory), (*ANNA, *shared)):
        assert send(server, f"/jwt/{ABOUT}", token_of(qs_jwt, *words), method="GET")[0] == 401


def test_the_audience_is_said_to_be_unproven(qs_jwt: Runner) -> None:
    warnings = qs_jwt(*PROXY, *CERTIFICATE, "--audience", "x", *JSON).result["warnings"]
    assert [warning["code"] for warning in warnings] == ["AudienceUnproven"]
    assert qs_jwt(*PROXY, *CERTIFICATE, *JSON).result["warnings"] == []
    assert "linked to a proxy" in qs_jwt(*PROXY, *CERTIFICATE).err


def test_a_mandatory_group(qs_jwt: Runner) -> None:
    words = ("--attribute-map", "group=group:mandatory")
    body = qs_jwt(*PROXY, *CERTIFICATE, *words, *JSON).result["body"]
    assert body["jwtAttributeMap"] == [
        {"senseAttribute": "group", "jwtAttribute": "group", "isMandatory": True}
    ]


@pytest.mark.parametrize("words", [IDP, PROXY])
@pytest.mark.parametrize(
    ("certificate", "status", "code"),
    [
        ((), 2, "MissingOption"),
        (("--cert-publickey-file", KEYS / "rsa2048.public.pem"), 1, "CertificateInvalid"),
        (("--cert-publickey-file", KEYS / "rsa2048.pkcs8.pem"), 1, "CertificateInvalid"),
        (("--cert-publickey-file", KEYS / "ec-p256.cer"), 1, "KeyNotRsa"),
        (("--cert-publickey-file", "nosuch"), 1, "FileMissing"),
        (("--cert-publickey", "x"), 1, "CertificateInvalid"),
    ],
)
def test_no_certificate(
    qs_jwt: Runner, words: tuple[str, ...], certificate: tuple[str, ...], status: int, code: str
) -> None:
    done = qs_jwt(*words, *certificate, *JSON)
    assert (done.code, done.error["code"]) == (status, code)
    assert done.error["parameter"].startswith("cert_publickey")


@pytest.mark.parametrize("words", [IDP, PROXY])
def test_a_certificate_that_will_fail_is_warned_of(qs_jwt: Runner, words: tuple[str, ...]) -> None:
    done = qs_jwt(*words, "--cert-publickey-file", KEYS / "rsa2048.expired.cer", *JSON)
    assert done.code == 0
    assert [warning["code"] for warning in done.result["warnings"]] == ["CertificateExpired"]


@pytest.mark.parametrize(
    ("words", "code", "parameter"),
    [
        (("qscloud-idp", "--issuer", "lab"), "MissingOption", "keyid"),
        (("qscloud-idp", "--issuer", "", "--keyid", "k"), "EmptyValue", "issuer"),
        (("qscloud-idp", "--issuer", "a\nb", "--keyid", "k"), "ControlCharacter", "issuer"),
        ((*IDP, "--tenant-ids", "t.eu.qlikcloud.com"), "InvalidValue", "tenant_ids"),
        ((*IDP, "--tenant-ids", "T", ""), "EmptyValue", "tenant_ids"),
        ((*IDP, "--clock-tolerance", "1.5s"), "InvalidDuration", "clock_tolerance"),
        ((*IDP, "--clock-tolerance", "-1"), "InvalidDuration", "clock_tolerance"),
        ((*IDP, "--description", " "), "EmptyValue", "description"),
        (("qseow-virtual-proxy",), "MissingOption", "prefix"),
        *(
            (("qseow-virtual-proxy", "--prefix", prefix), "InvalidValue", "prefix")
            for prefix in ("JWT", "/jwt", "jwt/", "a/b", "a b", "a#b", "ä", "a?")
        ),
        (("qseow-virtual-proxy", "--prefix", ""), "EmptyValue", "prefix"),
        ((*PROXY, "--userid-claim", "sub"), "ConflictingOptions", "userid_claim"),
        ((*PROXY, "--userdir-claim", "userId"), "ConflictingOptions", "userdir_claim"),
        ((*PROXY, "--groups-claim", "userId"), "ConflictingOptions", "groups_claim"),
        ((*PROXY, "--attribute-map", "mail"), "InvalidValue", "attribute_map"),
        ((*PROXY, "--attribute-map", "=email"), "InvalidValue", "attribute_map"),
        ((*PROXY, "--attribute-map", "mail=:mandatory"), "InvalidValue", "attribute_map"),
        ((*PROXY, "--attribute-map", "a=b", "a=c"), "InvalidValue", "attribute_map"),
        ((*PROXY, "--attribute-map", "group=teams"), "ConflictingOptions", "attribute_map"),
        (
            (*PROXY, "--session-cookie-header-name", "a;b"),
            *("InvalidValue", "session_cookie_header_name"),
        ),
        ((*PROXY, "--host-whitelist", ""), "EmptyValue", "host_whitelist"),
        *(
            ((*PROXY, "--host-whitelist", "a.example", host), "InvalidValue", "host_whitelist")
            for host in ("https://b.example/", "b.example/app", "b.example,c.example", "b c", "b;")
        ),
        ((*PROXY, "--audience", "\t"), "EmptyValue", "audience"),
    ],
)
def test_usage_errors(qs_jwt: Runner, words: tuple[str, ...], code: str, parameter: str) -> None:
    done = qs_jwt(*words, *CERTIFICATE, *JSON)
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["parameter"] == parameter
    assert done.error["hint"]
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("host", "hint"),
    [
        ("https://portal.example.com/", "did you mean portal.example.com?"),
        ("WSS://portal.example.com:8443/app?a=b", "did you mean portal.example.com:8443?"),
        ("a.example.com,b.example.com", "give each host by itself: --host-whitelist A B"),
        (
            "https://a.example/, https://b.example/",
            "give each host by itself: --host-whitelist A B",
        ),
    ],
)
def test_a_host_that_is_none(qs_jwt: Runner, host: str, hint: str) -> None:
    done = qs_jwt(*PROXY, *CERTIFICATE, "--host-whitelist", host)
    assert done.err.splitlines() == [
        f"error: --host-whitelist: '{host}' is no host",
        f"hint: {hint}",
    ]


def test_hosts_as_given(qs_jwt: Runner) -> None:
    hosts = [
        "portal",
        "portal.example.com:8443",
        "*.example.com",
        "10.0.0.1",
        "[::1]:80",
        "https://a.b",
    ]
    body = qs_jwt(*PROXY, *CERTIFICATE, "--host-whitelist", *hosts, *JSON).result["body"]
    assert body["websocketCrossOriginWhiteList"] == hosts


def test_from_a_profile(qs_jwt: Runner) -> None:
    """What a profile holds for the tokens sets Qlik up too."""
    (qs_jwt.folder / "profiles.toml").write_text(
        f"[lab]\nplatform = 'qseow'\nuserid_claim = 'uid'\nprefix = 'lab'\n"
        f"cert_publickey_file = '{CERTIFICATE[1]}'\n"
    )
    env = {"QS_JWT_CONFIG": str(qs_jwt.folder)}
    body = qs_jwt("qseow-virtual-proxy", "--profile", "lab", *JSON, env=env).result["body"]
    assert (body["jwtAttributeUserId"], body["prefix"]) == ("uid", "lab")
    assert qs_jwt(*IDP, "--profile", "lab", env=env).code == 2
