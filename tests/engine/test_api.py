"""The Python API: results are objects, failures are classes, nothing is printed."""

import inspect
import pickle
import subprocess
import sys
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

import pytest

import qs_jwt
from conftest import KEYS
from public_types import STUB, stub
from qs_jwt import commands, errors

KEY = str(KEYS / "rsa2048.pkcs8.pem")


def test_a_token(capfd: pytest.CaptureFixture[str]) -> None:
    token = qs_jwt.create_qseow(
        userdir="LAB", userid="007", groups=["a"], claims={"n": 1}, expires=60,
        cert_privatekey_file=KEY,
    )  # fmt: skip
    assert str(token) == token.token
    assert token.payload["userId"] == "007"
    assert token.payload["n"] == 1
    assert token.expires_at - token.payload["iat"] == 60
    assert token.warnings == []
    decoded = qs_jwt.decode(jwt=token.token, cert_publickey_file=str(KEYS / "rsa2048.cer"))
    assert decoded.valid
    assert decoded.payload == token.payload
    assert capfd.readouterr() == ("", "")


def test_a_traceback_ends_with_the_hint(tmp_path: Path) -> None:
    (tmp_path / "privatekey.pem").write_bytes(Path(KEY).read_bytes())
    script = (
        "import qs_jwt\n"
        "qs_jwt.create_qseow(userdir='LAB', userid='anna', cert_privatekey_file='privatkey.pem')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-2:] == [
        "qs_jwt.errors.FileMissing: cert_privatekey_file: there is no file 'privatkey.pem'",
        "hint: did you mean 'privatekey.pem'?",
    ]


def test_literals_stay_literals() -> None:
    """``env:`` and ``stdin`` are words of the command line only."""
    for text in ("env:HOME", "stdin"):
        with pytest.raises(errors.KeyNotFound):
            qs_jwt.create_qseow(userdir="LAB", userid="a", cert_privatekey=text)


def test_cloud_warnings() -> None:
    token = qs_jwt.create_qscloud(issuer="i", keyid="k", sub="s", cert_privatekey_file=KEY)
    assert [warning.code for warning in token.warnings] == ["CloudName", "CloudEmail"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"userid": 7}, "WrongType"),
        ({"userid": None}, "WrongType"),
        ({"groups": "sales"}, "WrongType"),
        ({"groups": ["a", 1]}, "WrongType"),
        ({"claims": {1: "x"}}, "WrongType"),
        ({"claims": {"x": {1, 2}}}, "WrongType"),
        ({"claims": {"x": float("nan")}}, "WrongType"),
        ({"claims": {"x": "a\0b"}}, "InvalidText"),
        ({"claims": {"x": ["\ud800"]}}, "InvalidText"),
        ({"claims": {"": 1}}, "EmptyValue"),
        ({"userid": "\ud800"}, "InvalidText"),
        ({"username": "a\0"}, "InvalidText"),
        ({"force": 1}, "WrongType"),
        ({"key_size": True}, "WrongType"),
        ({"expires": 1.5}, "WrongType"),
        ({"expires": 10**5000}, "InvalidValue"),  # Python writes no such number
        ({"cert_create_expires_days": 10**5000}, "InvalidValue"),
        ({"claims": {"x": [-(10**5000)]}}, "InvalidValue"),
        ({"nosuch": 1}, "UnknownOption"),
    ],
)
def test_ill_typed(given: dict[str, object], code: str) -> None:
    good: dict[str, object] = {"userdir": "L", "userid": "a", "cert_privatekey_file": KEY}
    with pytest.raises(qs_jwt.UsageError) as caught:
        qs_jwt.create_qseow(**{**good, **given})  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.parameter in given


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"userid": 7}, "write it in quotation marks"),
        ({"groups": "sales"}, 'write it as groups=["A", "B"]'),
        ({"expires_at": datetime(2090, 1, 1)}, "give it its zone"),
    ],
)
def test_a_wrong_type_is_told_how_to_be_written(given: dict[str, object], told: str) -> None:
    with pytest.raises(errors.WrongType) as caught:
        qs_jwt.create_qseow(**{"userdir": "L", "userid": "a", **given})  # type: ignore[arg-type]
    assert told in (caught.value.hint or "")


def test_what_is_like_a_text_or_a_dictionary() -> None:
    """An enumeration's text, a dictionary that keeps its order."""

    class Site(StrEnum):
        LAB = "LAB"

    token = qs_jwt.create_qseow(
        userdir=Site.LAB, userid="a", claims=OrderedDict(n=1), cert_privatekey_file=KEY
    )
    assert (token.payload["userDirectory"], token.payload["n"]) == ("LAB", 1)
    assert type(token.payload["userDirectory"]) is str


def test_claims_that_nest_without_end() -> None:
    claims: dict[str, object] = {}
    claims["self"] = claims
    with pytest.raises(errors.InvalidValue):
        qs_jwt.create_qseow(userdir="L", userid="a", cert_privatekey_file=KEY, claims=claims)


def test_a_replaced_key_file_is_noticed(tmp_path: object) -> None:
    from pathlib import Path

    key = Path(str(tmp_path)) / "key.pem"
    tokens = []
    for name in ("rsa2048.pkcs8.pem", "other2048.pem"):
        key.write_bytes((KEYS / name).read_bytes())
        tokens.append(qs_jwt.create_qseow(userdir="L", userid="a", cert_privatekey_file=str(key)))
    first, second = (
        qs_jwt.decode(jwt=token.token, cert_publickey_file=str(KEYS / "rsa2048.cer")).valid
        for token in tokens
    )
    assert (first, second) == (True, False)


def test_public_names() -> None:
    assert set(qs_jwt.__all__) <= set(dir(qs_jwt))
    for name in qs_jwt.__all__:
        assert inspect.getdoc(getattr(qs_jwt, name)), name
    for name in commands.COMMANDS:
        if commands.load(name).remote:
            assert name.replace("-", "_") in qs_jwt.__all__
    with pytest.raises(AttributeError):
        _ = qs_jwt.nosuch  # type: ignore[attr-defined]


def test_import_is_cheap_and_leaves_the_host_alone() -> None:
    """No placeholder for asyncio or PyJWT's client outside the command's own process."""
    check = (
        "import sys, qs_jwt; assert 'jwt' not in sys.modules and 'fire' not in sys.modules\n"
        "qs_jwt.create_qseow\n"
        "import asyncio, jwt; asyncio.run; assert jwt.PyJWKClient is not None\n"
    )
    subprocess.run([sys.executable, "-c", check], check=True)


def test_every_error_is_documented_and_has_its_own_code() -> None:
    classes = list(errors.error_classes())
    assert len({cls.__name__ for cls in classes}) == len(classes) > 30
    for cls in classes:
        assert cls.__doc__
        assert cls.exit_code in (1, 2, 130)


def test_what_python_has_for_paths_times_and_tokens() -> None:
    """Type checkers, which go over this file, know them from __init__.pyi."""
    token = qs_jwt.create_qseow(
        userdir="LAB",
        userid="anna",
        cert_privatekey_file=KEYS / "rsa2048.pkcs8.pem",
        expires=timedelta(minutes=2),
    )
    assert token.expires_at - token.issued_at == 120
    assert token.warnings == []
    end = datetime(2090, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    late = qs_jwt.create_qseow(userdir="LAB", userid="a", expires_at=end, cert_privatekey_file=KEY)
    assert late.expires_at == int(end.timestamp())
    assert not qs_jwt.verify(jwt=late, skip_signature=True, at=end + timedelta(days=1)).valid
    assert qs_jwt.decode(jwt=token, cert_publickey_file=KEYS / "rsa2048.cer").valid


def test_the_stub_follows_from_the_signatures() -> None:
    assert STUB.read_text(encoding="utf-8") == stub(), "run: python engine/tools/public_types.py"


def test_the_public_names_are_listed_and_errors_are_there() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import qs_jwt; print(*dir(qs_jwt)); print(qs_jwt.errors.__name__)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    listed, errors = done.stdout.splitlines()
    assert {*qs_jwt.__all__, "errors"} <= set(listed.split())
    assert errors == "qs_jwt.errors"


def test_no_call_writes_over_the_profiles_that_it_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second call as little as the first, which alone parses them."""
    profiles = tmp_path / "profiles.toml"
    profiles.write_text('[lab]\nplatform = "qseow"\nuserdir = "LAB"\n')
    profiles.chmod(0o600)
    monkeypatch.setenv("QS_JWT_CONFIG", str(tmp_path))
    for _ in range(2):
        with pytest.raises(errors.FileExists):
            qs_jwt.create_qseow(
                userdir="LAB", userid="anna", profile="lab", cert_privatekey_file=KEY,
                output_file=str(profiles), force=True,
            )  # fmt: skip
        assert profiles.read_text().startswith("[lab]")


def test_a_verification_is_true_if_the_token_is_valid() -> None:
    token = qs_jwt.create_qseow(userdir="LAB", userid="anna", cert_privatekey_file=KEY)
    for certificate, valid in (("rsa2048.cer", True), ("rsa3072.cer", False)):
        verified = qs_jwt.verify(jwt=token, cert_publickey_file=KEYS / certificate)
        assert (bool(verified), verified.valid) == (valid, valid)


def test_how_an_error_is_shown() -> None:
    """As a sentence everywhere, whatever the path reads like; a copy says the same."""
    with pytest.raises(errors.FileMissing) as caught:
        qs_jwt.create_qseow(userdir="LAB", userid="a", cert_privatekey_file="/{option:jwt}/x")
    error = caught.value
    said = "cert_privatekey_file: there is no file '/{option:jwt}/x'"
    assert (str(error), error.args, repr(error)) == (said, (said,), f"FileMissing({said!r})")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - of our own
    assert (repr(copy), copy.args, copy.hint) == (repr(error), error.args, error.hint)


def test_how_warnings_and_findings_are_shown() -> None:
    token = qs_jwt.create_qscloud(
        issuer="i", keyid="k", sub="s", username="Anna", cert_privatekey_file=KEY
    )
    assert str(token.warnings) == f"[CloudEmail({token.warnings[0].message!r})]"
    assert str(token.warnings[0]) == token.warnings[0].message
    found = qs_jwt.verify(jwt=token, skip_signature=True).findings
    assert str(found) == "[CloudEmail('no claim email')]"
    assert str(found[0]) == "no claim email"
