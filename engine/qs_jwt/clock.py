"""The time now: the one place that asks this computer's clock, and doubts it."""

import time

from qs_jwt.errors import ClockWrong

LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z, the last that dates can name


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
        f"this computer's clock is {'before 1970' if seconds < 0 else 'beyond all dates'}",
        hint="set it; a token says when it is valid",
    )
