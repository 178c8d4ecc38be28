"""create-qseow and create-qscloud: what stands in a token, and that openssl agrees."""

import base64
import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import KEYS, Runner
from create_lines import ANNA, ANNA_CLOUD, CLOUD, QSEOW
from handmade import openssl_verifies, parts


@pytest.mark.windows
def test_qseow_payload_is_the_node_tools(qs_jwt: Runner) -> None:
    before = int(time.time())
    done = qs_jwt(
        *QSEOW,
        *ANNA,
        *("--username", "Anna Berg", "--useremail", "anna@example.com", "--audience", "qlik"),
        *("--groups", "sales", "a, b", "--expires", "2h"),
    )
    header, payload = parts(done.out)
    assert done.code == 0
    assert header == {"alg": "RS256", "typ": "JWT"}
    assert list(payload) == [
        "userId",
        "userDirectory",
        "name",
        "email",
        "group",
        "iat",
        "exp",
        "aud",
    ]
    assert payload["userId"] == "anna"
    assert payload["userDirectory"] == "LAB"
    assert payload["group"] == ["sales", "a, b"]
    assert before <= payload["iat"] <= time.time()
    assert payload["exp"] - payload["iat"] == 7200


def test_qseow_leaves_out_what_was_not_given(qs_jwt: Runner) -> None:
    _, payload = parts(qs_jwt(*QSEOW, *ANNA).out)
    assert list(payload) == ["userId", "userDirectory", "iat", "exp"]


def test_qseow_claim_names(qs_jwt: Runner) -> None:
    names = ("--userid-claim", "uid", "--userdir-claim", "udir", "--groups-claim", "teams")
    _, payload = parts(qs_jwt(*QSEOW, *ANNA, *names, "--groups", "x").out)
    assert {name: payload[name] for name in ("uid", "udir", "teams")} == {
        "uid": "anna",
        "udir": "LAB",
        "teams": ["x"],
    }


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        (
            ("--userid", "anna@example.com", "--userid-claim", "email"),
            {"email": "anna@example.com", "userDirectory": "LAB"},
        ),
        (
            ("--userid", "anna", "--userid-claim", "name", "--userdir-claim", "domain"),
            {"name": "anna", "domain": "LAB"},
        ),
        (
            ("--userid", "anna", "--userid-claim", "name", "--username", "anna"),
            {"name": "anna", "userDirectory": "LAB"},
        ),
        (
            ("--userid", "anna", "--userdir-claim", "email", "--useremail", "LAB"),
            {"userId": "anna", "email": "LAB"},
        ),
    ],
)
def test_qseow_claims_that_carry_something_else_elsewhere(
    qs_jwt: Runner, words: tuple[str, ...], claims: dict[str, str]
) -> None:
    done = qs_jwt(*QSEOW, "--userdir", "LAB", *words)
    _, payload = parts(done.out)
    assert payload == claims | {"iat": payload["iat"], "exp": payload["exp"]}
    names = [
        word for at in words if at.endswith("-claim") for word in (at, words[words.index(at) + 1])
    ]
    public = ("--cert-publickey-file", KEYS / "rsa2048.public.pem")
    assert qs_jwt("verify", "--jwt-file", "/dev/stdin", *public, *names, stdin=done.out).code == 0
    body = json.loads(
        qs_jwt("qseow-virtual-proxy", "--prefix", "jwt", "--cert-publickey-file",
               KEYS / "rsa2048.cer", *names).out
    )  # fmt: skip
    assert payload[body["jwtAttributeUserDirectory"]] == "LAB"
    assert payload[body["jwtAttributeUserId"]].startswith("anna")


def test_one_claim_holds_one_value(qs_jwt: Runner) -> None:
    words = ("--userid", "anna", "--userid-claim", "name", "--username", "Anna Berg")
    done = qs_jwt(*QSEOW, "--userdir", "LAB", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == (
        "error: --username: it is 'Anna Berg', but the claim name holds 'anna' of --userid"
    )


@pytest.mark.parametrize("command", ["create-qseow", "qseow-virtual-proxy", "verify"])
@pytest.mark.parametrize(
    "words",
    [
        ("--userid-claim", "sub"),
        ("--userdir-claim", "iss"),
        ("--userid-claim", "email", "--userdir-claim", "email"),
        ("--userid-claim", "userDirectory"),
    ],
)
def test_claim_names_that_do_not_go_together(
    qs_jwt: Runner, command: str, words: tuple[str, ...]
) -> None:
    given: dict[str, tuple[Any, ...]] = {
        "create-qseow": (*QSEOW[1:], *ANNA),
        "qseow-virtual-proxy": ("--prefix", "jwt", "--cert-publickey-file", KEYS / "rsa2048.cer"),
        "verify": ("--jwt", "a.b.c", "--skip-signature"),
    }
    done = qs_jwt(command, *given[command], *words, "--output", "json")
    assert (done.code, done.error["code"]) == (2, "ConflictingOptions")


@pytest.mark.windows
def test_cloud_payload(qs_jwt: Runner) -> None:
    done = qs_jwt(*CLOUD, *ANNA_CLOUD, "--username", "Anna", "--groups", "g1", "group 2")
    header, payload = parts(done.out)
    assert header == {"alg": "RS256", "kid": "key-1", "typ": "JWT"}
    assert payload["subType"] == "user"
    assert payload["name"] == "Anna"
    assert payload["email_verified"] is True
    assert payload["groups"] == ["g1", "group 2"]
    assert payload["aud"] == "qlik.api/login/jwt-session"
    assert payload["iss"] == "lab"
    assert payload["iat"] == payload["nbf"] == payload["exp"] - 3600
    assert len(base64.urlsafe_b64decode(payload["jti"] + "==")) == 32
    assert done.err == ""


@pytest.mark.windows
def test_cloud_subject_is_a_contract(qs_jwt: Runner) -> None:
    """The published vector: changing it would give every user a new identity."""
    _, payload = parts(qs_jwt(*CLOUD, *ANNA_CLOUD).out)
    _, again = parts(qs_jwt(*CLOUD, "--useremail", "ANNA@Example.com", "--useremail-verified").out)
    digest = hashlib.sha256(b"qs-jwt sub 1\0anna@example.com").digest()
    assert payload["sub"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert payload["sub"] == "WZtUvxeB1l-m1LlYMigVMqCokdfaPoQSepGuFuR3CDg"
    assert again["sub"] == payload["sub"]
    assert again["jti"] != payload["jti"]


@pytest.mark.windows
@pytest.mark.parametrize(("word", "value"), [("true", True), ("FALSE", False), ("True", True)])
def test_email_verified_is_a_boolean(qs_jwt: Runner, word: str, value: bool) -> None:
    _, payload = parts(qs_jwt(*CLOUD, "--useremail", "a@b.c", "--useremail-verified", word).out)
    assert payload["email_verified"] is value


def test_cloud_warns_of_what_it_asks_for(qs_jwt: Runner) -> None:
    done = qs_jwt(*CLOUD, "--sub", "anna")
    assert done.code == 0
    assert done.err.count("warning:") == 2
    codes = [
        w["code"] for w in qs_jwt(*CLOUD, "--sub", "anna", "--output", "json").result["warnings"]
    ]
    assert codes == ["CloudName", "CloudEmail"]


@pytest.mark.parametrize(
    ("words", "code", "parameter"),
    [
        ((*CLOUD,), "MissingOption", "sub"),
        ((*CLOUD, "--useremail", "a@b.c"), "MissingOption", "useremail_verified"),
        ((*CLOUD, *ANNA_CLOUD, "--expires", "61m"), "QlikWouldRefuse", "expires"),
        ((*CLOUD, *ANNA_CLOUD, "--algorithm", "RS512"), "InvalidValue", "algorithm"),
        ((*CLOUD[:3], "--sub", "x"), "MissingOption", "keyid"),
        ((*QSEOW, "--userid", "anna"), "MissingOption", "userdir"),
        ((*QSEOW, *ANNA, "--algorithm", "HS256"), "InvalidValue", "algorithm"),
        ((*QSEOW, *ANNA, "--cert-create"), "ConflictingOptions", "cert_create"),
        (("create-qseow", *ANNA), "NoKeySource", "cert_privatekey_file"),
        (("create-qseow", *ANNA, "--cert-create", "false"), "NoKeySource", "cert_privatekey_file"),
        ((*QSEOW, *ANNA, "--key-size", "1024"), "InvalidValue", "key_size"),
        ((*QSEOW, *ANNA, "--cert-create-expires-days", "1e3"), "WrongType", None),
        ((*QSEOW, *ANNA, "--cert-create-expires-days", "0"), "InvalidValue", None),
        ((*QSEOW, *ANNA, "--backdate", "99y"), "InvalidDuration", "backdate"),
        ((*QSEOW, *ANNA, "--claim", "=x"), "InvalidClaim", "claim"),
        ((*QSEOW, *ANNA, "--claim", "department"), "InvalidClaim", "claim"),
        ((*QSEOW, *ANNA, "--claim", "a:={'x':1}"), "InvalidClaim", "claim"),
        ((*QSEOW, *ANNA, "--claim", "a:=NaN"), "InvalidClaim", "claim"),
        ((*QSEOW, *ANNA, "--claim", "a=1", "a=2"), "RepeatedOption", "claim"),
        ((*QSEOW, *ANNA, "--claim", "a\tb=1"), "ControlCharacter", "claim"),
        ((*QSEOW, *ANNA, "--userid-claim", "userDirectory"), "ConflictingOptions", None),
        ((*QSEOW, *ANNA, "--groups-claim", "sub"), "ConflictingOptions", "groups_claim"),
        ((*QSEOW, *ANNA, "--groups-claim", "email"), "ConflictingOptions", "groups_claim"),
        ((*QSEOW, *ANNA, "--cert-passphrase", "secret"), "LiteralPassphrase", "cert_passphrase"),
        ((*QSEOW, *ANNA, "--cert-passphrase", "env:NOT_SET"), "MissingVariable", "cert_passphrase"),
        ((*QSEOW, "--userdir", "LAB", "--userid", "a\nb"), "ControlCharacter", "userid"),
        ((*QSEOW, "--userdir", "LAB", "--userid", ""), "EmptyValue", "userid"),
        ((*QSEOW, "--userdir", " ", "--userid", "anna"), "EmptyValue", "userdir"),
        ((*QSEOW, "--userdir", "LAB", "--userid", b"\xff".decode(errors="surrogateescape")),
         "InvalidText", "userid"),
    ],
)  # fmt: skip
def test_refused_before_anything_happens(
    qs_jwt: Runner, words: tuple[Any, ...], code: str, parameter: str | None
) -> None:
    done = qs_jwt(*words, "--output", "json", "--output-file", "token.jwt")
    assert done.code == 2
    assert done.error["code"] == code
    if parameter:
        assert done.error["parameter"] == parameter
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    assert qs_jwt.files() == set()


@pytest.mark.parametrize(
    "name", ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "userId", "group"]
)
def test_reserved_claims_by_whatever_way(qs_jwt: Runner, name: str) -> None:
    (qs_jwt.folder / "claims.json").write_text(json.dumps({name: "x"}))
    for way in (("--claim", f"{name}=x"), ("--claims-file", "claims.json")):
        done = qs_jwt(*QSEOW, *ANNA, *way, "--output", "json")
        assert (done.code, done.error["code"]) == (2, "ReservedClaim")


def test_a_configured_claim_name_is_reserved_and_the_usual_one_free(qs_jwt: Runner) -> None:
    words = (*QSEOW, *ANNA, "--userid-claim", "uid")
    assert qs_jwt(*words, "--claim", "uid=x").code == 2
    _, payload = parts(qs_jwt(*words, "--claim", "userId=x").out)
    assert payload["userId"] == "x"


@pytest.mark.windows
def test_further_claims(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "claims.json").write_text('{"level": 1, "region": "north"}', encoding="utf-16")
    done = qs_jwt(
        *(*QSEOW, *ANNA, "--claims-file", "claims.json"),
        *("--claim", "region=a=b:=c", 'roles:=["x", {"y": null}]', "--claim", "text=007"),
    )
    _, payload = parts(done.out)
    assert payload["level"] == 1
    assert payload["region"] == "a=b:=c"
    assert payload["roles"] == ["x", {"y": None}]
    assert payload["text"] == "007"


NAMES = [
    "007", "1e5", "True", "null", "None", "a,b", "O'Brien", "x#y", "Åsa 王 🎈", 'two "words" here',
    "[1]", "{}", "-", "--", "-1", "+5", "1_000", "$HOME", "`id`", "a=b", "*", "\\n", "env:HOME",
]  # fmt: skip


@pytest.mark.windows
@pytest.mark.parametrize("name", NAMES)
def test_names_arrive_as_typed(qs_jwt: Runner, name: str) -> None:
    words = (
        *QSEOW,
        "--userdir",
        name,
        "--userid",
        name,
        "--username",
        name,
        "--groups",
        name,
        name,
    )
    _, payload = parts(qs_jwt(*words).out)
    assert payload["userId"] == payload["userDirectory"] == payload["name"] == name
    assert payload["group"] == [name, name]


def test_a_name_like_an_option_by_equals(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, "--userdir=LAB", "--userid=--odd", "--groups=--g", "--groups=h")
    _, payload = parts(done.out)
    assert payload["userId"] == "--odd"
    assert payload["group"] == ["--g", "h"]


def test_names_hold_tab_and_newline(qs_jwt: Runner) -> None:
    _, payload = parts(qs_jwt(*QSEOW, *ANNA, "--username", "Anna\tB\n", "--groups", "a\nb").out)
    assert payload["name"] == "Anna\tB\n"
    assert payload["group"] == ["a\nb"]


@pytest.mark.parametrize("bits", [2048, 3072, 4096])
@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_openssl_takes_every_signature(
    qs_jwt: Runner, openssl: Callable[..., str], tmp_path: Path, bits: int, algorithm: str
) -> None:
    name = "rsa2048.pkcs8" if bits == 2048 else f"rsa{bits}"
    key, public = KEYS / f"{name}.pem", KEYS / f"rsa{bits}.public.pem"
    words = ("create-qseow", "--cert-privatekey-file", key, *ANNA, "--algorithm", algorithm)
    token = qs_jwt(*words).out
    assert parts(token)[0]["alg"] == algorithm
    openssl_verifies(openssl, token, public, tmp_path, f"sha{algorithm[2:]}")
