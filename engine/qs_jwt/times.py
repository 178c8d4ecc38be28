"""Time: this computer's clock, and lengths and points of time as people write them.

The grammar of lengths is that of the npm package ``ms``, which the Node tool uses, so that
values move over unchanged; a bare number is seconds here, as it is in a token.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from qs_jwt.errors import ClockWrong, InvalidDuration

LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z, the last that dates can name
_MILLISECONDS = {
    "ms": 1,
    "s": 1_000,
    "m": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
    "w": 604_800_000,
    "mo": 2_629_800_000,  # a twelfth of the year below
    "y": 31_557_600_000,  # 365.25 days
}
_SPELLINGS = {
    spelling: unit
    for unit, spellings in {
        "ms": "milliseconds millisecond msecs msec ms",
        "s": "seconds second secs sec s",
        "m": "minutes minute mins min m",
        "h": "hours hour hrs hr h",
        "d": "days day d",
        "w": "weeks week w",
        "mo": "months month mo",
        "y": "years year yrs yr y",
    }.items()
    for spelling in spellings.split()
}
_GRAMMAR = re.compile(
    r"(?P<sign>-?)(?P<whole>\d*)(?:\.(?P<part>\d+))? *(?P<unit>[a-z]*)", re.IGNORECASE | re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TEXT = 100

EXAMPLES = "write it as 60m, 48h, 365d, 1.5h, or as seconds"


@lru_cache(maxsize=64)  # of a batch or a server, every token asks the same
def parse_duration(value: str | int, parameter: str) -> int:
    """The length of time in whole seconds, rounded down.

    Args:
        value: a number of seconds, or text such as ``90``, ``60m`` or ``2 days``.
        parameter: the option's name, for the error.

    Raises:
        InvalidDuration: not in the grammar, or negative.
    """
    return _thousandths(value, parameter) // 1_000


def parse_seconds(value: str | int, parameter: str) -> int:
    """The length of time in seconds, of which there are no parts.

    Args and Raises: as :func:`parse_duration`.
    """
    thousandths = _thousandths(value, parameter)
    if thousandths % 1_000:
        raise InvalidDuration(
            "{option}: {value:text} is not a number of whole seconds",
            hint="write it as 30, 30s or 2m",
            parameter=parameter,
            text=f"{value!r}",
        )
    return thousandths // 1_000


def _thousandths(value: str | int, parameter: str) -> int:
    text = str(value).strip(" ")
    match = _GRAMMAR.fullmatch(text) if len(text) <= _LONGEST_TEXT else None
    unit = _SPELLINGS.get(match["unit"].lower() or "s") if match else None
    if match is None or unit is None or not (match["whole"] or match["part"]):
        date = _DATE.match(text) if parameter == "expires" else None
        end = (
            f"{{option:expires_at={date[0]}}} takes the end itself; as a lifetime, " if date else ""
        )
        raise InvalidDuration(
            "{option}: {value:text} is not a duration",
            hint=end + EXAMPLES,
            parameter=parameter,
            text=f"{text[:_LONGEST_TEXT]!r}",
        )
    part = match["part"] or ""
    thousandths: int = int(match["whole"] + part) * _MILLISECONDS[unit] // 10 ** len(part)
    if match["sign"] == "-" and thousandths:
        raise InvalidDuration(
            "{option}: {value:text} is negative",
            hint=EXAMPLES,
            parameter=parameter,
            text=f"{text!r}",
        )
    return thousandths


def describe_duration(seconds: int) -> str:
    """``seconds`` for people, in the largest unit that divides it: ``2 days``, ``90 minutes``."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds and seconds % size == 0:
            count = seconds // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} second" if seconds == 1 else f"{seconds} seconds"


def describe_age(seconds: int) -> str:
    """``seconds`` for people, roughly: in whole days, hours or minutes if there are two."""
    for size in (86_400, 3_600, 60):
        if seconds >= 2 * size:
            return describe_duration(seconds // size * size)
    return describe_duration(seconds)


def moment(seconds: int) -> datetime:
    """A point in time in epoch seconds, of the years 1 to 9999.

    Raises:
        OverflowError: it is in no such year.
    """
    # not fromtimestamp, which on Windows takes no time before 1970 or after 3000
    return _EPOCH + timedelta(seconds=seconds)


def describe_time(seconds: float) -> str:
    """A point in time, in epoch seconds, for people: ``2026-01-31 12:00:00 UTC``."""
    return moment(min(int(seconds), LATEST)).strftime("%Y-%m-%d %H:%M:%S UTC")


def parse_time(value: str | int, parameter: str) -> int:
    """A point in time in epoch seconds.

    Args:
        value: epoch seconds, or ISO 8601 such as ``2026-01-31T12:00:00Z``; without an
            offset it is UTC.
        parameter: the option's name, for the error.

    Raises:
        InvalidDuration: neither, or before 1970 or after the year 9999.
    """
    text = str(value).strip()
    try:
        # eight digits are a date, 20270131, and no second of 1970
        if text.isascii() and text.isdigit() and not (isinstance(value, str) and len(text) == 8):
            found = moment(int(text))
        else:
            found = datetime.fromisoformat(text)
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
        seconds = (found - _EPOCH) // timedelta(seconds=1)
    except (ValueError, OverflowError):
        seconds = -1
    if not 0 <= seconds <= LATEST:
        raise InvalidDuration(
            "{option}: {value:text} is not a time",
            hint="write it as 2026-01-31T12:00:00Z, or as epoch seconds",
            parameter=parameter,
            text=f"{text[:_LONGEST_TEXT]!r}",
        )
    return seconds


def now() -> float:
    """The time in epoch seconds.

    Raises:
        ClockWrong: it is before 1970 or after the year 9999.
    """
    try:
        seconds = time.time()
    except OverflowError:  # Python's own end is in 2262
        seconds = LATEST + 1
    if 0 <= seconds <= LATEST:
        return seconds
    raise ClockWrong(
        "this computer's clock is {value:when}",
        hint="set it; a token says when it is valid",
        when="before 1970" if seconds < 0 else "beyond all dates",
    )
