"""Names as Windows reads them: functions of the text alone, which hold on every system."""

import re

_LONGEST = 247  # characters of a folder's path, of 259 for a file's
_EXTENDED = "\\\\?\\"
# Devices, in every folder and with every extension: Microsoft's "Naming Files, Paths, and
# Namespaces"; the superscript digits count as digits.
_DEVICE = re.compile(
    "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE
)

_PIECES = re.compile(r"(\\*)([^\\]|$)")  # backslashes, and the character after them


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


def split_words(text: str) -> list[str]:
    """The words of a command line by the rules of CommandLineToArgvW.

    ``"`` groups, ``\\`` is literal but before ``"``, and ``'`` is like any other character.

    Raises:
        ValueError: a quote does not close.
    """
    found: list[str] = []
    word: str | None = None
    quoted = False
    for match in _PIECES.finditer(text):
        slashes, piece = match[1], match[2]
        if slashes:
            ends_in_quote = piece == '"'
            kept = len(slashes) // 2 if ends_in_quote else len(slashes)
            word = (word or "") + "\\" * kept
        if piece == '"' and len(slashes) % 2 == 0:
            quoted, word = not quoted, word or ""
        elif piece and piece in " \t" and not quoted:
            found += [] if word is None else [word]
            word = None
        elif piece:
            word = (word or "") + piece
    if quoted:
        raise ValueError("a quote does not close")
    return found if word is None else [*found, word]
