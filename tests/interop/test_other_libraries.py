"""Tokens of ours taken by other people's libraries, and theirs judged here.

Right and wrong ones alike: an agreement on right tokens alone would not show that
anybody checks anything.
"""

import json
import time
from typing import Any

import pytest

import qs_jwt
from conftest import KEYS, Runner
from handmade import encoded
from peers import PEERS, Sign, Verify, ask
from qs_jwt.rules import Finding

SIZES = {2048: "rsa2048.pkcs8.pem", 3072: "rsa3072.pem", 4096: "rsa4096.pem"}
ALGORITHMS = ("RS256", "RS384", "RS512")
NAME = 'Åsa "王" \\ O\'Brien 🎈\t\u2028'


def public(bits: int) -> str:
    """The public key in the form that every library takes."""
    return (KEYS / f"rsa{bits}.public.pem").read_text()


def ours(qs_jwt: Runner) -> list[tuple[dict[str, Any], int]]:
    """Results of the create commands, with the size of the key that signed."""
    who = ("--username", NAME, "--useremail", "anna@example.com", "--groups", "sales", NAME)
    more = ("--claim", 'deep:={"": [1.5, null, {"x": "\\u0001"}], "n": 9007199254740991}')
    qseow = ("create-qseow", "--userdir", "LAB", "--userid", "007", "--audience", "qlik", *who)
    cloud = ("create-qscloud", "--issuer", "lab", "--keyid", "key 1", "--useremail-verified", *who)
    made = []
    for bits, name in SIZES.items():
        key = ("--cert-privatekey-file", KEYS / name, "--output", "json", *more)
        made += [
            (qs_jwt(*qseow, *key, "--algorithm", algorithm).result, bits)
            for algorithm in ALGORITHMS
        ]
        made.append((qs_jwt(*cloud, *key).result, bits))
    return made


def with_other_payload(token: str, **changes: Any) -> str:
    """A token with claims changed and its signature kept."""
    header, _, signature = token.split(".")
    payload = {"userId": "eve", "userDirectory": "LAB", **changes}
    return f"{header}.{encoded(payload)}.{signature}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], int]]:
    return ours(Runner(tmp_path_factory.mktemp("work")))


@pytest.mark.parametrize("peer", PEERS)
def test_others_read_in_our_tokens_what_we_say_stands_there(
    peer: str, made: list[tuple[dict[str, Any], int]]
) -> None:
    now = int(time.time())
    tasks = [Verify(r["token"], public(bits), r["header"]["alg"], now) for r, bits in made]
    for answer, (result, _) in zip(ask(peer, tasks), made, strict=True):
        assert answer.ok, answer.reason
        assert answer.value == {"header": result["header"], "payload": result["payload"]}
        assert answer.value["payload"]["name"] == NAME


@pytest.mark.parametrize("peer", PEERS)
def test_others_refuse_what_became_of_our_tokens(
    peer: str, made: list[tuple[dict[str, Any], int]]
) -> None:
    """The agreement above means something: each of them checks key, payload, time and alg."""
    now = int(time.time())
    tasks = []
    for result, bits in made:
        token, algorithm = result["token"], result["header"]["alg"]
        other = (KEYS / "other2048.public.pem").read_text()
        tasks += [
            Verify(token, other, algorithm, now),
            Verify(with_other_payload(token, exp=now + 60), public(bits), algorithm, now),
            Verify(token, public(bits), algorithm, result["expires_at"] + 1),
            Verify(token, public(bits), "RS512" if algorithm == "RS256" else "RS256", now),
        ]
    for answer, task in zip(ask(peer, tasks), tasks, strict=True):
        assert not answer.ok, task


def judged(token: str, bits: int = 2048) -> set[str]:
    """The rules that decode and verify find broken, checking with a certificate."""
    key = str(KEYS / f"rsa{bits}.cer")
    decoded = qs_jwt.decode(jwt=token, cert_publickey_file=key)
    verified = qs_jwt.verify(jwt=token, platform="qseow", cert_publickey_file=key)
    broken = errors_of(decoded.findings)
    assert decoded.valid == verified.valid == (not broken), verified.findings
    assert errors_of(verified.findings) == broken
    return broken


def errors_of(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings if finding.severity == "error"}


@pytest.mark.parametrize("peer", PEERS)
def test_tokens_of_others_that_are_right(peer: str) -> None:
    now = int(time.time())
    payload = {"userId": "anna", "name": NAME, "userDirectory": "LAB",
               "iat": now, "nbf": now, "exp": now + 600,
               "deep": {"": [1.5, None, True]}}  # fmt: skip
    cases = [(algorithm, bits) for algorithm in ALGORITHMS for bits in SIZES]
    tasks = [
        Sign(payload, (KEYS / SIZES[bits]).read_text(), algorithm, {"kid": "k"})
        for algorithm, bits in cases
    ]
    for answer, (algorithm, bits) in zip(ask(peer, tasks), cases, strict=True):
        assert answer.ok, answer.reason
        assert judged(answer.value, bits) == set()
        decoded = qs_jwt.decode(jwt=answer.value)
        assert decoded.payload == payload
        assert decoded.header == {"alg": algorithm, "typ": "JWT", "kid": "k"}


@pytest.mark.parametrize("peer", PEERS)
def test_tokens_of_others_that_are_wrong(peer: str) -> None:
    now = int(time.time())
    key = (KEYS / "rsa2048.pkcs8.pem").read_text()
    good = {"userId": "anna", "userDirectory": "LAB", "iat": now, "exp": now + 600}
    cases: list[tuple[Sign, set[str]]] = [
        (Sign(good, (KEYS / "other2048.pem").read_text()), {"Signature"}),
        (Sign(good | {"iat": now - 60, "exp": now - 1}, key), {"Expired"}),
        (Sign(good | {"nbf": now + 300}, key), {"NotYetValid"}),
        (
            Sign(good | {"exp": now - 1}, (KEYS / "other2048.pem").read_text()),
            {"Signature", "Expired"},
        ),
        (Sign(good, key, "PS256"), {"Algorithm"}),
        (Sign(good, "a shared secret of 32 characters", "HS256"), {"Algorithm"}),
        (Sign(good, (KEYS / "ec-p256.pem").read_text(), "ES256"), {"Algorithm"}),
        (Sign(good, "", "none"), {"Algorithm"}),
    ]
    answers = ask(peer, [sign for sign, _ in cases])
    for answer, (sign, broken) in zip(answers, cases, strict=True):
        assert answer.ok, f"{sign.algorithm}: {answer.reason}"
        assert judged(answer.value) == broken, sign
    right = ask(peer, [Sign(good, key)])[0].value
    assert judged(right) == set()
    assert judged(with_other_payload(right, exp=now + 600)) == {"Signature"}


def test_the_certificate_we_make_serves_others(qs_jwt: Runner) -> None:
    """Qlik holds the certificate, not the bare public key: Node's libraries read it too."""
    words = ("create-qseow", "--userdir", "LAB", "--userid", "anna", "--output", "json")
    result = qs_jwt(*words, "--cert-create", "--key-size", "2048").result
    certificate = (qs_jwt.folder / "publickey.cer").read_text()
    task = Verify(result["token"], certificate, "RS256", int(time.time()))
    for peer in ("jsonwebtoken", "jose"):
        (answer,) = ask(peer, [task])
        assert answer.ok, answer.reason
        assert answer.value["payload"] == json.loads(json.dumps(result["payload"]))
