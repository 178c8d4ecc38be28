"""What a program that was run did."""

from typing import NamedTuple


class Answer(NamedTuple):
    """What a program did.

    Attributes:
        code: its exit code, less than 0 for a signal; None where its time was over.
        out: what it wrote on standard output; over the limit, it was ended.
        err: the end of what it wrote on standard error.
    """

    code: int | None
    out: bytes
    err: bytes
