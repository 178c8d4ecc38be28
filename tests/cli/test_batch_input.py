"""What batch reads: whatever the file and the users in it look like."""

import json

import pytest

import qs_jwt as api
from batches import QSEOW, Batch, payload
from conftest import Runner


def test_groups_that_read_like_one(batch: Batch) -> None:
    done = batch('userid,groups\nanna,"sales,ops"\n', *QSEOW, "--userdir", "LAB")
    assert done.code == 0
    assert "QseowGroupsInOne: group = ['sales,ops']" in done.err


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
        ("userdir,,userid\nLAB,a,x\n", "UnknownColumn", "a column without a name"),
        ("LAB,anna\nLAB,ben\n", "UnknownColumn", "the first row names the columns: userdir, "),
        ('{"userdir": "LAB", "userid": "a"}\n', "InvalidRow", "give --input-format jsonl"),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "InvalidRow", "save it as CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "InvalidRow", "save it as CSV UTF-8"),
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


def test_each_row_that_is_warned_of_is_named(batch: Batch) -> None:
    """As many as a line has room for; the text is about the first."""

    def warned(odd: list[int]) -> str:
        rows = [f"LAB,{'b ' if line in odd else 'b'}" for line in range(2, 20)]
        done = batch("\n".join(["userdir,userid", *rows]), *QSEOW)
        (line,) = [line for line in done.err.splitlines() if line.startswith("warning: ")]
        return line.removeprefix("warning: ").partition(": ")[0]

    assert warned([7]) == "line 7"
    assert warned([2, 5]) == "line 2 (so is line 5)"
    assert warned([3, 4, 9]) == "line 3 (so are lines 4 and 9)"
    assert warned([2, 3, 4, 5, 6, 7]) == "line 2 (so are lines 3, 4, 5, 6 and 7)"
    assert warned(list(range(3, 19))) == "line 3 (so are lines 4, 5, 6, 7, 8 and 10 more)"


@pytest.mark.parametrize(
    ("row", "said", "hint"),
    [
        ("LAB", "has 1 cell, the first row has 2", "write each comma"),
        ("LAB,a,b", "has 3 cells, the first row has 2", "quote a cell that holds a comma"),
    ],
)
def test_a_row_of_another_width(batch: Batch, row: str, said: str, hint: str) -> None:
    (answer,) = batch.answers(f"userdir,userid\n{row}\n", *QSEOW, code=1)
    assert (answer["error"]["code"], answer["error"]["message"]) == ("InvalidRow", said)
    assert answer["error"]["hint"].startswith(hint)


def test_the_line_that_tells_excel_of_commas(batch: Batch) -> None:
    text = "sep=,\r\nuserdir,userid\r\nLAB,anna\r\nLAB\r\n"
    done = batch(text, *QSEOW)
    assert json.loads(done.out.splitlines()[0])["userid"] == "anna"
    assert "error: line 4: InvalidRow" in done.err


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


def test_an_input_that_cannot_be_read(qs_jwt: Runner) -> None:
    words = ("batch", *QSEOW, "--output-file", "out.jsonl", "--input")
    done = qs_jwt(*words, "/proc/self/mem")
    assert (done.code, qs_jwt.files()) == (1, set())
    assert done.err.startswith("error: --input: cannot be read: ")
    served = qs_jwt("serve", prefix=("bash", "-c", 'exec "$0" "$@" 0>write-only'))
    assert (served.code, "standard input cannot be read" in served.err) == (1, True)
