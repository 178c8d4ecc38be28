"""When a token begins and ends."""

import time

import pytest

from conftest import Runner
from create_lines import ANNA, ANNA_CLOUD, CLOUD, QSEOW
from handmade import parts

YEAR = 31_557_600  # seconds, as the npm package ms has it


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("60m", 3600),
        ("48h", 172_800),
        ("365d", 31_536_000),
        ("5y", 5 * YEAR),
        ("2 days", 172_800),
        ("1.5h", 5400),
        ("120", 120),
        ("1w", 604_800),
        ("1 Week", 604_800),
        (".5h", 1800),
        ("90 secs", 90),
        ("1500ms", 1),
        ("2mo", YEAR // 6),
    ],
)
def test_expires_takes_the_grammar_of_ms(qs_jwt: Runner, text: str, seconds: int) -> None:
    _, payload = parts(qs_jwt(*QSEOW, *ANNA, "--expires", text).out)
    assert payload["exp"] - payload["iat"] == seconds


@pytest.mark.parametrize(
    "text", ["-1h", "0", "1 fortnight", "", "1h30m", "9000y", "1e3", "999ms", "٣h", "h", "9" * 101]
)
def test_expires_refuses(qs_jwt: Runner, text: str) -> None:
    done = qs_jwt(*QSEOW, *ANNA, "--expires", text, "--output", "json")
    assert (done.code, done.error["code"]) == (2, "InvalidDuration")
    assert done.error["parameter"] == "expires"


def test_backdate_moves_the_start_and_keeps_the_length(qs_jwt: Runner) -> None:
    before = int(time.time())
    _, payload = parts(qs_jwt(*CLOUD, *ANNA_CLOUD, "--backdate", "5m", "--expires", "1h").out)
    assert payload["iat"] == payload["nbf"]
    assert payload["exp"] - payload["nbf"] == 3600
    assert before <= payload["iat"] + 300 <= time.time()


def test_long_lifetime_on_demand(qs_jwt: Runner) -> None:
    done = qs_jwt(*CLOUD, *ANNA_CLOUD, "--expires", "365d", "--allow-long-lifetime")
    _, payload = parts(done.out)
    assert payload["exp"] - payload["nbf"] == 31_536_030  # it begins 30 seconds ago


@pytest.mark.parametrize(
    ("words", "back", "length"),
    [
        ((), 30, 3600),
        (("--expires", "30s"), 30, 60),
        (("--expires", "3580"), 30, 3600),
        (("--expires", "3570"), 30, 3600),
        (("--expires", "30m"), 30, 1830),
        (("--backdate", "0"), 0, 3600),
        (("--backdate", "10s", "--expires", "1m"), 10, 60),
    ],
)
def test_cloud_forgives_a_clock_that_is_ahead(
    qs_jwt: Runner, words: tuple[str, ...], back: int, length: int
) -> None:
    """Qlik takes no token from the future; the end stays within its hour."""
    before = int(time.time())
    _, payload = parts(qs_jwt(*CLOUD, *ANNA_CLOUD, *words).out)
    assert before - back <= payload["iat"] <= int(time.time()) - back
    assert payload["nbf"] == payload["iat"]
    assert payload["exp"] - payload["nbf"] == length


def test_qseow_begins_now(qs_jwt: Runner) -> None:
    before = int(time.time())
    _, payload = parts(qs_jwt(*QSEOW, *ANNA).out)
    assert before <= payload["iat"] <= int(time.time())


@pytest.mark.windows
def test_an_end_instead_of_a_lifetime(qs_jwt: Runner) -> None:
    end = int(time.time()) + 600
    for words in ((*QSEOW, *ANNA), (*CLOUD, *ANNA_CLOUD)):
        _, payload = parts(qs_jwt(*words, "--expires-at", str(end)).out)
        assert payload["exp"] == end
    text = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end))
    assert parts(qs_jwt(*QSEOW, *ANNA, "--expires-at", text).out)[1]["exp"] == end


def test_an_end_that_is_refused(qs_jwt: Runner) -> None:
    now = int(time.time())
    for words, code, parameter in (
        ((*QSEOW, *ANNA, "--expires-at", str(now - 1)), "InvalidDuration", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", "soon"), "InvalidDuration", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", "999999999999"), "InvalidDuration", "expires_at"),
        ((*CLOUD, *ANNA_CLOUD, "--expires-at", str(now + 3700)), "QlikWouldRefuse", "expires_at"),
        ((*QSEOW, *ANNA, "--expires-at", str(now + 60), "--expires", "1h"),
         "ConflictingOptions", "expires_at"),
        # what belongs to the other option
        ((*QSEOW, *ANNA, "--expires", str(now + 60)), "InvalidDuration", "expires"),
    ):  # fmt: skip
        done = qs_jwt(*words, "--output", "json")
        assert (done.code, done.error["code"]) == (2, code), words
        assert done.error["parameter"] == parameter
        assert "--expires-at" in str(done.error)
    long = (*CLOUD, *ANNA_CLOUD, "--expires-at", str(now + 9000), "--allow-long-lifetime")
    assert parts(qs_jwt(*long).out)[1]["exp"] == now + 9000
