"""ConvertFrom-QsJwt and Test-QsJwt: what a token says, and whether it is valid."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Case, Shell


@pytest.fixture(scope="module")
def cases(new_shell: Callable[[], Shell]) -> dict[str, Case]:
    return new_shell().cases("checks.ps1")


def rules(findings: list[dict[str, Any]]) -> set[str]:
    return {finding["Rule"] for finding in findings}


def test_decode(cases: dict[str, Case]) -> None:
    case = cases["decode"]
    decoded = case.only
    assert decoded["type"] == "QsJwt.DecodedToken"
    assert decoded["header"] == {"alg": "RS256", "typ": "JWT"}
    assert decoded["payload"]["userId"] == 'Åsa "x"'
    assert decoded["payload"]["group"] == ["a", "b"]
    assert isinstance(decoded["payload"]["exp"], int)
    assert decoded["issued"].endswith("Z")
    assert decoded["expires"] > decoded["issued"]
    assert decoded["before"] == ""
    assert decoded["checked"] is False
    assert decoded["valid"] is None
    (warning,) = case.warnings
    assert "NOT checked" in warning
    assert "-CertificatePath" in warning


def test_decode_with_a_key(cases: dict[str, Case]) -> None:
    decoded = cases["decode-checked"].only
    assert (decoded["checked"], decoded["valid"], decoded["findings"]) == (True, True, [])
    assert not cases["decode-checked"].warnings
    cloud = cases["decode-cloud"].only
    assert cloud["valid"] is True
    assert cloud["header"]["kid"] == "key-1"
    assert cloud["before"] == cloud["issued"]
    assert cases["decode-forms"].out == [True] * 5
    wrong = cases["decode-wrong-key"].only
    assert (wrong["checked"], wrong["valid"]) == (True, False)
    assert wrong["findings"]


def test_decode_with_expectations(cases: dict[str, Case]) -> None:
    right, rule, cloud, other = cases["decode-expected"].out
    assert (right, rule, cloud, other) == (True, "Audience", True, True)


def test_odd_claims_come_back_unchanged(cases: dict[str, Case]) -> None:
    *texts, times = cases["decode-odd"].out
    assert [json.loads(text) for text in texts] == [
        {"a": 1, "A": 2, "": 3},
        {"PSObject": 1, "Count": 2, "InnerText": "x"},
        {
            "iso": "2024-01-01T00:00:00Z",
            "ms": "/Date(1)/",
            "n": 12345678901234567890,
            "iat": 1.5,
            "exp": 1e300,
            "nbf": "x",
        },
        {"__type": "t", "x y": [[], {}]},
    ]
    assert (times["before"], times["expires"]) == ("", "")
    assert cases["decode-deep"].only == 90
    (error,) = cases["decode-too-deep"].errors
    assert error.id.endswith(",ConvertFrom-QsJwt")


def test_what_is_no_token_is_an_error_of_its_own(cases: dict[str, Case]) -> None:
    case = cases["decode-bad"]
    assert case.out == ['Åsa "x"']
    assert len(case.errors) == 8
    for error in case.errors:
        assert error.target == ""  # it could be a token
    codes = [error.id.partition(",")[0] for error in case.errors]
    assert codes[-1] == "RequestTooLarge"
    assert "TokenMalformed" in codes
    thrown = cases["decode-no-key"].thrown
    assert thrown is not None
    assert thrown.id == "FileMissing,ConvertFrom-QsJwt"


def test_the_view_shows_no_part_of_the_token(cases: dict[str, Case]) -> None:
    assert "eyJ" not in cases["decode-view"].only


def test_valid_or_not(cases: dict[str, Case]) -> None:
    assert cases["test"].only is True
    assert cases["test-pipe"].out == [True, False, False, True]
    assert cases["test-wrong-key"].out == [False]
    assert cases["test-many"].only == {"right": 200}


def test_what_is_no_valid_token_is_false(cases: dict[str, Case]) -> None:
    assert cases["test-typed-nonsense"].out == [False, False, False]
    assert not cases["test-typed-nonsense"].errors
    assert cases["test-in-a-table"].out == [True, True, True]
    case = cases["test-nonsense"]
    assert case.thrown is None
    assert not case.errors
    assert case.out == [False] * 10


def test_the_report(cases: dict[str, Case]) -> None:
    found = cases["test-detailed"].only
    assert found["type"] == "QsJwt.VerificationReport"
    assert found["finding"] == "QsJwt.Finding"
    report = found["report"]
    assert (report["Valid"], report["Platform"]) == (False, "qseow")
    assert report["SignatureChecked"] is True
    assert "Expired" in rules(report["Findings"])
    assert report["Payload"]["userId"] == "a"
    for finding in report["Findings"]:
        assert finding["Found"]
        assert finding["Expected"]
        assert finding["Hint"]
        assert "--" not in finding["Hint"]
    for nonsense in cases["test-detailed-nonsense"].out:
        assert nonsense["valid"] is False
        assert nonsense["findings"]


def test_expectations(cases: dict[str, Case]) -> None:
    assert cases["test-cloud"].out == [True, False, False, False, True]
    assert cases["test-times"].out == [True, True, True]


def test_without_a_key(cases: dict[str, Case]) -> None:
    no_key = cases["test-no-key"]
    assert no_key.thrown is not None
    assert no_key.thrown.id == "MissingOption,Test-QsJwt"
    assert "-CertificatePath" in no_key.thrown.message + no_key.thrown.hint
    skip = cases["test-skip"]
    assert skip.only is True
    assert any("NOT checked" in warning for warning in skip.warnings)


def test_an_error_only_where_the_check_could_not_be_made(cases: dict[str, Case]) -> None:
    unreadable = cases["test-unreadable-key"].thrown
    assert unreadable is not None
    assert (unreadable.id, unreadable.category) == ("FileMissing,Test-QsJwt", "ObjectNotFound")
    odd = cases["test-odd-key"].thrown
    assert odd is not None
    assert odd.id == "CertificateInvalid,Test-QsJwt"


def test_what_others_wrote_does_not_end_the_session(cases: dict[str, Case]) -> None:
    """Texts that .NET's own reader cannot hold."""
    case = cases["half-pairs"]
    assert case.thrown is None
    assert case.out == [False, False, False, False, True]
