"""Whatever is given as a token, decode says what it is; what is created, it reads back."""

import time
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

import qs_jwt
from conftest import KEYS
from handmade import encoded, signed, unsigned
from hostile import (
    CLOUD_CLAIMS,
    QSEOW_CLAIMS,
    attempt,
    changed,
    json_values,
    plain,
    sound_json,
    texts,
)
from qs_jwt import rules
from qs_jwt.errors import AmbiguousAddress
from qs_jwt.payloads import subject_of

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = str(KEYS / "rsa2048.cer")
RIGHT = signed({"userId": "anna", "userDirectory": "LAB", "exp": 4_000_000_000}).encode()

# claims and header fields that are read, with what they should hold and anything else
times = st.one_of(st.integers(-(10**12), 10**400), st.floats(allow_nan=False), json_values)
payloads = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("exp", "nbf", "iat"), times),
        **dict.fromkeys(
            ("iss", "sub", "aud", "jti", "userId", "userDirectory", "group", "groups", "name",
             "email", "email_verified", "subType"),
            json_values,
        ),
    },
)  # fmt: skip
headers = st.fixed_dictionaries(
    {"alg": st.sampled_from(["RS256", "RS256", "RS512", "none", "HS256"]) | json_values},
    optional=dict.fromkeys(("kid", "typ", "crit", "b64", "cty", "jwk", "zip"), json_values),
)


def answered(text: str) -> None:
    """Decode and verify ``text`` in every way: a result to show, or a known error."""
    expected = {"cert_publickey_file": CERTIFICATE, "expected_audience": "qlik"}
    answers = [attempt(qs_jwt.decode, jwt=text, **options) for options in ({}, expected)]
    answers += [
        attempt(qs_jwt.verify, jwt=text, platform=platform, leeway=1, **expected)
        for platform in (None, "qseow", "qscloud")
    ]
    for answer in answers:
        if isinstance(answer, qs_jwt.QsJwtError):
            assert answer.message.isprintable()
            assert len(text) < 30 or text not in answer.message
        else:
            for output in ("text", "json", "minimal"):
                assert answer.render(output).endswith("\n")
    # whatever decode cannot read is a finding of verify, not its failure
    codes = {answer.code for answer in answers[2:] if isinstance(answer, qs_jwt.QsJwtError)}
    assert codes <= {"EmptyValue", "InvalidText"}


@given(st.one_of(texts, st.binary().map(lambda data: data.decode("latin-1"))))
def test_any_text(text: str) -> None:
    answered(text)


@given(changed([RIGHT, b"Bearer " + RIGHT]))
def test_a_token_that_was_damaged(data: bytes) -> None:
    answered(data.decode("latin-1"))


@given(st.binary() | texts.map(lambda t: t.encode(errors="replace")), st.binary(), st.binary())
def test_three_parts_of_anything(header: bytes, payload: bytes, signature: bytes) -> None:
    answered(".".join(map(encoded, (header, payload, signature))))


@given(headers, payloads, st.booleans())
@example({"alg": "RS256"}, {"exp": 1.5, "nbf": 10**400}, True)
def test_anything_where_times_and_names_belong(
    header: dict[str, Any], payload: dict[str, Any], sign: bool
) -> None:
    make = signed if sign else unsigned
    answered(make(payload, header))


@given(headers, payloads)
@example({"alg": "RS256"}, {"exp": 1.5, "nbf": 10**400})
def test_every_rule_has_an_answer_for_every_token(
    header: dict[str, Any], payload: dict[str, Any]
) -> None:
    subject = rules.Subject(
        header, payload, at=time.time(), expected_audience="qlik", expected_issuer="lab",
        expected_keyid="key-1",
    )  # fmt: skip
    for platform in rules.PLATFORMS:
        for rule, finding in rules.broken(platform, subject):
            assert finding.rule == rule.id
            assert finding.found
            assert len(finding.found) < 1000


def test_deep_nesting_is_no_crash() -> None:
    for depth in (99, 100, 101, 1000, 100_000):
        for opening, closing in ('{"a":', "}"), ("[", "]"):
            text = opening * depth + "1" + closing * depth
            answered(f"{encoded({'alg': 'RS256'})}.{encoded(text.encode())}.")
            answered(f"{encoded(text.encode())}.{encoded({})}.")


further = st.dictionaries(plain, sound_json, max_size=5)


@given(plain, plain, st.lists(plain, max_size=3), further, st.integers(60, 10**9))
def test_created_and_read_back(
    userid: str, userdir: str, groups: list[str], claims: dict[str, Any], seconds: int
) -> None:
    assume(not QSEOW_CLAIMS & set(claims))
    token = qs_jwt.create_qseow(
        userid=userid, userdir=userdir, groups=groups, claims=claims, expires=seconds,
        cert_privatekey_file=KEY,
    )  # fmt: skip
    decoded = qs_jwt.decode(jwt=token.token, cert_publickey_file=CERTIFICATE)
    assert decoded.valid
    assert decoded.header == token.header
    assert decoded.payload == token.payload
    assert decoded.payload["userId"] == userid
    assert {name: decoded.payload[name] for name in claims} == claims
    assert decoded.issued_at is not None
    assert decoded.expires_at == decoded.issued_at + seconds
    verified = qs_jwt.verify(jwt=token.token, cert_publickey_file=CERTIFICATE, platform="qseow")
    assert verified.valid
    assert verified.payload == token.payload
    changed_claims = {**decoded.payload, "userId": userid + "x"}
    _, _, signature = token.token.split(".")
    forged = f"{encoded(token.header)}.{encoded(changed_claims)}.{signature}"
    assert not qs_jwt.decode(jwt=forged, cert_publickey_file=CERTIFICATE).valid
    assert not qs_jwt.verify(jwt=forged, cert_publickey_file=CERTIFICATE).valid


@given(plain, plain, plain, further)
def test_a_cloud_token_read_back(
    issuer: str, keyid: str, email: str, claims: dict[str, Any]
) -> None:
    assume(not CLOUD_CLAIMS & set(claims))
    assume(not isinstance(attempt(subject_of, email), AmbiguousAddress))
    tokens = [
        qs_jwt.create_qscloud(
            issuer=issuer, keyid=keyid, useremail=address, useremail_verified=True,
            claims=claims, cert_privatekey_file=KEY,
        )
        for address in (email, email.lower())
    ]  # fmt: skip
    assert len({token.payload["sub"] for token in tokens}) == 1
    assert len({token.payload["jti"] for token in tokens}) == 2
    decoded = qs_jwt.decode(jwt=tokens[0].token, cert_publickey_file=CERTIFICATE)
    assert decoded.valid
    assert decoded.payload == tokens[0].payload
    assert (decoded.header["kid"], decoded.payload["iss"]) == (keyid, issuer)
    verified = qs_jwt.verify(
        jwt=tokens[0].token, cert_publickey_file=CERTIFICATE, expected_issuer=issuer,
        expected_keyid=keyid,
    )  # fmt: skip
    assert (verified.valid, verified.platform) == (True, "qscloud")
