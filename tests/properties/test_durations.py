"""Durations agree with the npm package ms, whose grammar they take."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile import attempt, texts
from peers import ask_node
from qs_jwt.errors import InvalidDuration
from qs_jwt.times import describe_duration, parse_duration

# milliseconds that ms gives, read off the table in its source and its documentation
MS = {
    "1ms": 1, "1s": 1_000, "1m": 60_000, "1h": 3_600_000, "1d": 86_400_000, "1w": 604_800_000,
    "1y": 31_557_600_000, "2 days": 172_800_000, "10h": 36_000_000, "2.5 hrs": 9_000_000,
    "1.5h": 5_400_000, ".5h": 1_800_000, "5s": 5_000, "100 ms": 100, "1 minute": 60_000,
    "60 Secs": 60_000, "3 Weeks": 1_814_400_000, "2 YEARS": 63_115_200_000, "1   d": 86_400_000,
    "53 milliseconds": 53, "17 msecs": 17, "1 sec": 1_000, "1 min": 60_000, "1 hr": 3_600_000,
    "1 day": 86_400_000, "1 week": 604_800_000, "1 yr": 31_557_600_000,
}  # fmt: skip
NOT_MS = [
    "", "-", ".", "1.h", "h", "1 fortnight", "1h30m", "1e3s", "0x10s", "1,5h", "+1h", "1h ago",
    "٣h", "1\u00a0h", "1\th", "1hh", "one hour", "∞", "1 h 2", "NaN", "--1h", "1\u017f", "1K",
]  # fmt: skip
SPELLINGS = [
    "ms", "msec", "msecs", "millisecond", "milliseconds", "s", "sec", "secs", "second", "seconds",
    "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours", "d", "day", "days",
    "w", "week", "weeks", "y", "yr", "yrs", "year", "years",
]  # fmt: skip
AMOUNTS = ["0", "1", "7", "0.25", ".125", "10.5", "365", "999999", "00012"]


@pytest.mark.parametrize("text", MS)
def test_the_table(text: str) -> None:
    assert parse_duration(text, "expires") == MS[text] // 1000


@pytest.mark.parametrize("text", NOT_MS)
def test_no_duration_for_ms_is_none_here(text: str) -> None:
    with pytest.raises(InvalidDuration):
        parse_duration(text, "expires")


def test_ms_itself_agrees() -> None:
    """Every spelling of every unit, and all that it refuses, in one Node process."""
    made = [
        f"{amount}{blank}{unit}"
        for amount, blank, unit in itertools.product(AMOUNTS, ("", " "), SPELLINGS)
    ]
    refused = [*NOT_MS, "9" * 101, "1" * 100 + "h"]
    answers = ask_node(
        [{"library": "ms", "method": "parse", "text": text} for text in [*MS, *made, *refused]]
    )
    assert [answer.value for answer in answers[: len(MS)]] == list(MS.values())
    for text, answer in zip(made, answers[len(MS) :], strict=False):
        assert answer.ok, text
        assert parse_duration(text, "expires") == int(Fraction(answer.value) // 1000), text
    for text, answer in zip(refused, answers[len(MS) + len(made) :], strict=True):
        assert not answer.ok or answer.value is None, text
        assert isinstance(attempt(parse_duration, text, "expires"), InvalidDuration), text


@given(st.integers(0, 10**90))
def test_a_bare_number_is_seconds(seconds: int) -> None:
    assert parse_duration(seconds, "expires") == parse_duration(str(seconds), "expires") == seconds
    assert parse_duration(f"{seconds}s", "expires") == seconds


@given(st.integers(0, 10**12))
def test_what_is_said_for_people_is_read_back(seconds: int) -> None:
    assert parse_duration(describe_duration(seconds), "expires") == seconds


@given(st.one_of(texts, st.from_regex(r"-?\d*\.?\d+ *[a-z]*")))
def test_any_text(text: str) -> None:
    answer = attempt(parse_duration, text, "expires")
    if isinstance(answer, InvalidDuration):
        assert answer.message.isprintable()
    else:
        assert isinstance(answer, int)
        assert answer >= 0
