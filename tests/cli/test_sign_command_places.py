"""Where the command of a program that signs may stand, beside what, and how it is written."""

import json
import os
from pathlib import Path

import pytest
from joserfc import jwt

import qs_jwt as api
from conftest import KEYS, Runner
from qs_jwt.errors import InvalidValue
from qs_jwt.system.windows_names import split_words
from sign_programs import BY, CERTIFICATE, KEY, PUBLIC, SIGN, WHO, shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are of POSIX")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (" ", "no program"), ("''", "no program"), ("openssl 'dgst", "does not close"),
        ("x {digest_hx}", "{digest_hex}"), ("x {nothing_alike_at_all}", "no placeholder"),
    ],
)  # fmt: skip
def test_what_is_no_command_is_found_before_anything_happens(
    qs_jwt: Runner, command: str, said: str
) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", command)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    "beside",
    [
        ("--cert-privatekey-file", KEY), ("--cert-privatekey", "env:HOME"), ("--cert-create",),
        ("--cert-passphrase", "env:HOME"), ("--cert-publickey", "env:HOME"),
        ("--key-size", "2048"), ("--cert-file-prefix", "x"),
    ],
)  # fmt: skip
def test_it_is_a_source_of_its_own(qs_jwt: Runner, beside: tuple[str, ...]) -> None:
    done = qs_jwt(*WHO, *BY, "--sign-command", SIGN, *beside)
    assert (done.code, done.out) == (2, "")
    assert "exclude each other" in done.err


def test_what_goes_with_it_goes_with_nothing_else(qs_jwt: Runner) -> None:
    done = qs_jwt(*WHO, "--cert-privatekey-file", KEY, *BY)
    assert done.code == 2
    assert "--sign-command" in done.err
    assert qs_jwt(*WHO, "--cert-privatekey-file", KEY, "--sign-timeout", "3s").code == 2
    done = qs_jwt(*WHO, "--sign-command", SIGN)
    assert done.code == 2
    assert "--cert-publickey-file" in done.err
    done = qs_jwt("create-cert", "--sign-command", SIGN, *BY, "--pfx")
    assert done.code == 2


def test_a_batch_runs_it_for_each_user_and_ends_where_it_fails(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text(
        "userid\n" + "".join(f"u{number}\n" for number in range(40))
    )
    words = ("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
             "--output-file", "-", *BY, "--sign-command")  # fmt: skip
    done = qs_jwt(*words, SIGN)
    assert done.code == 0, done.err
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [jwt.decode(a["token"], PUBLIC).claims["userId"] for a in answers] == [
        f"u{number}" for number in range(40)
    ]
    # one is made in vain before the first user, ten for them
    count = "echo >> count; test $(wc -l < count) -le 11 || { echo full >&2; exit 1; };"
    done = qs_jwt(*words, shell(f"{count} {SIGN}"))
    assert done.code == 1
    assert len(done.out.splitlines()) == 10
    assert "exit code 1: full" in done.err
    assert len((qs_jwt.folder / "count").read_text().splitlines()) == 12


def profile(qs_jwt: Runner, text: str) -> Path:
    path = Path(qs_jwt.environment["HOME"]) / ".config/qs-jwt/profiles.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    return path


def as_toml(words: list[str]) -> str:
    return json.dumps(words)


def test_a_profile_holds_it_for_every_door(qs_jwt: Runner) -> None:
    words = as_toml(["openssl", "dgst", "-{hash}", "-sign", KEY])
    path = profile(
        qs_jwt,
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\nsign_command = {words}\n'
        f'cert_publickey_file = "{CERTIFICATE}"\nsign_timeout = "20s"\n',
    )
    line = ("create-qseow", "--profile", "lab", "--userid", "anna")
    done = qs_jwt(*line)
    assert (done.code, done.err) == (0, "")
    assert jwt.decode(done.out.strip(), PUBLIC)
    params = {"profile": "lab", "userid": "anna"}
    request = {"jsonrpc": "2.0", "id": 1, "method": "create-qseow", "params": params}
    answer = json.loads(qs_jwt("serve", stdin=json.dumps(request) + "\n").out)
    assert jwt.decode(answer["result"]["token"], PUBLIC)
    params["sign_command"] = SIGN
    answer = json.loads(qs_jwt("serve", stdin=json.dumps(request) + "\n").out)
    assert answer["error"]["data"]["code"] == "UnknownOption"
    # another key on the line takes its place
    done = qs_jwt(*line, "--cert-privatekey-file", str(KEYS / "other2048.pem"))
    assert done.code == 0, done.err
    # and whoever may change the file could run anything
    path.chmod(0o622)
    done = qs_jwt(*line, "--output", "json")
    assert (done.code, done.error["code"]) == (2, "InvalidProfile")
    path.chmod(0o600)
    path.parent.chmod(0o777)
    assert qs_jwt(*line, "--output", "json").error["code"] == "InvalidProfile"


def test_a_profiles_certificate_for_verify_is_no_signers(qs_jwt: Runner) -> None:
    profile(
        qs_jwt,
        f'[lab]\nplatform = "qseow"\nuserdir = "LAB"\ncert_privatekey_file = "{KEY}"\n'
        f'cert_publickey_file = "{CERTIFICATE}"\n',
    )
    done = qs_jwt("create-qseow", "--profile", "lab", "--userid", "anna")
    assert (done.code, done.err) == (0, "")
    assert qs_jwt("verify", "--profile", "lab", "--jwt", done.out.strip()).code == 0


def test_a_batch_has_no_column_for_it(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userid,sign-command\na,false\n")
    done = qs_jwt("batch", "--platform", "qseow", "--userdir", "LAB", "--input", "users.csv",
                  "--output-file", "-", *BY, "--sign-command", SIGN)  # fmt: skip
    assert (done.code, done.out) == (2, "")


def test_python_takes_its_words_as_a_list(tmp_path: Path) -> None:
    token = api.create_qseow(
        userdir="LAB", userid="anna", cert_publickey_file=CERTIFICATE,
        sign_command=["openssl", "dgst", "-{hash}", "-sign", KEY],
    )  # fmt: skip
    assert jwt.decode(token.token, PUBLIC)
    with pytest.raises(InvalidValue, match="names no program"):
        api.create_qseow(
            userdir="LAB", userid="anna", cert_publickey_file=CERTIFICATE, sign_command=[]
        )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r'"C:\Program Files\aws.exe" kms  a', [r"C:\Program Files\aws.exe", "kms", "a"]),
        (r"a\b c\\d", [r"a\b", r"c\\d"]),
        (r'a\"b "c\\" d', ['a"b', "c\\", "d"]),
        ("it's 'so so'", ["it's", "'so", "so'"]),
        ('a "" b', ["a", "", "b"]),
        ('x"y z"w', ["xy zw"]),
        ("", []),
        ("a\\", ["a\\"]),
    ],
)
def test_words_as_windows_has_them(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_a_quote_that_does_not_close_on_windows() -> None:
    with pytest.raises(ValueError, match="close"):
        split_words('a "b')
