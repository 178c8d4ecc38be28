"""verify: each rule by itself, all at once, and tokens that mean harm."""

import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

from conftest import KEYS, Runner
from handmade import encoded, signed, unsigned
from qs_jwt import rules

PUBLIC = KEYS / "rsa2048.public.pem"
CHECK = ("--cert-publickey-file", PUBLIC)
NOW = int(time.time())
QSEOW = {"userId": "anna", "userDirectory": "LAB", "iat": NOW, "exp": NOW + 3600}
CLOUD = {
    "sub": "s", "subType": "user", "name": "Anna", "email": "a@b.c", "email_verified": True,
    "jti": "j", "iat": NOW, "nbf": NOW, "exp": NOW + 3600,
    "aud": "qlik.api/login/jwt-session", "iss": "lab",
}  # fmt: skip
KID = {"alg": "RS256", "kid": "key-1", "typ": "JWT"}

OAUTH: dict[str, Any] = {
    "iss": "0a1b", "sub": "0a1b", "aud": "https://tenant.example/oauth/token",
    "jti": "52ba9311-2904-4652-a29f-4d1ccdf869c2", "iat": NOW, "exp": NOW + 300,
}  # fmt: skip
AS_OAUTH = ("--platform", "qscloud-oauth")


def without(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in names}


def check(qs_jwt: Runner, token: str, *words: Any) -> Any:
    given = words if "--cert-publickey-file" in words or "--skip-signature" in words else (
        *CHECK, *words
    )  # fmt: skip
    if "--at" not in given:  # the tokens were made when this file was read
        given = (*given, "--at", str(NOW))
    done = qs_jwt("verify", "--jwt", "stdin", *given, "--output", "json", stdin=token)
    assert "Traceback" not in done.err
    assert done.code == (0 if done.result["valid"] else 1)
    return done.result


def broken(qs_jwt: Runner, token: str, *words: Any) -> list[str]:
    return [finding["rule"] for finding in check(qs_jwt, token, *words)["findings"]]


# A token, or how it is checked, for each rule that breaks this rule and no other.
OTHER = jwt.encode(QSEOW, (KEYS / "other2048.pem").read_text(), "RS256")
CASES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "TokenForm": ("a.b", ()),
    "Signature": (OTHER, ()),
    "Algorithm": (unsigned(QSEOW, {"alg": "none"}), ()),
    "CriticalHeader": (signed(QSEOW, {"alg": "RS256", "crit": ["x"], "x": 1}), ()),
    "KeyIdText": (signed(QSEOW, {"alg": "RS256", "kid": 7}), ()),
    "TimeFormat": (signed(QSEOW | {"exp": "soon"}), ()),
    "Expired": (signed(QSEOW | {"exp": NOW - 1}), ()),
    "NotYetValid": (signed(QSEOW | {"nbf": NOW + 600}), ()),
    "IssuedInFuture": (signed(QSEOW | {"iat": NOW + 600}), ()),
    "ExpiresSoon": (signed(QSEOW | {"exp": NOW + 240}), ()),
    "Audience": (signed(QSEOW | {"aud": "qlik"}), ("--expected-audience", "Qlik")),
    "Issuer": (signed(QSEOW | {"iss": "lab"}), ("--expected-issuer", "lab ")),
    "KeyId": (signed(QSEOW, KID), ("--expected-keyid", "key-2")),
    "TokenLength": (signed(QSEOW | {"group": ["g" * 50] * 200}), ()),
    "CertificateExpired": (signed(QSEOW), ("--cert-publickey-file", KEYS / "rsa2048.expired.cer")),
    "CertificateExpiresSoon": (  # it ends on 2126-10-30
        signed(QSEOW | {"exp": 5_000_000_000}),
        ("--cert-publickey-file", KEYS / "rsa2048.cer", "--at", "2126-10-10T12:00:00Z"),
    ),
    "CertificateKeyTooSmall": (
        signed(QSEOW, key="rsa1024.pem"),
        ("--cert-publickey-file", KEYS / "rsa1024.cer"),
    ),
    "CertificateWeakHash": (
        signed(QSEOW),
        ("--cert-publickey-file", KEYS / "rsa2048.sha1.cer"),
    ),
    "CertificateNotYetValid": (  # it begins on 2026-11-23
        signed(without(QSEOW, "iat") | {"exp": 5_000_000_000}),
        ("--cert-publickey-file", KEYS / "rsa2048.cer", "--at", "2026-01-01"),
    ),
    "QseowUserId": (signed(without(QSEOW, "userId") | {"userid": "anna"}), ()),
    "QseowUserDirectory": (signed(QSEOW | {"userDirectory": 7}), ()),
    "PlatformUnknown": (signed(without(QSEOW, "userId", "userDirectory")), ()),
    "UnusableText": (signed(QSEOW | {"name": "a\0b"}), ()),
    "QseowControlCharacter": (signed(QSEOW | {"userId": "an\x1bna"}), ()),
    "QseowInvisibleCharacter": (signed(QSEOW | {"userId": "an\u200bna"}), ()),
    "CloudControlCharacter": (signed(CLOUD | {"sub": "s\x07"}, KID), ()),
    "CloudInvisibleCharacter": (signed(CLOUD | {"sub": "s\u202e"}, KID), ()),
    "QseowOuterBlanks": (signed(QSEOW | {"userId": "anna "}), ()),
    "QseowOuterQuotes": (signed(QSEOW | {"userId": "\u201canna\u201d"}), ()),
    "QseowSeveralInOne": (signed(QSEOW | {"userId": "LAB,bo,Bo Lund,,"}), ()),
    "QseowGroupsInOne": (signed(QSEOW | {"group": ["sales,ops"]}), ()),
    "QseowDirectoryInUserId": (signed(QSEOW | {"userId": "LAB\\anna"}), ()),
    "QseowNoExpiry": (signed(without(QSEOW, "exp")), ()),
    "CloudAlgorithm": (
        jwt.encode(CLOUD, (KEYS / "rsa2048.pkcs8.pem").read_text(), "RS512", {"kid": "k"}),
        (),
    ),
    "CloudKeyId": (signed(CLOUD), ()),
    "CloudIssuer": (signed(without(CLOUD, "iss"), KID), ()),
    "CloudSubject": (signed(CLOUD | {"sub": ""}, KID), ()),
    "CloudSubjectType": (signed(CLOUD | {"subType": "admin"}, KID), ()),
    "CloudName": (signed(without(CLOUD, "name"), KID), ()),
    "CloudEmail": (signed(without(CLOUD, "email"), KID), ()),
    "CloudOuterBlanks": (signed(CLOUD | {"email": "\ta@b.c"}, KID), ()),
    "CloudOuterQuotes": (signed(CLOUD | {"name": "'Anna Berg'"}, KID), ()),
    "CloudSeveralInOne": (signed(CLOUD | {"email": "a@b.c;"}, KID), ()),
    "CloudGroupsInOne": (signed(CLOUD | {"groups": ["sales;ops"]}, KID), ()),
    "CloudEmailVerified": (signed(CLOUD | {"email_verified": "true"}, KID), ()),
    "CloudTokenId": (signed(without(CLOUD, "jti"), KID), ()),
    "CloudTimes": (signed(without(CLOUD, "nbf"), KID), ()),
    "CloudLifetime": (signed(CLOUD | {"exp": NOW + 3601}, KID), ()),
    "CloudAudience": (signed(CLOUD | {"aud": "qlik"}, KID), ()),
    "CloudGroups": (signed(CLOUD | {"groups": "sales"}, KID), ()),
    "QseowAlgorithm": (unsigned(QSEOW, {"alg": "ES384"}), ("--skip-signature",)),
    "OauthAlgorithm": (
        jwt.encode(
            OAUTH, (KEYS / "rsa2048.pkcs8.pem").read_text(), "RS384", KID | {"alg": "RS384"}
        ),
        AS_OAUTH,
    ),
    "OauthKeyId": (signed(OAUTH), AS_OAUTH),
    "OauthClient": (signed(OAUTH | {"sub": "anna"}, KID), AS_OAUTH),
    "OauthAudience": (signed(OAUTH | {"aud": OAUTH["aud"] + "/"}, KID), AS_OAUTH),
    "OauthTokenId": (signed(without(OAUTH, "jti"), KID), AS_OAUTH),
    "OauthTokenIdForm": (signed(OAUTH | {"jti": "1"}, KID), AS_OAUTH),
    "OauthTimes": (signed(without(OAUTH, "iat"), KID), AS_OAUTH),
    "OauthLifetime": (signed(OAUTH | {"exp": NOW + 3600}, KID), AS_OAUTH),
    "CloudGroupSingular": (signed(CLOUD | {"group": ["sales"]}, KID), ()),
}
WARNINGS = {
    rule.id for name in rules.PLATFORMS for rule in rules.book(name) if rule.severity == "warning"
}


def test_every_rule_has_its_case() -> None:
    every = [rule.id for name in rules.PLATFORMS for rule in rules.book(name)]
    assert len(every) == len(set(every))
    assert set(every) == {*CASES, "CertificateKeyNotRsa"}  # which has a test of its own


@pytest.mark.parametrize("rule", CASES)
def test_a_token_that_breaks_one_rule(qs_jwt: Runner, rule: str) -> None:
    token, words = CASES[rule]
    result = check(qs_jwt, token, *words)
    assert [finding["rule"] for finding in result["findings"]] == [rule]
    finding = result["findings"][0]
    assert set(finding) == {"rule", "severity", "found", "expected", "hint"}
    assert all(finding.values())
    assert finding["severity"] == ("warning" if rule in WARNINGS else "error")
    assert result["valid"] is (rule in WARNINGS)


def test_a_certificate_for_another_kind_of_signature(
    qs_jwt: Runner, openssl: Callable[..., str]
) -> None:
    file = qs_jwt.folder / "pss.cer"
    openssl(
        *("req", "-x509", "-new", "-key", KEYS / "rsapss2048.pem"),
        *("-subj", "/CN=pss", "-days", "90", "-out", file),
    )
    words = ("--jwt", signed(QSEOW), "--cert-publickey-file", file, "--output", "json")
    assert qs_jwt("verify", *words).error["code"] == "KeyNotRsa"


def test_a_small_key_without_certificate(qs_jwt: Runner, openssl: Callable[..., str]) -> None:
    file = qs_jwt.folder / "small.pem"
    openssl("pkey", "-in", KEYS / "rsa1024.pem", "-pubout", "-out", file)
    done = qs_jwt(
        *("verify", "--jwt", signed(QSEOW, key="rsa1024.pem"), "--output", "json"),
        *("--cert-publickey-file", file),
    )
    assert [f["rule"] for f in done.result["findings"]] == ["CertificateKeyTooSmall"]
    assert done.err == ""


# Where a rule of every token and one of the platform, or two of either, could see the same fault.
EXPECTED = ("--expected-issuer", "lab", "--expected-keyid", "key-1")
AUDIENCE = ("--expected-audience", "qlik.api/login/jwt-session")
ONE_FAULT: dict[str, tuple[str, tuple[str, ...], str]] = {
    "no issuer": (signed(without(CLOUD, "iss"), KID), EXPECTED, "Issuer"),
    "issuer a number": (signed(CLOUD | {"iss": 5}, KID), EXPECTED, "Issuer"),
    "no key id": (signed(CLOUD), EXPECTED, "KeyId"),
    "key id a number": (signed(CLOUD, KID | {"kid": 5}), EXPECTED, "KeyIdText"),
    "audience": (signed(CLOUD | {"aud": "x"}, KID), AUDIENCE, "Audience"),
    "algorithm": (unsigned(CLOUD, KID | {"alg": "none"}), (), "Algorithm"),
    "time as text": (signed(CLOUD | {"nbf": "1"}, KID), (), "TimeFormat"),
    "time too large": (signed(CLOUD | {"exp": 1e300}, KID), (), "TimeFormat"),
    "no expiry": (signed(without(CLOUD, "exp"), KID), (), "CloudTimes"),
    "made on a clock ahead": (
        signed(CLOUD | {"iat": NOW + 600, "nbf": NOW + 600, "exp": NOW + 4200}, KID),
        (),
        "NotYetValid",
    ),
}


@pytest.mark.parametrize("name", ONE_FAULT)
def test_one_fault_is_one_finding(qs_jwt: Runner, name: str) -> None:
    token, words, rule = ONE_FAULT[name]
    assert broken(qs_jwt, token, *words) == [rule]


def test_a_claim_in_another_case_is_named(qs_jwt: Runner) -> None:
    token = signed(without(QSEOW, "userId") | {"UserID": "anna"})
    finding = check(qs_jwt, token)["findings"][0]
    assert "UserID" in finding["found"]


@pytest.mark.parametrize(("payload", "header"), [(QSEOW, None), (CLOUD, KID)])
def test_a_good_token_breaks_none(qs_jwt: Runner, payload: Any, header: Any) -> None:
    result = check(qs_jwt, signed(payload, header))
    assert result["findings"] == []
    assert result["warnings"] == []
    assert result["signature_checked"] is True
    assert result["platform"] == ("qscloud" if header else "qseow")


@pytest.mark.windows
def test_what_the_create_commands_make_is_good(qs_jwt: Runner) -> None:
    key = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem")
    qseow = qs_jwt("create-qseow", "--userdir", "L", "--userid", "a", "--groups", "g", *key)
    cloud = qs_jwt(
        *("create-qscloud", "--issuer", "i", "--keyid", "k", "--username", "n", "--groups", "g"),
        *("--useremail", "e@example.com", "--useremail-verified", *key),
    )
    for done in (qseow, cloud):
        assert broken(qs_jwt, done.out, "--at", str(int(time.time()))) == []


@pytest.mark.windows
def test_five_faults_are_five_findings(qs_jwt: Runner) -> None:
    payload = without(CLOUD, "jti", "sub") | {"exp": NOW - 10, "nbf": NOW - 8000, "aud": "x"}
    assert sorted(broken(qs_jwt, signed(payload, KID))) == [
        *("CloudAudience", "CloudLifetime", "CloudSubject", "CloudTokenId", "Expired")
    ]


def test_configured_claim_names(qs_jwt: Runner) -> None:
    token = signed(without(QSEOW, "userId") | {"uid": "anna"})
    assert broken(qs_jwt, token, "--userid-claim", "uid") == []
    assert broken(qs_jwt, token, "--userid-claim", "UID", "--platform", "qseow") == ["QseowUserId"]


@pytest.mark.windows
def test_platform(qs_jwt: Runner) -> None:
    assert check(qs_jwt, signed({"exp": NOW + 600}))["platform"] == "none"
    assert len(broken(qs_jwt, signed(QSEOW), "--platform", "qscloud")) > 5
    assert broken(qs_jwt, signed(CLOUD | {"sub": ""}, KID), "--platform", "none") == []


@pytest.mark.parametrize(
    ("header", "claims", "hint"),
    [
        ({"alg": "rs256"}, {}, "write it in capitals"),
        ({"alg": "HS256"}, {}, "that signs with a shared secret"),
        ({"alg": "none"}, {}, "sign with an RSA key"),
        ({"alg": "RS256"}, {"userId": 7}, "write it as text, in quotation marks"),
        ({"alg": "RS256"}, {"userId": ""}, "the claim's name in the token and in the virtual"),
    ],
)
def test_a_hint_that_mends_it(
    qs_jwt: Runner, header: dict[str, Any], claims: dict[str, Any], hint: str
) -> None:
    words = ("--platform", "qseow", "--skip-signature", "--jwt", unsigned(QSEOW | claims, header))
    done = qs_jwt("verify", *words, "--output", "json")
    (found,) = [one for one in done.result["findings"] if one["severity"] == "error"]
    assert found["hint"].startswith(hint)


def test_far_times_are_told_in_days(qs_jwt: Runner) -> None:
    for claims, told in (({"iat": NOW}, "issued in 3 days"), ({"nbf": NOW}, "valid only in 3")):
        words = ("--at", str(NOW - 3 * 86_400 - 5), "--jwt", signed(QSEOW | claims))
        assert told in qs_jwt("verify", *CHECK, *words).out


@pytest.mark.windows
def test_leeway_and_at(qs_jwt: Runner) -> None:
    late = signed(QSEOW | {"exp": NOW - 30})
    assert broken(qs_jwt, late, "--leeway", "1h") == []
    assert broken(qs_jwt, late, "--at", str(NOW - 1000)) == ["IssuedInFuture"]
    assert broken(qs_jwt, signed(QSEOW), "--at", "2099-01-01T00:00:00+01:00") == ["Expired"]
    assert broken(qs_jwt, signed(QSEOW), "--at", "2099-01-01") == ["Expired"]
    assert broken(qs_jwt, signed(QSEOW), "--at", "20990101") == ["Expired"]
    for bad in ("yesterday", "-5", "", "2099-13-01", "9" * 30, "99999999", "999999999999",
                "9999-12-31T23:59:59-23:59"):  # fmt: skip
        done = qs_jwt("verify", "--jwt", signed(QSEOW), *CHECK, "--at", bad)
        assert (done.code, done.out) == (2, "")


def test_a_token_that_ends_with_all_dates(qs_jwt: Runner) -> None:
    token = signed(without(QSEOW, "iat") | {"exp": 253_402_300_799})
    assert broken(qs_jwt, token, "--at", "253402300790") == ["ExpiresSoon"]


def test_without_a_key_only_when_asked(qs_jwt: Runner) -> None:
    done = qs_jwt("verify", "--jwt", signed(QSEOW), "--output", "json")
    assert (done.code, done.error["code"]) == (2, "MissingOption")
    assert "--skip-signature" in done.error["hint"]
    skipped = qs_jwt("verify", "--jwt", signed(QSEOW), "--skip-signature")
    assert skipped.code == 0
    assert "signature NOT checked" in skipped.out
    assert "warning: the signature was NOT checked" in skipped.err
    assert qs_jwt("verify", "--jwt", OTHER, "--skip-signature", *CHECK).code == 2


def test_for_people(qs_jwt: Runner) -> None:
    done = qs_jwt("verify", "--jwt", signed(QSEOW | {"exp": 1_700_000_000}), *CHECK)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == "Token: NOT VALID for qseow"
    assert lines[1].startswith("  error: Expired: expired ")
    assert lines[3].startswith("    hint: ")


def test_warnings_are_not_passed_over_by_the_first_line(qs_jwt: Runner) -> None:
    """Neither by verify nor by decode, whatever it is that they warn of."""
    expired = ("--cert-publickey-file", KEYS / "rsa2048.expired.cer")
    for words, first, last in (
        (("verify",), "Token: valid for qseow, with 1 warning", "valid for qseow, with 2 warnings"),
        (("decode",), "Token: valid, with 1 warning", "Token: valid, with 2 warnings"),
    ):
        soon = int(time.time()) + 60
        done = qs_jwt(*words, "--jwt", signed(QSEOW), *expired)
        assert done.code == 0
        assert first in done.out.splitlines()
        assert "  warning: CertificateExpired: the certificate expired on 2021-01-01" in done.out
        assert last in qs_jwt(*words, "--jwt", signed(QSEOW | {"exp": soon}), *expired).out


def test_decode_is_no_milder_than_verify_with_a_weak_certificate(qs_jwt: Runner) -> None:
    weak = ("--jwt", signed(QSEOW, key="rsa1024.pem"))
    for command in ("verify", "decode"):
        done = qs_jwt(command, *weak, "--cert-publickey-file", KEYS / "rsa1024.cer")
        assert done.code == 1
        assert "  error: CertificateKeyTooSmall: " in done.out


HOSTILE = {
    "none": unsigned(QSEOW, {"alg": "none"}),
    "None": unsigned(QSEOW, {"alg": "None"}),
    "no alg": signed(QSEOW, {}),
    "alg as list": signed(QSEOW, {"alg": ["RS256"]}),
    "b64": signed(QSEOW, {"alg": "RS256", "b64": False, "crit": ["b64"]}),
    "crit empty": signed(QSEOW, {"alg": "RS256", "crit": []}),
    "kid object": signed(QSEOW, {"alg": "RS256", "kid": {}}),
    "exp true": signed(QSEOW | {"exp": True}),
    "exp null": signed(QSEOW | {"exp": None}),
    "exp list": signed(QSEOW | {"exp": [NOW + 1]}),
    "exp negative": signed(QSEOW | {"exp": -1}),
    "exp 1e300": signed(QSEOW | {"exp": 1e300}),
    "exp 1e400": signed(b'{"userId":"a","userDirectory":"b","exp":1e400}'),
    "NaN": signed(b'{"userId":"a","userDirectory":"b","exp":NaN}'),
    "nbf text": signed(QSEOW | {"nbf": "99999999999"}),
    "names twice": signed(b'{"userId":"a","userId":"b","userDirectory":"c"}'),
    "deep": signed(b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}"),
    "not UTF-8": signed(b'{"userId":"\xff"}'),
    "padding": signed(QSEOW) + "=",
    "standard alphabet": signed(QSEOW).replace("-", "+").replace("_", "/"),
    "extra dot": signed(QSEOW) + ".",
    "newline": signed(QSEOW)[:50] + "\n" + signed(QSEOW)[50:],
    "jwe": "eyJ.a.b.c.d",
    "over 1 MiB": "e" * 1_048_577,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", ["verify", "decode"])
def test_hostile(qs_jwt: Runner, command: str, name: str) -> None:
    words = (command, "--jwt-file", "/dev/stdin", *CHECK, "--output", "json")
    done = qs_jwt(*words, stdin=HOSTILE[name])
    assert done.code == 1
    assert "Traceback" not in done.err
    assert len(done.err) < 400
    if '"ok": false' in done.out:
        assert done.error["code"] == "TokenMalformed"
        assert command == "decode"
    else:
        assert done.result["valid"] is False


def test_hmac_with_the_public_key(qs_jwt: Runner) -> None:
    for key in (PUBLIC.read_bytes(), (KEYS / "rsa2048.public.der").read_bytes()):
        text = unsigned(QSEOW, {"alg": "HS256"})[:-1]
        token = f"{text}.{encoded(hmac.digest(key, text.encode(), hashlib.sha256))}"
        assert broken(qs_jwt, token) == ["Algorithm"]


@pytest.mark.parametrize(
    "kid", ["../../etc/passwd", "..", "/dev/null", "C:\\key", "\\\\host\\key", "a\n", "\x1b[31m"]
)
def test_a_key_id_that_is_a_path(qs_jwt: Runner, kid: str) -> None:
    token = signed(QSEOW | {"\u202e": "\u202e"}, {"alg": "RS256", "kid": kid})
    for command in ("verify", "decode"):
        done = qs_jwt(command, "--jwt", token, *CHECK, "--output", "json")
        assert done.code == 1
        assert [finding["rule"] for finding in done.result["findings"]] == ["KeyIdText"]
    text = qs_jwt("decode", "--jwt", token, *CHECK).out
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("kid", ["../../etc/passwd", "/dev/null", "C:\\key"])
def test_what_verify_refuses_is_not_made(qs_jwt: Runner, kid: str) -> None:
    key = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem", "--sub", "s")
    certificate = ("--cert-publickey-file", KEYS / "rsa2048.cer")
    for words in (("create-qscloud", *key), ("qscloud-idp", *certificate)):
        done = qs_jwt(*words, "--issuer", "lab", "--keyid", kid, "--output", "json")
        assert (done.code, done.error["code"]) == (2, "QlikWouldRefuse")
        assert done.error["parameter"] == "keyid"
        assert "[KeyIdText]" in done.error["message"]


def test_a_key_id_with_slashes_is_none(qs_jwt: Runner) -> None:
    key = ("--cert-privatekey-file", KEYS / "rsa2048.pkcs8.pem")
    for kid in ("ZR+iPrkP5j2j9sFIYfjr6RBNAxA=", "/aB3/x+y==", "https://lab.example/keys/1", "a..b"):
        assert broken(qs_jwt, signed(CLOUD, KID | {"kid": kid})) == []
        made = qs_jwt("create-qscloud", "--issuer", "lab", "--keyid", kid, "--sub", "s", *key)
        assert made.code == 0


def test_a_long_token_is_warned_of_when_made(qs_jwt: Runner) -> None:
    done = qs_jwt(
        *("create-qseow", "--userdir", "L", "--userid", "a", "--output", "json"),
        *("--cert-privatekey-file", str(KEYS / "rsa2048.pkcs8.pem"), "--groups", *["g" * 50] * 200),
    )
    assert [warning["code"] for warning in done.result["warnings"]] == ["TokenLength"]


@pytest.mark.parametrize(
    ("payload", "word"),
    [({}, "no claims"), ({"userid": "anna", "userdirectory": "LAB"}, "should be userId")],
)
def test_a_token_of_no_known_platform(qs_jwt: Runner, payload: dict[str, Any], word: str) -> None:
    token = signed(payload | {"exp": NOW + 3600})
    finding = check(qs_jwt, token)["findings"][0]
    assert finding["rule"] == "PlatformUnknown"
    assert word in finding["found"] + finding["hint"] or not payload
    assert check(qs_jwt, token, "--platform", "none")["valid"]
    words = ("--jwt", token, *CHECK, "--at", str(NOW), "--platform", "none")
    assert "no platform's rules were checked" in qs_jwt("verify", *words).out


def test_an_algorithm_by_the_name_of_an_xml_signature(qs_jwt: Runner) -> None:
    uri = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    finding = check(qs_jwt, unsigned(QSEOW, {"alg": uri}))["findings"][0]
    assert (finding["rule"], "RsaSha256Signature" in finding["hint"]) == ("Algorithm", True)


def test_milliseconds(qs_jwt: Runner) -> None:
    finding = check(qs_jwt, signed(QSEOW | {"exp": (NOW + 3600) * 1000}))["findings"][0]
    assert "divide by 1000" in finding["hint"]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_quotes_around_a_token_are_forgiven(qs_jwt: Runner, quote: str) -> None:
    assert check(qs_jwt, f"{quote}{signed(QSEOW)}{quote}\n")["valid"]


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        (("decode", "--jwt", "-"), "--jwt stdin"),
        (("verify", "--cert-publickey", "-", "--jwt", "x"), "--cert-publickey stdin"),
        (("decode", "--jwt-file", "stdin"), "--jwt stdin"),
        (("decode", "--jwt-file", "env:TOKEN"), "--jwt env:NAME"),
    ],
)
def test_standard_input_and_variables_by_another_word(
    qs_jwt: Runner, line: tuple[str, ...], mend: str
) -> None:
    done = qs_jwt(*line, "--output", "json")
    assert mend in done.error["hint"]
