"""create-qseow and create-qscloud: what stands in a token, and that openssl agrees."""

import base64
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import KEYS, Runner
from handmade import openssl_verifies, parts

KEY = KEYS / "rsa2048.pkcs8.pem"
QSEOW = ("create-qseow", "--cert-privatekey-file", KEY)
CLOUD = ("create-qscloud", "--issuer", "lab", "--keyid", "key-1", "--cert-privatekey-file", KEY)
ANNA = ("--userdir", "LAB", "--userid", "anna")
ANNA_CLOUD = ("--useremail", "anna@example.com", "--useremail-verified")
YEAR = 31_557_600  # seconds, as the npm package ms has it


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


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("60m", 3600),
        ("48h", 172_800),
        ("365d", 31_536_000),
        ("5y", 5 * YEAR),
        ("2 days", 172_800),
        ("1.5h", 5400),
        ("120", 120),
        ("1w", 604_800),
        ("1 Week", 604_800),
        (".5h", 1800),
        ("90 secs", 90),
        ("1500ms", 1),
        ("2mo", YEAR // 6),
    ],
)
def test_expires_takes_the_grammar_of_ms(qs_jwt: Runner, text: str, seconds: int) -> None:
    _, payload = parts(qs_jwt(*QSEOW, *ANNA, "--expires", text).out)
    assert payload["exp"] - payload["iat"] == seconds


@pytest.mark.parametrize(
    "text", ["-1h", "0", "1 fortnight", "", "1h30m", "9000y", "1e3", "999ms", "٣h", "h", "9" * 101]
)
def test_expires_refuses(qs_jwt: Runner, text: str) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--expires", text, "--output", "json")
    assert (done.code, done.error["code"]) == (2, "InvalidDuration")
    assert done.error["parameter"] == "expires"


def test_backdate_moves_the_start_and_keeps_the_length(qs_jwt: Runner) -> None:
    _, payload = parts(qs_jwt(*CLOUD, *ANNA_CLOUD, "--backdate", "5m", "--expires", "1h").out)
    assert payload["iat"] == payload["nbf"]
    assert payload["exp"] - payload["nbf"] == 3600
    assert 299 <= time.time() - payload["iat"] <= 330


def test_long_lifetime_on_demand(qs_jwt: Runner) -> None:
    done = qs_jwt(*CLOUD, *ANNA_CLOUD, "--expires", "365d", "--allow-long-lifetime")
    _, payload = parts(done.out)
    assert payload["exp"] - payload["nbf"] == 31_536_030  # it begins 30 seconds ago


@pytest.mark.parametrize(
    ("words", "back", "length"),
    [
        ((), 30, 3600),
        (("--expires", "30s"), 30, 60),
        (("--expires", "3580"), 30, 3600),
        (("--expires", "3570"), 30, 3600),
        (("--expires", "30m"), 30, 1830),
        (("--backdate", "0"), 0, 3600),
        (("--backdate", "10s", "--expires", "1m"), 10, 60),
    ],
)
def test_cloud_forgives_a_clock_that_is_ahead(
    qs_jwt: Runner, words: tuple[str, ...], back: int, length: int
) -> None:
    """Qlik takes no token from the future; the end stays within its hour."""
    before = int(time.time())
    _, payload = parts(qs_jwt(*CLOUD, *ANNA_CLOUD, *words).out)
    assert before - back <= payload["iat"] <= int(time.time()) - back
    assert payload["nbf"] == payload["iat"]
    assert payload["exp"] - payload["nbf"] == length


def test_qseow_begins_now(qs_jwt: Runner) -> None:
    before = int(time.time())
    _, payload = parts(qs_jwt(*QSEOW, *ANNA).out)
    assert before <= payload["iat"] <= int(time.time())


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


@pytest.mark.windows
def test_outputs(qs_jwt: Runner) -> None:
    token = qs_jwt(*QSEOW, *ANNA, "--output", "token").out
    assert token == token.strip() + "\n"
    assert qs_jwt(*QSEOW, *ANNA, "--output=header").out.startswith("Authorization: Bearer ey")
    curl = qs_jwt(*QSEOW, *ANNA, "--output", "curl").out
    assert curl.startswith('header = "Authorization: Bearer ey')
    assert curl.endswith('"\n')
    result = qs_jwt(*QSEOW, *ANNA, "--output", "json").result
    assert set(result) == {
        *("token", "header", "payload", "issued_at", "expires_at", "platform", "user", "warnings")
    }
    assert parts(result["token"]) == (result["header"], result["payload"])
    assert result["expires_at"] == result["payload"]["exp"]


@pytest.mark.windows
def test_minimal_output_is_the_token(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--minimal-output", "--loglevel", "error")
    assert done.out.count(".") == 2
    assert done.err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes and links as POSIX has them")
def test_force_spares_what_is_read_and_what_is_no_file(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "key.pem").write_bytes(KEY.read_bytes())
    (qs_jwt.folder / "link.pem").symlink_to("key.pem")
    os.mkfifo(qs_jwt.folder / "pipe")
    words = ("create-qseow", *ANNA, "--cert-privatekey-file", "key.pem", "--force", "--output")
    for name, code in (
        ("key.pem", "FileExists"),
        ("link.pem", "FileExists"),
        ("pipe", "WriteFailed"),
        ("/dev/null", "WriteFailed"),
        ("/dev/stdout", "WriteFailed"),
    ):
        done = qs_jwt(*words, "json", "--output-file", name)
        assert (done.code, done.error["code"]) == (1, code), name
        assert "--force" not in done.error["hint"]
    assert (qs_jwt.folder / "key.pem").read_bytes() == KEY.read_bytes()
    assert (qs_jwt.folder / "pipe").is_fifo()
    (qs_jwt.folder / "claims.json").write_text("{}")
    (qs_jwt.folder / "words").write_text("secret")
    for option, value, name in (
        ("--claims-file", "claims.json", "./claims.json"),
        ("--cert-passphrase", "file:words", "words"),
    ):
        done = qs_jwt(*words, "json", option, value, "--output-file", name)
        assert (done.code, done.error["code"]) == (1, "FileExists")
    for name in ("claims.json", "words"):
        (qs_jwt.folder / name).unlink()
    made = ("create-qseow", *ANNA, "--cert-create", "--key-size", "2048", "--output-file")
    done = qs_jwt(*made, "./publickey.cer", "--force")
    assert (done.code, "is the name of two files" in done.err) == (2, True)
    assert qs_jwt.files() == {"key.pem", "link.pem", "pipe"}


@pytest.mark.windows
def test_output_file(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--output", "header", "--output-file", "auth.txt")
    file = qs_jwt.folder / "auth.txt"
    assert (done.code, done.out) == (0, "")
    assert file.read_text().startswith("Authorization: Bearer ey")
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600
    again = qs_jwt(*QSEOW, *ANNA, "--output-file", "auth.txt")
    assert again.code == 1
    assert "exists already" in again.err
    assert file.read_text().startswith("Authorization:")
    assert qs_jwt(*QSEOW, *ANNA, "--output-file", "auth.txt", "--force").code == 0
    assert file.read_text().startswith("ey")


@pytest.mark.windows
def test_an_end_instead_of_a_lifetime(qs_jwt: Runner) -> None:
    end = int(time.time()) + 600
    for words in ((*QSEOW, *ANNA), (*CLOUD, *ANNA_CLOUD)):
        _, payload = parts(qs_jwt(*words, "--expires-at", str(end)).out)
        assert payload["exp"] == end
    text = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end))
    assert parts(qs_jwt(*QSEOW, *ANNA, "--expires-at", text).out)[1]["exp"] == end


def test_an_end_that_is_refused(qs_jwt: Runner) -> None:
    now = int(time.time())
    for words, code, parameter in (
        ((*QSEOW, *ANNA, "--expires-at", str(now - 1)), "InvalidDuration", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", "soon"), "InvalidDuration", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", "999999999999"), "InvalidDuration", "expires_at"),
        ((*CLOUD, *ANNA_CLOUD, "--expires-at", str(now + 3700)), "QlikWouldRefuse", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", str(now + 60), "--expires", "1h"),
         "ConflictingOptions", "expires_at"),
        # what belongs to the other option
        ((*QSEOW, *ANNA, "--expires", str(now + 60)), "InvalidDuration", "expires"),
    ):  # fmt: skip
        done = qs_jwt(*words, "--output", "json")
        assert (done.code, done.error["code"]) == (2, code), words
        assert done.error["parameter"] == parameter
        assert "--expires-at" in str(done.error)
    long = (*CLOUD, *ANNA_CLOUD, "--expires-at", str(now + 9000), "--allow-long-lifetime")
    assert parts(qs_jwt(*long).out)[1]["exp"] == now + 9000
