"""What Python may give for the text or number that an option takes."""

from datetime import datetime, timedelta
from os import PathLike, fspath
from typing import Any

from qs_jwt.results import Result


def plain(value: Any) -> Any:
    """``value`` as JSON has it, if it is a path, a time or its length, a token, or a text's kind.

    A time without an offset is left for the check to refuse: it may be in any zone.
    """
    if type(value) in (str, int, bool, list):
        return value
    if isinstance(value, str):  # of an enumeration, or another library's
        return str.__str__(value)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, PathLike):
        return fspath(value)
    if isinstance(value, datetime) and value.tzinfo:
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds())}s"  # with its unit: nobody mistook it for another
    return value.text() if isinstance(value, Result) else value
