"""Lines of input, each of a length that memory has room for."""

from collections.abc import Iterator
from typing import IO

MAX_LINE = 1_048_576  # bytes, without the line's end

_BOM = b"\xef\xbb\xbf"
_SKIP = 65_536


def read(source: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of ``source``, without a byte-order mark and with their ends.

    None stands for each line longer than :data:`MAX_LINE`.
    """
    first = True
    while line := source.readline(MAX_LINE + len(_BOM + b"\r\n")):
        ended = line.endswith(b"\n")
        if first:
            line = line.removeprefix(_BOM)
            first = False
        if len(line) <= MAX_LINE or len(line.rstrip(b"\r\n")) <= MAX_LINE:
            yield line
            continue
        while not ended and (rest := source.readline(_SKIP)):
            ended = rest.endswith(b"\n")
        yield None
