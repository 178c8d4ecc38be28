"""New-QsJwt: parameter sets, keys, the pipeline, claims, results, errors and files."""

from collections.abc import Callable
from typing import Any

import jwt
import pytest

from conftest import KEYS

from .conftest import Case, Shell

PUBLIC_KEY = (KEYS / "rsa2048.public.pem").read_text()


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell]) -> dict[str, Case]:
    return new_shell().cases("new_qsjwt.ps1")


def claims(token: str, algorithm: str = "RS256") -> dict[str, Any]:
    """The claims of a token, whose signature is checked here."""
    options = {"verify_aud": False, "verify_sub": False}
    payload: dict[str, Any] = jwt.decode(token, PUBLIC_KEY, [algorithm], options=options)
    return payload


def payloads(case: Case) -> list[dict[str, Any]]:
    assert case.thrown is None, case.thrown
    return [claims(shown["Token"]) for shown in case.out if "Token" in shown]


@pytest.mark.parametrize("name", ["qseow", "qseow-by-position"])
def test_qseow(cases: dict[str, Case], name: str) -> None:
    shown = cases[name].only
    assert (shown["User"], shown["Platform"]) == ("anna", "qseow")
    payload = claims(shown["Token"])
    assert payload["exp"] - payload["iat"] == 3600
    assert (payload["userId"], payload["userDirectory"]) == ("anna", "LAB")
    assert payload == shown["Payload"]


def test_every_qseow_parameter(cases: dict[str, Case]) -> None:
    shown = cases["qseow-all"].only
    payload = claims(shown["Token"], "RS384")
    assert payload["exp"] - payload["iat"] == 8 * 3600
    del payload["iat"], payload["exp"]
    assert payload == {
        "uid": "anna",
        "udir": "LAB",
        "name": "Anna Berg",
        "email": "anna@example.com",
        "roles": ["sales", "north region"],
        "aud": "hyper",
    }
    assert shown["Header"] == {"alg": "RS384", "typ": "JWT"}


def test_cloud(cases: dict[str, Case]) -> None:
    shown = cases["cloud"].only
    payload = claims(shown["Token"])
    assert shown["Header"]["kid"] == "key-1"
    assert shown["User"] == payload["email"]
    assert (payload["iss"], payload["email_verified"]) == ("lab", True)
    assert payload["groups"] == ["a", "b"]
    assert not cases["cloud"].warnings


def test_a_switch_not_given_is_off(cases: dict[str, Case]) -> None:
    assert payloads(cases["cloud-unverified"])[0]["email_verified"] is False


def test_cloud_subject_and_long_lifetime(cases: dict[str, Case]) -> None:
    payload = payloads(cases["cloud-subject"])[0]
    assert payload["sub"] == "s-1"
    assert payload["exp"] - payload["nbf"] == 7200


def test_cloud_refusals(cases: dict[str, Case]) -> None:
    (nobody,) = cases["cloud-nobody"].errors
    assert nobody.id == "MissingOption,New-QsJwt"
    assert "-Subject or -UserEmail" in nobody.message
    too_long = cases["cloud-too-long"].thrown
    assert too_long is not None
    assert too_long.id == "QlikWouldRefuse,New-QsJwt"
    assert too_long.message.startswith("-Expires: ")
    assert "-AllowLongLifetime" in too_long.hint


def test_sets_are_told_apart_by_their_mandatory_parameters(cases: dict[str, Case]) -> None:
    assert set(cases["sets"].only["sets"]) == {
        "Qseow: UserDirectory UserId",
        "Cloud: Issuer KeyId",
        "CloudPipeline: InputObject Issuer KeyId",
        "Profile: ProfileName",
    }


@pytest.mark.parametrize(
    "name",
    ["text", "lines", "secure", "passphrase", "relative", "drive", "literal", "provider", "pspath"],
)
def test_keys(cases: dict[str, Case], name: str) -> None:
    assert claims(cases[f"key-{name}"].only["Token"])["userId"] == "a"


@pytest.mark.parametrize(
    ("name", "code", "category", "says"),
    [
        ("none", "NoKeySource", "InvalidArgument", "no key"),
        ("two", "ConflictingOptions", "InvalidArgument", "-PrivateKeyPath and -PrivateKey"),
        ("missing", "FileMissing", "ObjectNotFound", "-PrivateKeyPath: there is no file '/"),
        ("no-file-system", "InvalidPath", "InvalidArgument", "not in a file system"),
        ("no-drive", "InvalidPath", "InvalidArgument", "a drive that does not exist"),
        ("empty-path", "NoKeySource", "InvalidArgument", "no key"),
        ("odd-type", "WrongType", "InvalidType", "-PrivateKey: expected text or a SecureString"),
        ("locked", "PassphraseMissing", "AuthenticationError", "encrypted"),
        ("ec", "KeyNotRsa", "InvalidData", "EC private key"),
    ],
)
def test_a_key_that_cannot_sign_ends_the_call(
    cases: dict[str, Case], name: str, code: str, category: str, says: str
) -> None:
    case = cases[f"key-{name}"]
    assert case.thrown is not None
    assert case.thrown.id == f"{code},New-QsJwt"
    assert case.thrown.category == category
    assert says in case.thrown.message
    assert not case.errors


def test_no_error_shows_what_was_typed_for_a_secret(cases: dict[str, Case]) -> None:
    lines = (KEYS / "rsa2048.pkcs8.pem").read_text().splitlines()[1:-1]
    shown = cases["key-odd-secret"].out
    assert len(shown) == 3
    for text in shown:
        assert text.startswith("|")
        assert not any(line in text.replace(" ", "") for line in lines)


def test_the_hint_speaks_of_parameters(cases: dict[str, Case]) -> None:
    locked = cases["key-locked"].thrown
    assert locked is not None
    assert locked.hint == "give -Passphrase, a SecureString"


def test_piped_text_is_a_user_id(cases: dict[str, Case]) -> None:
    users = [(p["userDirectory"], p["userId"]) for p in payloads(cases["pipe-text"])]
    assert users == [("LAB", "anna"), ("LAB", "bo")]


def test_piped_objects_bind_by_name(cases: dict[str, Case]) -> None:
    (payload,) = payloads(cases["pipe-qlik-user"])
    assert payload["userId"] == "anna"
    assert payload["name"] == "Anna Berg"
    (payload,) = payloads(cases["pipe-option-names"])
    assert (payload["name"], payload["email"]) == ("Anna", "a@b.c")
    assert payload["group"] == ["a;b", "c"]


def test_csv(cases: dict[str, Case]) -> None:
    anna, bo = payloads(cases["pipe-csv"])
    assert anna["userId"] == "007"
    assert anna["group"] == ["a", "b c"]
    assert anna["x"] == {"y": [1]}
    assert "email" not in anna
    assert (bo["userId"], bo["name"], bo["email"]) == ("1e5", 'Bo "x"', "b@x")
    assert "group" not in bo
    assert "x" not in bo


def test_nothing_of_one_user_is_left_for_the_next(cases: dict[str, Case]) -> None:
    first, second = payloads(cases["pipe-leaves-nothing"])
    assert first["c"] == 1
    assert second.keys() == {"userId", "userDirectory", "iat", "exp"}


def test_ids_from_the_pipeline(cases: dict[str, Case]) -> None:
    case = cases["pipe-ids"]
    assert [p["userId"] for p in payloads(case)] == ["a", "7", "7", "007", "sam", "z"]
    assert case.out[-1]["ids"] == [
        "EmptyValue,New-QsJwt",  # ''
        "EmptyValue,New-QsJwt",  # $null
        "MissingUserId,New-QsJwt",  # 7
        "EmptyValue,New-QsJwt",  # UserId = $null
        "MissingUserId,New-QsJwt",  # UserId = a list
        "MissingUserId,New-QsJwt",  # no UserId
    ]


def test_typed_ids(cases: dict[str, Case]) -> None:
    ids = [p["userId"] for p in payloads(cases["typed-ids"])]
    assert ids == ["7", "007", "100000000000000000000", "o"]
    # bare words that PowerShell takes for numbers are what was typed
    bare = [p["userId"] for p in payloads(cases["typed-bare"])]
    assert bare == ["007", "1e5", "100d", "0x1F", "1.10"]
    # and numbers have all their digits
    digits = [p["userId"] for p in payloads(cases["typed-digits"])]
    assert digits == [
        *("1234567890123456", "9007199254740991", "12345678", "1.1"),
        *("123456789012345678901234567890", "9007199254740991"),
    ]
    (empty,) = cases["typed-empty-id"].errors
    assert empty.id == "EmptyValue,New-QsJwt"


def test_what_is_typed_wins_and_is_literal(cases: dict[str, Case]) -> None:
    (payload,) = payloads(cases["typed-wins"])
    assert (payload["userDirectory"], payload["group"]) == ("B", ["x;y"])


def test_cloud_users_from_the_pipeline(cases: dict[str, Case]) -> None:
    case = cases["pipe-cloud"]
    anna, bo, cy = payloads(case)
    assert (anna["name"], anna["email_verified"]) == ("Anna", True)
    assert (bo["email_verified"], bo["groups"]) == (False, ["a", "b"])
    assert (cy["sub"], cy.get("email_verified")) == ("s-3", None)
    maybe, text, null = case.errors
    assert maybe.id == "WrongType,New-QsJwt"
    assert maybe.message.startswith("-EmailVerified: ")
    assert {text.id, null.id} == {"InvalidUser,New-QsJwt"}


def test_no_key_or_path_comes_from_the_pipeline(cases: dict[str, Case]) -> None:
    assert payloads(cases["pipe-no-secrets"])[0]["userId"] == "1"
    assert set(cases["binding"].only["names"]) == {
        "UserDirectory",
        "UserId",
        "UserName",
        "UserEmail",
        "Groups",
        "Subject",
        "Claims",
    }


def test_odd_texts_arrive_as_they_are(cases: dict[str, Case]) -> None:
    (payload,) = payloads(cases["text-odd"])
    assert payload["userDirectory"] == "O'Brien"
    assert payload["userId"] == 'Åsa 王 🎈 "x" $a `b'
    assert payload["name"] == "a\nb\tc"
    assert cases["text-odd"].only["User"] == payload["userId"]


@pytest.mark.parametrize("name", ["text-nul", "text-half-pair"])
def test_texts_that_no_token_can_hold(cases: dict[str, Case], name: str) -> None:
    (error,) = cases[name].errors
    assert error.id == "InvalidText,New-QsJwt"
    assert error.message.startswith("-UserId: ")


def test_groups(cases: dict[str, Case]) -> None:
    assert payloads(cases["groups-one"])[0]["group"] == ["a;b"]
    assert not payloads(cases["groups-none"])[0].get("group")
    assert "group" not in payloads(cases["groups-null"])[0]


def test_claims_keep_their_values(cases: dict[str, Case]) -> None:
    payload = claims(cases["claims-nested"].only)
    del payload["iat"], payload["exp"], payload["userId"], payload["userDirectory"]
    assert payload == {
        "t": "x",
        "n": 1,
        "f": 1.5,
        "b": True,
        "z": None,
        "l": [1, [2, {"d": "deep"}]],
        "e": [],
        "o": {"p": {"q": "r"}},
        "iso": "2024-01-01T00:00:00Z",
        "ms": "/Date(1)/",
        "big": 123456789012345678901234567890,
        "line": "-----BEGIN PRIVATE KEY-----",
    }
    assert claims(cases["claims-json"].only)["x"] == {"y": [1, "2"]}


def test_claims_that_differ_only_in_case(cases: dict[str, Case]) -> None:
    assert cases["claims-case"].out == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("deep", "InvalidClaim"),
        ("odd", "InvalidClaim"),
        ("text", "InvalidClaim"),
        ("reserved", "ReservedClaim"),
        ("large", "RequestTooLarge"),
        ("endless", "InvalidClaim"),
    ],
)
def test_claims_that_cannot_be(cases: dict[str, Case], name: str, code: str) -> None:
    case = cases[f"claims-{name}"]
    (error,) = [*case.errors, *([case.thrown] if case.thrown else [])]
    assert error.id == f"{code},New-QsJwt"


def test_claims_that_are_wrong_are_one_users(cases: dict[str, Case]) -> None:
    case = cases["claims-one-bad"]
    assert case.out == ["a", "c"]
    assert [error.id for error in case.errors] == ["InvalidClaim,New-QsJwt"]
    assert case.thrown is None


def test_after_all_faults_the_next_request_gets_its_own_answer(cases: dict[str, Case]) -> None:
    assert cases["claims-over-pipe"].only == 200_000
    assert payloads(cases["after-all-that"])[0]["userId"] == "zoe"


def test_durations(cases: dict[str, Case]) -> None:
    assert cases["durations"].out == [60, 120, 300, 300, 86_400, 5_400, 172_800, 90]
    bare = [30 * 86_400, 5 * 31_557_600, 86_400, 300, 1_000, 3_600]
    assert cases["durations-bare"].out == bare
    assert cases["durations-spans"].out == [300, 300, 300, 86_400, 108_000]
    for name in ("duration-wrong", "duration-negative", "duration-kilobytes"):
        thrown = cases[name].thrown
        assert thrown is not None
        assert thrown.id == "InvalidDuration,New-QsJwt"
        assert thrown.message.startswith("-Expires: ")


def test_the_result(cases: dict[str, Case]) -> None:
    result = cases["result"].only
    token = result["token"]
    assert result["type"] == "QsJwt.Token"
    assert result["bearer"] == result["header"] == f"Bearer {token}"
    assert result["method"] == token
    payload = claims(token)
    assert (result["iat"], result["exp"]) == (payload["iat"], payload["exp"])
    assert result["expires"].endswith("Z")
    assert result["issued"].endswith("Z")
    assert "qseow" in result["table"]
    for view in (result["table"], result["list"]):
        assert "eyJ" not in view
        assert token[:10] not in view


def test_a_token_from_a_job_is_still_its_text(cases: dict[str, Case]) -> None:
    result = cases["result-job"].only
    assert result["type"] == "Deserialized.QsJwt.Token"
    assert result["text"] == result["token"]
    assert result["user"] == "a"
    assert "eyJ" not in result["view"]


def test_a_token_in_a_session_without_the_module(cases: dict[str, Case]) -> None:
    assert cases["result-into-job"].only == {"header": True, "year": True}


def test_a_pipeline_variable_is_the_user_of_its_token(cases: dict[str, Case]) -> None:
    expected = [f"u{number} u{number}" for number in (1, 2, *range(1, 6))]
    assert cases["result-beside-its-user"].out == expected


def test_what_dotnet_cannot_hold_harms_no_other_request(cases: dict[str, Case]) -> None:
    case = cases["text-that-net-cannot-hold"]
    users = [p["userId"] for p in payloads(case)]
    assert users[-1] == "next"
    assert len(users) + len(case.errors) == 2


def test_other_forms(cases: dict[str, Case]) -> None:
    assert claims(cases["as-string"].only)["userId"] == "a"
    secure = cases["as-secure"].only
    assert secure["type"] == "SecureString"
    assert claims(secure["text"])["userId"] == "a"
    both = cases["as-both"].thrown
    assert both is not None
    assert both.id == "ConflictingOptions,New-QsJwt"


def test_an_error_points_at_the_callers_line(cases: dict[str, Case]) -> None:
    (error,) = cases["error-position"].errors
    assert error.line.endswith("# the caller's line")
    assert error.hint == "give it a value"
    (error,) = cases["error-target"].errors
    assert error.target == "@{UserDirectory=LAB; UserId=}"


def test_one_bad_user_does_not_stop_the_others(cases: dict[str, Case]) -> None:
    case = cases["error-others-go-on"]
    assert case.out == ["a", "c"]
    assert [error.id for error in case.errors] == ["EmptyValue,New-QsJwt"]


def test_what_is_wrong_for_all_users_is_said_once(cases: dict[str, Case]) -> None:
    case = cases["error-shared"]
    assert not case.errors
    assert case.thrown is not None
    assert case.thrown.id == "ReservedClaim,New-QsJwt"


def test_error_preferences(cases: dict[str, Case]) -> None:
    assert cases["error-stop"].out == ["a", "caught EmptyValue,New-QsJwt"]
    assert cases["error-variable"].out == [3, 3]
    assert cases["error-preference"].out == ["stopped", "silent"]


def test_the_same_warning_comes_once(cases: dict[str, Case]) -> None:
    case = cases["warnings-once"]
    assert len(case.out) == 3
    assert len(case.warnings) == len(set(case.warnings)) > 0
    assert "-UserEmail" in "".join(case.warnings)
    assert not cases["warning-preference"].warnings


def test_a_token_file(cases: dict[str, Case]) -> None:
    case = cases["file-out"]
    assert case.out == [{"same": True}]
    assert case.thrown is not None
    assert case.thrown.id == "FileExists,New-QsJwt"
    assert case.thrown.category == "ResourceExists"
    assert "-Force" in case.thrown.hint


def test_a_file_takes_one_token(cases: dict[str, Case]) -> None:
    case = cases["file-out-many"]
    assert case.out == ["a"]
    assert case.thrown is not None
    assert case.thrown.id == "FileExists,New-QsJwt"
    assert "the user before" in case.thrown.message


def test_what_if_writes_nothing(cases: dict[str, Case]) -> None:
    assert cases["file-what-if"].out[-1] == {"files": []}
    assert cases["file-what-if-none"].out == ["a"]


def test_a_new_certificate_signs_all_users(cases: dict[str, Case]) -> None:
    case = cases["certificate"]
    assert case.out[0] == {
        "users": ["a", "b"],
        "files": ["lab_privatekey.pem", "lab_publickey.cer", "lab_publickey.pem"],
    }
    assert case.out[1:] == [True, True]
    assert [error.id for error in case.errors] == ["EmptyValue,New-QsJwt"]
    assert case.thrown is not None
    assert case.thrown.id == "FileExists,New-QsJwt"
    nowhere = cases["certificate-nowhere"].thrown
    assert nowhere is not None
    assert nowhere.id == "InvalidPath,New-QsJwt"
    assert cases["certificate-here"].out == [
        {"files": ["privatekey.pem", "publickey.cer", "publickey.pem"]}
    ]
