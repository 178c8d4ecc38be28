"""Finding PEM blocks in what people give: any encoding, line end or folding.

Keys reach us through editors, e-mails, secret stores and Windows PowerShell's ``>``,
which leave a byte-order mark, UTF-16, CRLF, text around the block, or the whole block
on one line (with spaces, or with ``\\n`` written out). Only the wrapping is undone
here; what a block holds is parsed by cryptography.
"""

import codecs
import re
from typing import NamedTuple

# A body ends at the next five dashes, so that a file of many beginnings is read in one pass.
_BLOCK = re.compile(
    rb"-----BEGIN (?P<label>[A-Z0-9 ]+)-----"
    rb"(?P<body>[^-]*(?:-(?!----)[^-]*)*)"
    rb"-----END (?P=label)-----"
)
_LINE = 64


class Block(NamedTuple):
    """One PEM block: its label (``RSA PRIVATE KEY``) and itself, in the usual form."""

    label: str
    pem: bytes

    @property
    def one_line(self) -> str:
        """The block on one line, as the web form of Qlik Cloud takes it."""
        return "".join(self.pem.decode("ascii").split("\n"))


def unwrap(data: bytes) -> bytes:
    """``data`` without byte-order mark, as ASCII-compatible bytes, with real line ends."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"-----BEGIN" in data:
        data = data.replace(b"\r\n", b"\n")
        if b"\\n" in data:
            data = data.replace(b"\\r\\n", b"\n").replace(b"\\n", b"\n")
    return data


def blocks(data: bytes) -> list[Block]:
    """The PEM blocks in ``data`` (as :func:`unwrap` gives it), in their order."""
    return [
        Block(match["label"].decode(), _folded(match["label"], match["body"]))
        for match in _BLOCK.finditer(data)
    ]


def is_cut_off(data: bytes) -> bool:
    """Whether a block begins in ``data`` that does not end."""
    return b"-----BEGIN" in data and not _BLOCK.search(data)


def _folded(label: bytes, body: bytes) -> bytes:
    if b":" in body:  # header lines of a legacy encrypted key, which need their line ends
        lines = body.strip()
    else:
        text = b"".join(body.split())
        lines = b"\n".join(text[at : at + _LINE] for at in range(0, len(text), _LINE))
    return b"-----BEGIN %b-----\n%b\n-----END %b-----\n" % (label, lines, label)
