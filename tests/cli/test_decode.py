"""decode: what a token says, and whether it can be believed."""

import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest

from conftest import KEYS, Runner
from handmade import encoded, private_key, signed, unsigned

PRIVATE = private_key("rsa2048.pkcs8.pem")
PUBLIC = KEYS / "rsa2048.public.pem"
CHECK = ("--cert-publickey-file", PUBLIC)
PAYLOAD = {"userId": "anna", "iat": 1_700_000_000, "exp": 4_000_000_000, "aud": "qlik"}


def token(
    payload: Any = None, headers: dict[str, Any] | None = None, algorithm: str = "RS256"
) -> str:
    return jwt.encode(PAYLOAD if payload is None else payload, PRIVATE, algorithm, headers)


@pytest.mark.windows
def test_for_people(qs_jwt: Runner) -> None:
    done = qs_jwt("decode", "--jwt", token())
    assert done.code == 0
    assert "userId  anna" in done.out
    assert "exp     4000000000  (2096-10-02 07:06:40 UTC)" in done.out
    assert "Signature: not checked" in done.out
    assert done.err.startswith("warning: the signature was NOT checked")


@pytest.mark.windows
@pytest.mark.parametrize(
    "way", [("--jwt", "{}"), ("--jwt", "Bearer {}"), ("--jwt", "bearer   {} \n"),
            ("--jwt=Authorization: Bearer {}",)],
)  # fmt: skip
def test_the_token_as_it_is_found(qs_jwt: Runner, way: tuple[str, ...]) -> None:
    words = [word.replace("{}", token()) for word in way]
    assert qs_jwt("decode", *words, *CHECK).code == 0


@pytest.mark.windows
def test_the_token_from_elsewhere(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "t.jwt").write_text(f"Bearer {token()}\r\n", encoding="utf-16")
    assert qs_jwt("decode", "--jwt-file", "t.jwt", *CHECK).code == 0
    assert qs_jwt("decode", "--jwt", "stdin", *CHECK, stdin=token() + "\n").code == 0
    assert qs_jwt("decode", "--jwt", "env:T", *CHECK, env={"T": token()}).code == 0
    assert qs_jwt("decode", *CHECK).code == 2
    assert qs_jwt("decode", "--jwt", "x", "--jwt-file", "t.jwt").code == 2
    assert qs_jwt("decode", "--jwt-file", "nosuch").code == 1


@pytest.mark.parametrize(
    "name",
    ["rsa2048.public.pem", "rsa2048.public.pkcs1.pem", "rsa2048.public.der", "rsa2048.cer",
     "rsa2048.der.cer", "rsa2048.certfirst.pem"],
)  # fmt: skip
def test_every_form_of_public_key(qs_jwt: Runner, name: str) -> None:
    done = qs_jwt("decode", "--jwt", token(), "--cert-publickey-file", KEYS / name)
    assert (done.code, done.err) == (0, "")
    assert "Token: valid" in done.out
    if name.endswith(("pem", ".public.pem")) or name == "rsa2048.cer":
        text = (KEYS / name).read_text()
        assert qs_jwt("decode", "--jwt", token(), "--cert-publickey", text).code == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("rsa2048.pkcs8.pem", "CertificateInvalid"), ("ec-p256.public.pem", "KeyNotRsa"),
     ("ec-p256.cer", "KeyNotRsa"), ("empty.pem", "CertificateInvalid"),
     ("garbage.bin", "CertificateInvalid"), ("rsa2048.version7.cer", "CertificateInvalid"),
     ("nosuch", "FileMissing")],
)  # fmt: skip
def test_no_public_key(qs_jwt: Runner, name: str, code: str) -> None:
    words = ("--cert-publickey-file", KEYS / name, "--output", "json")
    done = qs_jwt("decode", "--jwt", token(), *words)
    assert (done.code, done.error["code"]) == (1, code)


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_algorithms(qs_jwt: Runner, algorithm: str) -> None:
    assert qs_jwt("decode", "--jwt", token(algorithm=algorithm), *CHECK).code == 0


def failed(qs_jwt: Runner, text: str, *words: Any) -> list[str]:
    done = qs_jwt(
        "decode", "--jwt-file", "/dev/stdin", *CHECK, *words, "--output", "json", stdin=text
    )
    assert done.code == 1
    assert "Traceback" not in done.err
    assert done.result["valid"] is False
    return [finding["rule"] for finding in done.result["findings"]]


def test_what_is_wrong_with_it(qs_jwt: Runner) -> None:
    other = jwt.encode(PAYLOAD, (KEYS / "other2048.pem").read_text(), "RS256")
    assert failed(qs_jwt, other) == ["Signature"]
    assert failed(qs_jwt, token()[:-4] + "AAAA") == ["Signature"]
    assert failed(qs_jwt, token(PAYLOAD | {"exp": 1_700_000_001})) == ["Expired"]
    assert failed(qs_jwt, token(PAYLOAD | {"nbf": 3_999_999_999})) == ["NotYetValid"]
    assert failed(qs_jwt, token(), "--expected-audience", "Qlik") == ["Audience"]
    for bad in ("99999999999", True, None, [1], -1, 1e300):
        assert failed(qs_jwt, signed(PAYLOAD | {"exp": bad})) == ["TimeFormat"]


def test_the_header_does_not_choose_the_algorithm(qs_jwt: Runner) -> None:
    body = f"{encoded({'alg': 'none'})}.{encoded(PAYLOAD)}"
    assert failed(qs_jwt, body + ".") == ["Algorithm"]
    text = f"{encoded({'alg': 'HS256'})}.{encoded(PAYLOAD)}"
    keyed = hmac.digest(PUBLIC.read_bytes(), text.encode(), hashlib.sha256)
    assert failed(qs_jwt, f"{text}.{encoded(keyed)}") == ["Algorithm"]
    critical: list[dict[str, Any]] = [
        {"crit": ["x"], "x": 1},
        {"crit": []},
        {"b64": False, "crit": ["b64"]},
    ]
    for headers in critical:
        assert failed(qs_jwt, signed(PAYLOAD, {"alg": "RS256", **headers})) == ["CriticalHeader"]


def test_expected_audience_without_a_key(qs_jwt: Runner) -> None:
    assert qs_jwt("decode", "--jwt", token(), "--expected-audience", "qlik").code == 0
    assert qs_jwt("decode", "--jwt", token(), "--expected-audience", "other").code == 1
    listed = token(PAYLOAD | {"aud": ["other", "qlik"]})
    assert qs_jwt("decode", "--jwt", listed, "--expected-audience", "qlik", *CHECK).code == 0


def test_the_node_tools_json(qs_jwt: Runner) -> None:
    words = ("decode", "--jwt", token(headers={"kid": "k"}), "--minimal-output")
    shown = json.loads(qs_jwt(*words).out)
    assert shown == {"header": {"alg": "RS256", "kid": "k", "typ": "JWT"}, "payload": PAYLOAD}
    checked = json.loads(qs_jwt(*words, *CHECK, "--expected-audience", "qlik").out)
    assert checked["verification"] == {
        "status": "valid",
        "algorithm": "RS256",
        "integrity": True,
        "issuedAt": "2023-11-14T22:13:20.000Z",
        "expiresAt": "2096-10-02T07:06:40.000Z",
        "notBefore": None,
        "currentlyValid": True,
        "keyId": "k",
        "audience": "qlik",
        "audienceMatch": True,
    }
    wrong = qs_jwt(*words, *CHECK, "--expected-audience", "x")
    assert wrong.code == 1
    verification = json.loads(wrong.out)["verification"]
    assert verification["status"] == "invalid"
    assert verification["audienceMatch"] is False
    assert "aud = 'qlik'" in verification["reason"]


@pytest.mark.windows
def test_json(qs_jwt: Runner) -> None:
    result = qs_jwt("decode", "--jwt", token(), "--output", "json").result
    assert result["payload"] == PAYLOAD
    assert (result["issued_at"], result["not_before"], result["expires_at"]) == (
        *(PAYLOAD["iat"], None, PAYLOAD["exp"]),
    )
    assert result["signature_checked"] is False
    assert "valid" not in result
    assert [warning["code"] for warning in result["warnings"]] == ["SignatureNotChecked"]


GOOD = token()
MALFORMED = {
    "empty": "",
    "blank": " \n",
    "one part": "abc",
    "two parts": "a.b",
    "four parts": f"{GOOD}.x",
    "jwe": "a.b.c.d.e",
    "blank inside": GOOD.replace(".", " .", 1),
    "newline inside": GOOD[:40] + "\n" + GOOD[40:],
    "padding": GOOD + "==",
    "standard alphabet": unsigned({"a": 1}) + "ab+/",
    "not canonical": unsigned({"a": 1}) + "ab",
    "cut off": unsigned({"a": 1}) + "abcde",
    "names twice": unsigned(b'{"a":1,"a":2}'),
    "NaN": unsigned(b'{"exp":NaN}'),
    "1e400": unsigned(b'{"exp":1e400}'),
    "digits": unsigned(b'{"exp":' + b"9" * 5000 + b"}"),
    "deep": unsigned(b"[" * 10_000 + b"]" * 10_000),
    "deep object": unsigned(b'{"a":' * 500 + b"1" + b"}" * 500),
    "not UTF-8": unsigned({}, b'{"alg":"\xff"}'),
    "no object": unsigned({}, [1]),
    "text payload": unsigned("text"),
    "too large": "a" * 1_048_577,
    "NUL": "a.b\0.c",
    "other script": "\uff41.\uff42.\uff43",
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a line of the Node tool's log, curl's configuration, two of a loop
        (f"2026-11-27T08:00:00 info: JWT: {GOOD}", "the token stands in other text"),
        (f'header = "Authorization: Bearer {GOOD}"\n', "the token stands in other text"),
        (f"{GOOD}\n{GOOD}\n", "the token stands beside others: there are 2"),
        (f"{GOOD[:76]}\n{GOOD[76:]}", "holds a blank or a line break inside"),
        ("abc", "has 1 part between its dots, not 3"),
        ("a.b", "has 2 parts between its dots, not 3"),
    ],
)
def test_what_stands_around_a_token(qs_jwt: Runner, text: str, told: str) -> None:
    done = qs_jwt("decode", "--jwt", text, "--output", "json")
    assert (done.code, done.error["code"]) == (1, "TokenMalformed")
    assert told in done.error["message"]
    assert "eyJ" not in done.error["message"]
    assert ("eyJ" in done.error["hint"]) == ("stands" in told)


@pytest.mark.parametrize("name", MALFORMED)
def test_no_token(qs_jwt: Runner, name: str) -> None:
    words = ("decode", "--jwt-file", "/dev/stdin", *CHECK, "--output", "json")
    done = qs_jwt(*words, stdin=MALFORMED[name])
    assert (done.code, done.error["code"]) == (1, "TokenMalformed")
    assert done.error["parameter"] == "jwt_file"
    assert len(done.err) < 300
    assert MALFORMED[name][:200] not in done.err or len(MALFORMED[name]) < 20


def test_escape_sequences_do_not_reach_the_terminal(qs_jwt: Runner) -> None:
    done = qs_jwt("decode", "--jwt", token({"name": "\x1b[31mred", "\x1b]0;x\x07": "y"}))
    assert done.code == 0
    assert "\x1b" not in done.out
