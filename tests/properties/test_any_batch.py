"""A batch answers each user with a line, in order, whatever stands in the file."""

import csv
import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conftest import KEYS, Outcome
from handmade import parts
from hostile import CODES, QSEOW_CLAIMS, as_json, changed, plain, run, sound_json, texts

KEY = str(KEYS / "rsa2048.pkcs8.pem")
COLUMNS = ["userdir", "userid", "username", "useremail", "groups", "claims"]
CSV_FILE = b'userdir,userid,groups,claims\r\nLAB,anna,"a;b","{""n"": 1}"\nLAB,"b,o",,\n'
JSON_FILE = (
    b'{"userdir": "LAB", "userid": "anna", "groups": ["a"]}\n{"userdir": "L", "userid": "b"}\n'
)

groups = st.lists(plain.filter(lambda name: ";" not in name and name == name.strip()), max_size=3)
claims = st.dictionaries(
    plain.filter(lambda name: name not in QSEOW_CLAIMS), sound_json, max_size=2
)
users = st.fixed_dictionaries(
    {"userdir": plain, "userid": plain},
    optional={"username": plain, "useremail": plain, "groups": groups, "claims": claims},
)


def batch(data: bytes, form: str) -> tuple[Outcome, list[dict[str, Any]]]:
    """What becomes of a file: how it ended, and the answers."""
    words = ("--platform", "qseow", "--input", "-", "--input-format", form, "--output-file", "-")
    done = run("batch", *words, "--cert-privatekey-file", KEY, stdin=data)
    answers = [json.loads(line) for line in done.out.split("\n")[:-1]] if done.code != 2 else []
    for answer in answers:
        assert ("token" in answer) != ("error" in answer)
        assert "error" not in answer or answer["error"]["code"] in CODES - {"InternalError"}
    assert (done.code == 0) <= all("token" in answer for answer in answers)
    return done, answers


def check(data: bytes, form: str, meant: list[dict[str, Any]]) -> None:
    """Each user gets a token that says what was meant, in the order of the file."""
    done, answers = batch(data, form)
    assert done.code == 0, done.err
    assert len(answers) == len(meant)
    for answer, user in zip(answers, meant, strict=True):
        _, payload = parts(answer["token"])
        assert (payload["userDirectory"], payload["userId"]) == (user["userdir"], user["userid"])
        assert (answer["userdir"], answer["userid"]) == (user["userdir"], user["userid"])
        assert payload.get("name") == user.get("username")
        assert payload.get("email") == user.get("useremail")
        assert payload.get("group", []) == user.get("groups", [])
        for name, value in user.get("claims", {}).items():
            assert payload[name] == value


@given(st.lists(users, min_size=1, max_size=5))
def test_users_as_json_lines(meant: list[dict[str, Any]]) -> None:
    check("".join(as_json(user) + "\n" for user in meant).encode(), "jsonl", meant)


@given(st.lists(users, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_users_as_csv(meant: list[dict[str, Any]], line_end: str, mark: bool) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator=line_end, restval="")
    writer.writeheader()
    for user in meant:
        cells = dict(user)
        if "groups" in user:
            cells["groups"] = ";".join(user["groups"])
        if "claims" in user:
            cells["claims"] = as_json(user["claims"])
        writer.writerow(cells)
    check(text.getvalue().encode("utf-8-sig" if mark else "utf-8"), "csv", meant)


any_bytes = st.binary() | st.lists(texts).map(lambda t: "\n".join(t).encode(errors="replace"))


@given(any_bytes | changed([CSV_FILE]) | any_bytes.map(lambda data: b"userdir,userid\n" + data))
def test_any_csv(data: bytes) -> None:
    batch(data, "csv")


@given(any_bytes | changed([JSON_FILE]) | any_bytes.map(lambda data: JSON_FILE + data))
def test_any_json_lines(data: bytes) -> None:
    _, answers = batch(data, "jsonl")
    assert len(answers) <= data.count(b"\n") + 1
