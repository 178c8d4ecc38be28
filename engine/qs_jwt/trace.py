"""Where a failure came from, for ``--loglevel debug``: places only, no values."""

import sys
import traceback


def trace_lines() -> list[str]:
    """The places that the current exception passed through, and its type.

    Neither the exception's own text nor source lines are shown: either may quote a
    key, a passphrase or a token.
    """
    kind, _, trace = sys.exc_info()
    if kind is None:
        return []
    return [
        *(
            f"{frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace)
        ),
        kind.__name__,
    ]
