"""What differs between operating systems; no other module asks which one this is.

Both modules offer the same names.
"""

import sys

from qs_jwt.system.ending import END_SIGNALS, undisturbed

if sys.platform == "win32":
    from qs_jwt.system.windows import (
        HAS_WINDOWS_POWERSHELL,
        NO_WAIT,
        READ,
        STDIN_FILE,
        Folder,
        block,
        cores,
        extended,
        hold,
        is_in_use,
        is_open_to_others,
        is_private,
        is_reader_gone,
        is_special,
        others_may_write,
        widen,
    )
else:
    from qs_jwt.system.posix import (
        HAS_WINDOWS_POWERSHELL,
        NO_WAIT,
        READ,
        STDIN_FILE,
        Folder,
        block,
        cores,
        extended,
        hold,
        is_in_use,
        is_open_to_others,
        is_private,
        is_reader_gone,
        is_special,
        others_may_write,
        widen,
    )

__all__ = [
    "END_SIGNALS",
    "HAS_WINDOWS_POWERSHELL",
    "NO_WAIT",
    "READ",
    "STDIN_FILE",
    "Folder",
    "block",
    "cores",
    "extended",
    "hold",
    "is_in_use",
    "is_open_to_others",
    "is_private",
    "is_reader_gone",
    "is_special",
    "others_may_write",
    "undisturbed",
    "widen",
]
