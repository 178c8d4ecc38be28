"""Running other programs; loaded by those that do."""

import sys

from qs_jwt.system.answers import Answer

if sys.platform == "win32":
    from qs_jwt.system.windows_names import split_words
    from qs_jwt.system.windows_programs import (
        converse,
        find_program,
        is_line_too_long,
        runs_under_cmd,
    )
else:
    from qs_jwt.system.posix_programs import (
        converse,
        find_program,
        is_line_too_long,
        runs_under_cmd,
        split_words,
    )

__all__ = [
    "Answer",
    "converse",
    "find_program",
    "is_line_too_long",
    "runs_under_cmd",
    "split_words",
]
