"""serve: what its methods answer."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import KEYS, Runner
from engines import CERTIFICATE, KEY, USER, Engine
from qs_jwt import __version__, commands

if os.name == "nt":
    pytest.skip("signals and pipes as POSIX has them", allow_module_level=True)


def test_version(engine: Engine) -> None:
    engine.send({"jsonrpc": "2.0", "id": "a", "method": "version"})
    python = ".".join(map(str, sys.version_info[:3]))
    result = {"engine": __version__, "protocol": 1, "python": python, "warnings": []}
    assert engine.answer() == {"jsonrpc": "2.0", "id": "a", "result": result}
    assert engine.end() == (0, "")


def test_methods_are_the_commands(engine: Engine) -> None:
    local = {"serve", "batch", "install-bash-completion", "install-powershell-module"}
    for name in (*commands.METHODS, *local, "create_qseow", "", "help", "nosuch\ud800"):
        error = engine.ask(name, no_such_option=1)["error"]
        remote = name in commands.METHODS and name not in local
        assert error["code"] == (-32602 if remote else -32601), name


def test_a_method_that_is_nearly_right(engine: Engine) -> None:
    for name, told in (
        ("create_qseow", "; did you mean 'create-qseow'?"),
        ("Verify", "; did you mean 'verify'?"),
        ("batches", ""),  # batch is none
        ("rpc.discover", ""),
    ):
        error = engine.ask(name)["error"]
        assert error == {"code": -32601, "message": f"there is no method '{name}'{told}"}


def test_a_token_and_its_check(engine: Engine) -> None:
    made = engine.result("create-qseow", **USER, groups=["a"], claims={"n": 1})
    assert set(made) == {
        "token", "header", "payload", "issued_at", "expires_at", "platform", "user", "warnings",
    }  # fmt: skip
    assert made["payload"]["group"] == ["a"]
    assert made["payload"]["n"] == 1
    read = engine.result("decode", jwt=made["token"], cert_publickey_file=CERTIFICATE)
    assert read["valid"] is True
    assert read["payload"] == made["payload"]
    other = str(KEYS / "other2048.cer")
    read = engine.result("decode", jwt=made["token"], cert_publickey_file=other)
    assert read["valid"] is False
    assert [finding["rule"] for finding in read["findings"]] == ["Signature"]


def test_secrets_are_literal(engine: Engine) -> None:
    text = Path(KEY).read_text()
    assert engine.result("create-qseow", userdir="L", userid="a", cert_privatekey=text)["token"]
    for word in ("env:HOME", "stdin", "file:key.pem"):
        error = engine.ask("create-qseow", userdir="L", userid="a", cert_privatekey=word)["error"]
        assert error["data"]["code"] == "KeyNotFound"
    locked = str(KEYS / "rsa2048.pkcs8.encrypted.pem")
    params = {"userdir": "L", "userid": "a", "cert_privatekey_file": locked}
    answer = engine.ask("create-qseow", **params, cert_passphrase="stdin")
    assert answer["error"]["data"]["code"] == "PassphraseWrong"
    assert engine.ask("create-qseow", **params, cert_passphrase="correct horse")["result"]


def test_a_changed_key_and_a_wrong_passphrase_are_noticed(engine: Engine, qs_jwt: Runner) -> None:
    path = qs_jwt.folder / "key.pem"
    given = {"userdir": "L", "userid": "a", "cert_privatekey_file": str(path)}
    for name in ("rsa2048.pkcs8.pem", "other2048.pem", "rsa2048.pkcs8.pem"):
        path.write_bytes((KEYS / name).read_bytes())
        token = engine.result("create-qseow", **given)["token"]
        certificate = str(KEYS / f"{name.split('.')[0]}.cer")
        assert engine.result("decode", jwt=token, cert_publickey_file=certificate)["valid"]
    path.write_bytes((KEYS / "rsa2048.pkcs8.encrypted.pem").read_bytes())
    assert engine.ask("create-qseow", **given, cert_passphrase="correct horse")["result"]
    wrong = engine.ask("create-qseow", **given, cert_passphrase="wrong")
    assert wrong["error"]["data"]["code"] == "PassphraseWrong"
    path.unlink()
    missing = engine.ask("create-qseow", **given, cert_passphrase="correct horse")
    assert missing["error"]["data"]["code"] == "FileMissing"


@pytest.mark.parametrize(
    ("params", "number", "code"),
    [
        ({"no_such": 1}, -32602, "UnknownOption"),
        ({"output": "json"}, -32602, "UnknownOption"),
        ({"minimal_output": True}, -32602, "UnknownOption"),
        ({"loglevel": "debug"}, -32602, "UnknownOption"),
        ({"claim": ["a=b"]}, -32602, "UnknownOption"),
        ({"user-id": "a"}, -32602, "UnknownOption"),
        ({"userid": 7}, -32602, "WrongType"),
        ({"userid": None}, -32602, "WrongType"),
        ({"groups": "a"}, -32602, "WrongType"),
        ({"claims": []}, -32602, "WrongType"),
        ({"userid": "a\0b"}, -32602, "InvalidText"),
        ({"userid": "\ud800"}, -32602, "InvalidText"),
        ({"userid": ""}, 1, "EmptyValue"),
        ({"expires": "soon"}, 1, "InvalidDuration"),
        ({"claims": {"userId": "x"}}, 1, "ReservedClaim"),
        ({"cert_privatekey_file": "/no/such.pem"}, 1, "FileMissing"),
        ({"cert_privatekey": "x"}, 1, "ConflictingOptions"),
    ],
)
def test_failures_of_a_command(
    engine: Engine, params: dict[str, Any], number: int, code: str
) -> None:
    error = engine.ask("create-qseow", **{**USER, **params})["error"]
    assert error["code"] == number
    assert error["data"]["code"] == code
    assert error["data"]["message"] == error["message"]
    # and the loop goes on
    assert engine.result("create-qseow", **USER)["user"] == "anna"


def test_null_is_an_option_that_was_not_given(engine: Engine, qs_jwt: Runner) -> None:
    """Never a text None, nor a default that is lost."""
    nulls = dict.fromkeys(
        ["userid_claim", "expires", "backdate", "algorithm", "claims", "key_size", "output_file"]
    )
    made = engine.result("create-qseow", **USER, **nulls)
    assert made["payload"]["userId"] == "anna"
    assert made["header"]["alg"] == "RS256"
    prefix = str(qs_jwt.folder / "new_")
    pair = engine.result("create-cert", cert_file_prefix=prefix, key_size=2048,
                         cert_common_name=None, cert_create_expires_days=None)  # fmt: skip
    assert pair["certificate"]["subject"] == "CN=qs-jwt"
    checked = engine.result("verify", jwt=made["token"], skip_signature=True, userid_claim=None)
    assert checked["valid"]
    assert engine.ask("create-qseow", **USER, bogus=None)["error"]["code"] == -32602


def test_claims_as_text(start: Callable[..., Engine]) -> None:
    engine = start("--claims-as-text")
    made = engine.result("create-qseow", **USER, claims={"Name": "x", "NAME": [1, {"é": None}]})
    assert json.loads(made["header"]) == {"alg": "RS256", "typ": "JWT"}
    payload = json.loads(made["payload"])
    assert (payload["Name"], payload["NAME"]) == ("x", [1, {"é": None}])
    read = engine.result("decode", jwt=made["token"])
    assert json.loads(read["payload"]) == payload
    verified = engine.result("verify", jwt="no token", skip_signature=True)
    assert verified["payload"] is None


def test_notes_are_on_stderr_by_level(start: Callable[..., Engine], qs_jwt: Runner) -> None:
    for level, said in (("warn", ""), ("info", "info: wrote"), ("verbose", "signed with an RSA")):
        engine = start("--loglevel", level)
        path = str(qs_jwt.folder / f"{level}.jwt")
        token = engine.result("create-qseow", **USER, output_file=path)["token"]
        code, lines = engine.end()
        assert code == 0
        assert said in lines
        assert bool(lines) == bool(said)
        assert token not in lines


def test_a_warning_is_of_the_request_that_gave_rise_to_it(
    start: Callable[..., Engine], qs_jwt: Runner
) -> None:
    profiles = qs_jwt.folder / "profiles.toml"
    profiles.write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    profiles.chmod(0o666)
    qs_jwt.environment["QS_JWT_CONFIG"] = str(profiles)
    engine = start()
    user = {"userid": "anna", "cert_privatekey": Path(KEY).read_text()}
    told = engine.ask("create-qseow", **user, profile="lab")["result"]["warnings"]
    assert [warning["code"] for warning in told] == ["FileOpenToOthers"]
    assert engine.ask("create-qseow", **user, userdir="LAB")["result"]["warnings"] == []
