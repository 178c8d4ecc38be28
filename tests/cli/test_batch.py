"""batch: users in, answers out, each with what its row and the options say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import qs_jwt as api
from batches import CLOUD, KEY, QSEOW, Batch, payload
from conftest import KEYS, Runner
from handmade import openssl_verifies
from qs_jwt import commands
from qs_jwt.cli.options import line_parameters


def test_a_thousand_users(qs_jwt: Runner, openssl: Callable[..., str], tmp_path: Path) -> None:
    names = [f"user {number} é" for number in range(1_000)]
    text = "userdir,userid,username\n" + "".join(
        f"LAB,u{n},{name}\n" for n, name in enumerate(names)
    )
    (qs_jwt.folder / "users.csv").write_text(text, encoding="utf-8")
    done = qs_jwt(
        "batch", *QSEOW, "--input", "users.csv", "--output-file", "tokens.jsonl",
        "--expires", "8h", "--claim", "level:=3",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "")
    assert done.err == "info: 1000 of 1000 rows became tokens\n"
    path = qs_jwt.folder / "tokens.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    assert qs_jwt.files() == {"users.csv", "tokens.jsonl"}
    answers = [json.loads(line) for line in path.read_text().splitlines()]
    assert [answer["userid"] for answer in answers] == [f"u{n}" for n in range(1_000)]
    for answer, name in zip(answers, names, strict=True):
        assert set(answer) == {"userdir", "userid", "token"}
        said = payload(answer)
        assert said["userId"] == answer["userid"]
        assert said["name"] == name
        assert said["level"] == 3
        assert said["exp"] - said["iat"] == 8 * 3600
    for answer in answers[::250]:
        openssl_verifies(openssl, answer["token"], KEYS / "rsa2048.public.pem", tmp_path)


@pytest.mark.windows
def test_columns_over_options(batch: Batch) -> None:
    text = (
        "userid,groups,useremail,claims\n"
        'a,x; y;,a@example.com,"{""team"": 1, ""more"": [true]}"\n'
        "b,,,\n"
    )
    a, b = batch.answers(
        text, *QSEOW, "--userdir", "LAB", "--groups", "all", "--useremail", "all@example.com",
        "--claim", "team=none", "--claim", "kept=1",
    )  # fmt: skip
    said = payload(a)
    assert said["userDirectory"] == "LAB"
    assert said["group"] == ["x", "y"]
    assert said["email"] == "a@example.com"
    assert (said["team"], said["more"], said["kept"]) == (1, [True], "1")
    said = payload(b)
    assert (said["group"], said["email"]) == (["all"], "all@example.com")
    assert said["team"] == "none"


def test_cloud(batch: Batch) -> None:
    text = (
        "id,name,mail,useremail_verified,sub\n"
        "9,Anna,Anna@Example.com,TRUE,\n"
        "8,Ben,ben@example.com,false,s-1\n"
        "7,Cleo,,,s-2\n"
        "6,Dan,dan@example.com,,\n"
        "5,Eve,eve@example.com,yes,\n"
    )
    anna, ben, cleo, dan, eve = batch.answers(text, *CLOUD, code=1)
    one = api.create_qscloud(
        issuer="lab", keyid="k", useremail="anna@example.com", useremail_verified=True,
        cert_privatekey_file=KEY,
    )  # fmt: skip
    assert payload(anna)["sub"] == one.payload["sub"]
    assert payload(anna)["email_verified"] is True
    assert payload(anna)["email"] == anna["useremail"] == "Anna@Example.com"
    assert payload(ben)["sub"] == ben["sub"] == "s-1"
    assert payload(ben)["email_verified"] is False
    assert payload(cleo)["name"] == "Cleo"
    assert dan["error"]["code"] == "MissingOption"
    assert eve["error"]["code"] == "WrongType"
    assert len({payload(answer)["jti"] for answer in (anna, ben, cleo)}) == 3


def test_names_that_qlik_uses(batch: Batch) -> None:
    answers = batch.answers(
        "id,userDirectory,userId,name,email\n3f2c,LAB,anna,Anna,a@example.com\n", *QSEOW
    )
    said = payload(answers[0])
    assert (said["userDirectory"], said["userId"], said["name"]) == ("LAB", "anna", "Anna")
    assert said["email"] == "a@example.com"
    assert "3f2c" not in said.values()


@pytest.mark.windows
def test_json_lines(batch: Batch) -> None:
    rows = [
        {"userDirectory": "LAB", "userId": "a", "groups": ["x;y", "z"], "claims": {"n": None}},
        {"userdir": "LAB", "userid": "b", "groups": None},
        {"userdir": "LAB", "userid": 7},
        {"userdir": "LAB", "userid": "c", "groups": "x;y"},
        {"userdir": "LAB", "userid": "d", "userId": "e"},
        {"userdir": "LAB", "userid": "f", "colour": "red"},
        {"userdir": "LAB", "userid": "\ud800"},
        {"userdir": "LAB", "userid": "g", "claims": {"userId": "x"}},
        [],
    ]
    text = "\ufeff" + "\r\n\r\n".join(map(json.dumps, rows)) + "\r\n{\n"
    answers = batch.answers(text, *QSEOW, "--input-format", "jsonl", code=1)
    assert payload(answers[0])["group"] == ["x;y", "z"]
    assert payload(answers[0])["n"] is None
    assert "group" not in payload(answers[1])
    assert [answer["error"]["code"] for answer in answers[2:]] == [
        "WrongType", "WrongType", "RepeatedColumn", "UnknownColumn", "InvalidText",
        "ReservedClaim", "InvalidRow", "InvalidRow",
    ]  # fmt: skip
    assert answers[2]["userdir"] == "LAB"


@pytest.mark.parametrize(
    "names", [("userid", "username", "name"), ("userdir", "useremail", "email")]
)
def test_who_it_is_in_the_claim_of_name_or_email(batch: Batch, names: tuple[str, ...]) -> None:
    option, column, claim = names
    text = f"userdir,userid,{column}\nLAB,anna,Anna Berg\nLAB,bob,\n"
    done = batch(text, *QSEOW, f"--{option}-claim", claim)
    first, second = map(json.loads, done.out.splitlines())
    assert first["error"]["code"] == "ConflictingOptions"
    assert first["error"]["message"].startswith(f"{column}: ")
    assert payload(second)[claim] == {"userid": "bob", "userdir": "LAB"}[option]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--expires", "soon"), "is not a duration"),
        (("--expires", "0"), "no time at all"),
        (("--userid-claim", "sub"), "claim name"),
        (("--claim", "iat:=1"), "reserved"),
        (("--issuer", "lab"), "--issuer is for qscloud"),
        (("--cert-create",), "exclude each other"),
        (("--on-error", "maybe"), "stop or continue"),
        (("--algorithm", "HS256"), "RS256"),
    ],
)
def test_options_that_are_wrong_for_all_users(
    batch: Batch, words: tuple[str, ...], said: str
) -> None:
    """Each is said once, before anything is done, not for each user."""
    done = batch("userdir,userid\nLAB,a\nLAB,b\n", *QSEOW, *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert [line.partition(": ")[0] for line in done.err.splitlines()].count("error") == 1


def test_cloud_rules_hold_for_all(batch: Batch) -> None:
    text = "sub,name\ns,Anna\n"
    done = batch(text, *CLOUD, "--expires", "2h")
    assert (done.code, done.out) == (2, "")
    assert "3600" in done.err
    assert batch(text, *CLOUD, "--expires", "2h", "--allow-long-lifetime").code == 0
    without_keyid = batch(text, *CLOUD[:4], *CLOUD[6:])
    assert without_keyid.code == 2
    assert "--keyid" in without_keyid.err


def test_warnings_are_counted(batch: Batch) -> None:
    done = batch("sub\na\nb\nc\n", *CLOUD)
    assert done.code == 0
    assert "warning: line 2 (so are lines 3 and 4): CloudName: " in done.err
    assert done.err.count("CloudName") == 1
    assert batch("sub\na\n", *CLOUD, "--loglevel", "error").err == ""


def test_a_key_that_cannot_be_used(batch: Batch) -> None:
    for name, code in (("ec-p256.pem", 1), ("nosuch.pem", 1)):
        words = (*QSEOW[:2], "--cert-privatekey-file", str(KEYS / name), "--output-file", "out")
        done = batch.runner("batch", "--input", "-", *words, stdin="userdir,userid\nLAB,a\n")
        assert done.code == code
        assert batch.runner.files() == set()
    assert "no key to sign with" in batch("userid,userdir\na,b\n", *QSEOW[:2]).err


def test_options_are_the_create_commands(qs_jwt: Runner) -> None:
    known = line_parameters(commands.load("batch"))
    for platform in ("qseow", "qscloud"):
        create = commands.load(f"create-{platform}")
        for name, parameter in create.everywhere.items():
            if name != "claims":
                assert name in known, name
                assert known[name].option.kind == parameter.option.kind
    done = qs_jwt("batch", "--help")
    assert "--cert-create-expires-days" in done.out
    assert "--claims-file" in done.out


def test_a_profile_of_the_other_platform(qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "profiles.toml"
    path.write_text(f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\ncert_privatekey_file = "{KEY}"\n')
    config, users = {"QS_JWT_CONFIG": str(path)}, "userid\na\n"
    words = ("batch", "--input", "-", "--output-file", "-", "--profile", "lab")
    done = qs_jwt(*words, env=config, stdin=users)  # the profile's platform
    assert done.code == 0, done.err
    assert payload(json.loads(done.out))["userDirectory"] == "LAB"
    done = qs_jwt(*words, "--platform", "qscloud", env=config, stdin=users)
    assert (done.code, done.out) == (2, "")
    assert "is for qseow" in done.err
