"""Names as Windows reads them: functions of the text alone, which hold on every system."""

import re

_LONGEST = 247  # characters of a folder's path, of 259 for a file's
_EXTENDED = "\\\\?\\"
# Devices, in every folder and with every extension: Microsoft's "Naming Files, Paths, and
# Namespaces"; the superscript digits count as digits.
_DEVICE = re.compile(
    "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE
)


def extended(path: str) -> str:
    """An absolute ``path`` in the form that has no limit of 260 characters, if it needs it."""
    if len(path) <= _LONGEST or path.startswith(_EXTENDED):
        return path
    if path.startswith("\\\\"):
        return f"{_EXTENDED}UNC\\{path[2:]}"
    return f"{_EXTENDED}{path}"


def is_device_or_stream(path: str) -> bool:
    """Whether the last name in ``path`` is a device, or another stream of a file (``a.jwt:x``)."""
    if path.startswith("\\\\.\\"):
        return True
    rest = path[2:] if path[1:2] == ":" else path
    name = re.split(r"[\\/]", rest)[-1]
    stem = name.split(".")[0].split(":")[0].rstrip(" ")
    return ":" in name or _DEVICE.fullmatch(stem) is not None
