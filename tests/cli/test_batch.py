"""batch: users in, answers out, whatever the file and the users look like."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import qs_jwt as api
from conftest import COMMAND, KEYS, SECONDS, Outcome, Runner
from handmade import openssl_verifies
from qs_jwt import commands
from qs_jwt.cli.options import line_parameters
from waiting import wait_until, wait_until_read

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = str(KEYS / "rsa2048.cer")
QSEOW = ("--platform", "qseow", "--cert-privatekey-file", KEY)
CLOUD = (
    "--platform", "qscloud", "--issuer", "lab", "--keyid", "k", "--cert-privatekey-file", KEY,
)  # fmt: skip


class Batch:
    """Runs batch over a text, answers on standard output."""

    def __init__(self, runner: Runner):
        self.runner = runner

    def __call__(self, text: str | bytes, *words: str, **options: Any) -> Outcome:
        given = ("--input", "-", "--output-file", "-")
        return self.runner("batch", *given, *words, stdin=text, **options)

    def answers(self, text: str | bytes, *words: str, code: int = 0) -> list[dict[str, Any]]:
        """The answers, after the exit code was looked at."""
        done = self(text, *words)
        assert done.code == code, done.err
        return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture
def batch(qs_jwt: Runner) -> Batch:
    return Batch(qs_jwt)


def payload(answer: dict[str, Any]) -> dict[str, Any]:
    """What the token of an answer says, its signature checked."""
    read = api.decode(jwt=answer["token"], cert_publickey_file=CERTIFICATE)
    assert read.valid
    return read.payload


def test_groups_that_read_like_one(batch: Batch) -> None:
    done = batch('userid,groups\nanna,"sales,ops"\n', *QSEOW, "--userdir", "LAB")
    assert done.code == 0
    assert "QseowGroupsInOne: group = ['sales,ops']" in done.err


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


@pytest.mark.windows
def test_bad_rows_do_not_stop_the_rest(batch: Batch) -> None:
    text = (
        b"\xef\xbb\xbfuserdir,userid,username\r\n"
        b'LAB,a,"An\nna, \xc3\xa9"\r\n'
        b"\r\n"
        b",,\r\n"
        b"LAB,,nobody\r\n"
        b"LAB,b\xff,x\r\n"
        b"LAB,c\r\n"
        b"LAB,d,x,y\r\n"
        b'LAB,"e"f,x\r\n'
        b"LAB,g\0,x\r\n"
        b"LAB,h\x01,x\r\n"
        b"LAB,i,\r\n"
        b"LAB,j," + b"x" * 200_000 + b"\r\n"
        b'LAB,"k,'
    )
    done = batch(text, *QSEOW)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert payload(answers[0])["name"] == "An\nna, é"
    assert "name" not in payload(answers[8])
    errors = {
        6: "MissingOption", 7: "InvalidRow", 8: "InvalidRow", 9: "InvalidRow", 10: "InvalidRow",
        11: "InvalidText", 12: "ControlCharacter", 15: "InvalidRow",
    }  # fmt: skip
    *lines, summary = done.err.splitlines()
    assert [line.split(": ")[:3] for line in lines[:-1]] == [
        ["error", f"line {number}", code] for number, code in errors.items()
    ]
    assert lines[-1].startswith("warning: line 14: TokenLength: ")
    assert summary == "info: 3 of 11 rows became tokens"
    failed = [answer["error"]["code"] for answer in answers if "error" in answer]
    assert failed == list(errors.values())


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", "EmptyInput", "is empty"),
        ("\n\r\n  \n", "EmptyInput", "is empty"),
        ("userdir,userid\n", "EmptyInput", "holds no users"),
        ("userdir,userid\n\n,\n", "EmptyInput", "holds no users"),
        ("userdir,username\nLAB,Anna\n", "MissingColumn", "--userid"),
        ("userdir,userid,userId\nLAB,a,b\n", "RepeatedColumn", "'userid' and 'userId'"),
        ("userdir,userid,email,mail\nLAB,a,b,c\n", "RepeatedColumn", "'email' and 'mail'"),
        ("userdir,userid,usrname\nLAB,a,b\n", "UnknownColumn", "did you mean username?"),
        ("userdir;userid\nLAB;a\n", "UnknownColumn", "commas"),
        ("userdir,userid,sub\nLAB,a,b\n", "UnknownColumn", "other platform"),
        ("userdir,userid,force\nLAB,a,true\n", "UnknownColumn", "--force"),
        ("userdir,userid,expires\nLAB,a,5m\n", "UnknownColumn", "--expires"),
        ("userdir,userid,output_file\nLAB,a,x\n", "UnknownColumn", "--output-file"),
        ("userdir,userid,cert-privatekey-file\nLAB,a,x\n", "UnknownColumn", "same for all"),
        ("userdir,userid,\nLAB,a,x\n", "UnknownColumn", "''"),
        ('"userdir\nLAB', "InvalidRow", "first row"),
        ("[\n{}]", "InvalidRow", "JSON array"),
        ('userdir,userid\n"' + "LAB\n" * 300_000, "InvalidRow", "not closed"),
        ("x" * 1_048_577, "InvalidRow", "longer than"),
    ],
)
def test_files_that_are_refused(batch: Batch, text: str | bytes, code: str, said: str) -> None:
    done = batch(text, *QSEOW[:2], "--cert-create", "--key-size", "2048")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len([line for line in done.err.splitlines() if line.startswith("error: ")]) == 1
    assert batch.runner.files() == set()  # not even a certificate
    refused = next(cls for cls in api.errors.error_classes() if cls.__name__ == code)
    assert issubclass(refused, api.UsageError)


def test_a_quote_that_does_not_close_swallows_nobody(qs_jwt: Runner) -> None:
    """Which rows lie inside it cannot be told, so that nothing after it is guessed."""
    text = "userdir,userid\n" + "LAB,a\n" * 30 + 'LAB,"b\n' + "LAB,c\n" * 30 + 'LAB,"d"\n'
    done = qs_jwt("batch", *QSEOW, "--input", "-", "--output-file", "out.jsonl", stdin=text)
    assert done.code == 1
    assert "a quote opens on line 32" in done.err
    assert "the first 30 answers are in 'out.jsonl.partial'" in done.err
    assert len((qs_jwt.folder / "out.jsonl.partial").read_text().splitlines()) == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("userdir,userid\rLAB,a\r", "save the file with LF or CRLF"),
        ("userdir,userid\nLAB,a\rb\n", "save the file with LF or CRLF"),
    ],
)
def test_line_ends_of_old(batch: Batch, text: str, said: str) -> None:
    done = batch(text, *QSEOW)
    assert done.code in (1, 2)
    assert said in done.err
    assert "universal-newline" not in done.err


@pytest.mark.windows
def test_json_lines_in_utf_16(batch: Batch) -> None:
    text = '{"userdir": "LAB", "userid": "\u00e5sa"}\n'.encode("utf-16")
    (answer,) = batch.answers(text, *QSEOW, "--input-format", "jsonl")
    assert payload(answer)["userId"] == "\u00e5sa"


def test_csv_in_utf_16_and_with_a_line_about_types(batch: Batch) -> None:
    text = '#TYPE Selected.User\r\n"userdir","userid"\r\n"LAB","\u00e5sa"\r\n'
    for data in (text.encode("utf-16"), text):
        (answer,) = batch.answers(data, *QSEOW)
        assert payload(answer)["userId"] == "\u00e5sa"


def test_latin_1_is_named_with_its_line(batch: Batch) -> None:
    done = batch("userdir,userid\nLAB,anna\nLAB,\u00e4rzte\n".encode("latin-1"), *QSEOW)
    assert done.code == 1
    assert "line 3: InvalidRow: is not UTF-8: it holds the byte 0xE4" in done.err
    assert "iconv -f WINDOWS-1252" in done.err


@pytest.mark.parametrize("escape", [False, True])
def test_cells_that_a_spreadsheet_would_run(batch: Batch, escape: bool) -> None:
    text = "userdir,userid\nLAB,=1+1\nLAB,anna\nLAB,@x\n"
    words = ("--output-format", "csv", *(["--escape-formulas"] if escape else []))
    done = batch(text, *QSEOW, *words)
    cells = [row["userid"] for row in csv.DictReader(done.out.splitlines())]
    assert cells == (["'=1+1", "anna", "'@x"] if escape else ["=1+1", "anna", "@x"])
    assert done.err.count("FormulaCell") == (0 if escape else 1)


def test_a_batch_does_not_read_what_it_writes(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userdir,userid\nLAB,anna\n")
    words = " ".join(map(str, ("batch", *QSEOW, "--input", "users.csv", "--output-file", "-")))
    done = qs_jwt(prefix=("bash", "-c", f'exec "$0" {words} >> users.csv'))
    assert (done.code, "same file" in done.err) == (2, True)
    assert (qs_jwt.folder / "users.csv").read_text() == "userdir,userid\nLAB,anna\n"


def test_an_address_that_is_no_identity_is_its_rows_fault(batch: Batch) -> None:
    text = "useremail,useremail-verified\n\u212aarl@x.de,true\nkarl@x.de,true\n"
    cloud = ("--platform", "qscloud", "--issuer", "i", "--keyid", "k")
    done = batch(text, *cloud, *QSEOW[2:])
    first, second = map(json.loads, done.out.splitlines())
    assert first["error"]["code"] == "AmbiguousAddress"
    assert second["token"]


def test_unknown_columns_can_be_ignored(batch: Batch) -> None:
    text = "userdir,userid,colour,force\nLAB,a,red,true\n"
    (answer,) = batch.answers(text, *QSEOW, "--ignore-unknown-columns")
    assert "red" not in payload(answer).values()


def test_a_user_id_in_the_claim_of_the_name(batch: Batch) -> None:
    text = "userdir,userid,username\nLAB,anna,Anna Berg\nLAB,bob,\n"
    done = batch(text, *QSEOW, "--userid-claim", "name")
    first, second = map(json.loads, done.out.splitlines())
    assert first["error"]["code"] == "ConflictingOptions"
    assert first["error"]["message"].startswith("username: ")
    assert payload(second)["name"] == "bob"


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
    assert "warning: 3 rows, the first at line 2: CloudName: " in done.err
    assert done.err.count("CloudName") == 1
    assert batch("sub\na\n", *CLOUD, "--loglevel", "error").err == ""


def test_a_key_that_cannot_be_used(batch: Batch) -> None:
    for name, code in (("ec-p256.pem", 1), ("nosuch.pem", 1)):
        words = (*QSEOW[:2], "--cert-privatekey-file", str(KEYS / name), "--output-file", "out")
        done = batch.runner("batch", "--input", "-", *words, stdin="userdir,userid\nLAB,a\n")
        assert done.code == code
        assert batch.runner.files() == set()
    assert "no key to sign with" in batch("userid,userdir\na,b\n", *QSEOW[:2]).err


def test_one_new_certificate_signs_all(qs_jwt: Runner) -> None:
    words = (
        "batch", "--platform", "qseow", "--userdir", "LAB", "--input", "-",
        "--output-file", "out.jsonl", "--cert-create", "--key-size", "2048",
        "--cert-file-prefix", "lab-",
    )  # fmt: skip
    done = qs_jwt(*words, stdin="userid\na\nb\nc\n")
    assert done.code == 0, done.err
    made = {"lab-privatekey.pem", "lab-publickey.pem", "lab-publickey.cer"}
    assert qs_jwt.files() == {*made, "out.jsonl"}
    certificate = str(qs_jwt.folder / "lab-publickey.cer")
    for line in (qs_jwt.folder / "out.jsonl").read_text().splitlines():
        token = json.loads(line)["token"]
        assert api.decode(jwt=token, cert_publickey_file=certificate).valid
    before = (qs_jwt.folder / "lab-privatekey.pem").read_bytes()
    again = qs_jwt(*words[:8], "other.jsonl", *words[9:], stdin="userid\na\n")
    assert (again.code, "exists already" in again.err) == (1, True)
    assert (qs_jwt.folder / "lab-privatekey.pem").read_bytes() == before
    assert not (qs_jwt.folder / "other.jsonl").exists()


def test_no_file_is_written_over_one_that_is_read_or_written(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userdir,userid\nLAB,a\n")
    (qs_jwt.folder / "key.pem").write_bytes(Path(KEY).read_bytes())
    before = {name: (qs_jwt.folder / name).read_bytes() for name in ("users.csv", "key.pem")}
    words = ("batch", "--platform", "qseow", "--input", "users.csv", "--force", "--output-file")
    for out in ("users.csv", "./key.pem"):
        done = qs_jwt(*words, out, "--cert-privatekey-file", "key.pem")
        assert done.code == 1
        assert "is read by the same command" in done.err
    redirected = ("bash", "-c", 'exec "$0" "$@" <users.csv')
    again = ("batch", *QSEOW, "--input", "-", "--output-file", "users.csv", "--force")
    done = qs_jwt(*again, prefix=redirected)
    assert "is read by the same command" in done.err
    done = qs_jwt(*words, "privatekey.pem", "--cert-create", "--key-size", "2048")
    assert done.code == 2
    assert "is the name of two files" in done.err
    after = {path.name: path.read_bytes() for path in qs_jwt.folder.iterdir()}
    assert after == before


def started(qs_jwt: Runner, rows: bytes, *words: str) -> subprocess.Popen[bytes]:
    """A batch into out.jsonl that was given these rows and waits for more."""
    process = subprocess.Popen(
        [COMMAND, "batch", *words, "--input", "-", "--output-file", "out.jsonl"],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=qs_jwt.folder, env=qs_jwt.environment,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(rows)
    process.stdin.flush()
    return process


def test_a_file_that_appears_meanwhile_costs_no_answer(qs_jwt: Runner) -> None:
    process = started(qs_jwt, b"userdir,userid\nLAB,a\n", *QSEOW)
    wait_until(lambda: list(qs_jwt.folder.glob(".qs-jwt-*/new-0")))
    for name in ("out.jsonl", "out.jsonl.partial"):
        (qs_jwt.folder / name).write_text("mine")
    (qs_jwt.folder / "out.jsonl.partial-2").mkdir()
    said = process.communicate(timeout=SECONDS)[1].decode()
    assert process.returncode == 1
    assert "exists already; the answers are in 'out.jsonl.partial-3'" in said
    for name in ("out.jsonl", "out.jsonl.partial"):
        assert (qs_jwt.folder / name).read_text() == "mine"
    answer = json.loads((qs_jwt.folder / "out.jsonl.partial-3").read_text())
    assert payload(answer)["userId"] == "a"


def test_an_output_file_is_not_replaced_unasked(qs_jwt: Runner) -> None:
    out = qs_jwt.folder / "out.csv"
    out.write_text("mine")
    words = ("batch", *QSEOW, "--input", "-", "--output-file", "out.csv")
    done = qs_jwt(*words, stdin="userdir,userid\nLAB,a\n")
    assert (done.code, out.read_text()) == (1, "mine")
    assert qs_jwt(*words, "--force", stdin="userdir,userid\nLAB,a\n").code == 0
    assert out.read_text().startswith("userdir,userid,token,error\nLAB,a,ey")


@pytest.mark.windows
def test_csv_answers(batch: Batch) -> None:
    text = 'userdir,userid\nLAB,"a,""b"\nLAB,\n'
    done = batch(text, *QSEOW, "--output-format", "csv")
    first, second = csv.DictReader(io.StringIO(done.out))
    assert (first["userid"], first["error"]) == ('a,"b', "")
    assert payload(first)["userId"] == 'a,"b'
    assert (second["userdir"], second["userid"], second["token"]) == ("LAB", "", "")
    assert second["error"] == "MissingOption: qs-jwt create-qseow needs userid"


def test_a_lone_cr_is_quoted(batch: Batch) -> None:
    """Readers take it for the end of a line."""
    text = '{"useremail": "a\\rb@x", "useremail_verified": true, "name": "A"}\n'
    words = ("--input-format", "jsonl", "--output-format", "csv")
    (row,) = csv.DictReader(io.StringIO(batch(text, *CLOUD, *words).out, newline=""))
    assert row["useremail"] == "a\rb@x"
    assert payload(row)["email"] == "a\rb@x"


def test_formats_follow_the_names(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "in.NDJSON").write_text('{"userdir": "LAB", "userid": "a"}')
    for name, first in (("a.csv", "userdir,"), ("a.jsonl", "{"), ("a.txt", "{")):
        words = ("--input", "in.NDJSON", "--output-file", name)
        assert qs_jwt("batch", *QSEOW, *words).code == 0
        assert (qs_jwt.folder / name).read_text().startswith(first)


@pytest.mark.windows
def test_stop_at_the_first_error(qs_jwt: Runner) -> None:
    text = "userdir,userid\n" + "LAB,a\n" * 40 + "LAB,\n" + "LAB,b\n" * 1_000
    words = ("batch", *QSEOW, "--input", "-", "--on-error", "stop", "--output-file")
    done = qs_jwt(*words, "out.jsonl", stdin=text)
    assert done.code == 1
    assert done.err.splitlines() == [
        "error: line 42: MissingOption: qs-jwt create-qseow needs userid",
        "error: stopped at line 42; the first 41 answers are in 'out.jsonl.partial'",
    ]
    assert qs_jwt.files() == {"out.jsonl.partial"}
    lines = (qs_jwt.folder / "out.jsonl.partial").read_text().splitlines()
    assert ["token" in json.loads(line) for line in lines] == [True] * 40 + [False]
    done = qs_jwt(*words, "-", stdin=text)
    assert (done.code, len(done.out.splitlines())) == (1, 41)
    assert "are on standard output" in done.err
    qs_jwt(*words, "out.jsonl", stdin=text)
    assert qs_jwt.files() == {"out.jsonl.partial", "out.jsonl.partial-2"}


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted(qs_jwt: Runner, number: int, code: int) -> None:
    process = started(qs_jwt, b"userdir,userid\n" + b"LAB,a\n" * 2_000, *QSEOW)
    wait_until(
        lambda: any(
            staged.stat().st_size > 100_000 for staged in qs_jwt.folder.glob(".qs-jwt-*/new-0")
        )
    )
    process.send_signal(number)
    said = process.communicate(timeout=SECONDS)[1].decode()
    assert process.returncode == code
    assert qs_jwt.files() == {"out.jsonl.partial"}
    lines = (qs_jwt.folder / "out.jsonl.partial").read_text().splitlines()
    assert said.endswith(f"the first {len(lines)} answers are in 'out.jsonl.partial'\n")
    assert all(payload(json.loads(line))["userId"] == "a" for line in lines[-20:])


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
@pytest.mark.parametrize(
    "name",
    ["SIGINT", *(pytest.param(one, marks=pytest.mark.slow) for one in ("SIGTERM", "SIGHUP"))],
)
def test_a_second_signal_does_not_cut_off_what_saves_the_work(qs_jwt: Runner, name: str) -> None:
    """As when a terminal is closed, or somebody is impatient: it comes right then."""
    impatient = (
        "import os, signal\n"
        "sync = os.fsync\n"
        f"os.fsync = lambda file: (signal.raise_signal(signal.{name}), sync(file))\n"
        "from qs_jwt.__main__ import main\n"
        "main()\n"
    )
    words = ("batch", *QSEOW, "--input", "-", "--output-file", "o.jsonl")
    process = subprocess.Popen(
        [sys.executable, "-c", impatient, *words],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=qs_jwt.folder, env=qs_jwt.environment,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(b"userdir,userid\n" + b"LAB,a\n" * 500)
    process.stdin.flush()
    wait_until(lambda: any(p.stat().st_size for p in qs_jwt.folder.glob(".qs-jwt-*/new-0")))
    process.send_signal(getattr(signal, name))
    said = process.communicate(timeout=SECONDS)[1].decode()
    lines = (qs_jwt.folder / "o.jsonl.partial").read_text().splitlines()
    assert f"the first {len(lines)} answers are in 'o.jsonl.partial'" in said
    assert qs_jwt.files() == {"o.jsonl.partial"}


def test_an_input_that_cannot_be_read(qs_jwt: Runner) -> None:
    words = ("batch", *QSEOW, "--output-file", "out.jsonl", "--input")
    done = qs_jwt(*words, "/proc/self/mem")
    assert (done.code, qs_jwt.files()) == (1, set())
    assert done.err.startswith("error: --input: cannot be read: ")
    served = qs_jwt("serve", prefix=("bash", "-c", 'exec "$0" "$@" 0>write-only'))
    assert (served.code, "standard input cannot be read" in served.err) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_interrupted_while_it_waits_for_more_users(qs_jwt: Runner) -> None:
    """The answers that were written are kept, and so is what is said of the new key."""
    for users, kept in ((1_000, "out.jsonl.partial"), (0, None)):
        words = ("--cert-create", "--key-size", "2048", "--cert-file-prefix", f"{users}-")
        # the last user, an incomplete line, is waited for
        rows = b"userdir,userid\nLAB,a\n" + b"LAB,a\n" * users + b"LAB,"
        process = started(qs_jwt, rows, *QSEOW[:2], *words)
        wait_until((qs_jwt.folder / f"{users}-publickey.cer").exists)
        if kept:
            wait_until(lambda: any(p.stat().st_size for p in qs_jwt.folder.glob(".qs-jwt-*/new-0")))
        else:
            assert process.stdin
            process.stdin.write(b"b")  # the key is there: whoever reads this answers users
            wait_until_read(process.stdin)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=SECONDS)[1].decode()
        assert process.returncode == 130
        if kept:
            lines = (qs_jwt.folder / kept).read_text().splitlines()
            assert lines
            assert f"the first {len(lines)} answers are in '{kept}'" in said
        else:
            assert said.endswith("error: interrupted; no answers; the new key stays\n")


def test_a_reader_that_is_gone_ends_it_quietly(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userdir,userid\n" + "LAB,a\n" * 500)
    words = " ".join(["batch", *QSEOW, "--input", "users.csv", "--output-file", "-"])
    done = subprocess.run(
        ["bash", "-c", f"'{COMMAND}' {words} | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, cwd=qs_jwt.folder, env=qs_jwt.environment, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_full_disk_leaves_nothing(qs_jwt: Runner) -> None:
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; exec '{COMMAND}' \"$@\"", "-", "batch", *QSEOW,
         "--input", "-", "--output-file", "out.jsonl"],
        input=b"userdir,userid\n" + b"LAB,a\n" * 100, capture_output=True,
        cwd=qs_jwt.folder, env=qs_jwt.environment, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: --output-file: 'out.jsonl' cannot be written")
    assert qs_jwt.files() == set()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_a_progress_bar_on_a_terminal_only(qs_jwt: Runner) -> None:
    import pty
    import termios

    assert "users" not in Batch(qs_jwt)("userdir,userid\nLAB,a\n", *QSEOW).err
    words = [str(COMMAND), "batch", *QSEOW, "--input", "-", "--output-file", "out.jsonl"]
    for level, shown in ((), True), (("--loglevel", "warn"), False):
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        process = subprocess.Popen(
            [*words, "--force", *level], stdin=subprocess.PIPE, stderr=theirs,
            cwd=qs_jwt.folder, env=qs_jwt.environment,
        )  # fmt: skip
        os.close(theirs)
        process.communicate(b"userdir,userid\nLAB,a\nLAB,\n", timeout=SECONDS)
        said = b""
        while piece := _read(ours):
            said += piece
        os.close(ours)
        assert process.returncode == 1
        assert b"error: line 3: MissingOption" in said
        assert (b" users" in said) == shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # how Linux says that the other end is closed
        return b""


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
