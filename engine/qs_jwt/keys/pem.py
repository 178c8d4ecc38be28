"""Finding PEM blocks in what people give: any encoding, line end or folding.

Keys reach us through editors, e-mails, secret stores and Windows PowerShell's ``>``,
which leave a byte-order mark, UTF-16, CRLF, text around the block, or the whole block
on one line (with spaces, or with ``\\n`` written out). Only the wrapping is undone
here; what a block holds is parsed by cryptography.
"""

import base64
import codecs
import re
from typing import NamedTuple

# A body ends at the next five dashes, so that a file of many beginnings is read in one pass.
_BLOCK = re.compile(
    rb"-----BEGIN (?P<label>[ -,.-~]{1,64})-----"
    rb"(?P<body>[^-]*(?:-(?!----)[^-]*)*)"
    rb"-----END (?P=label)-----"
)
_LINE = 64
# How OpenSSL encrypted PEM before PKCS#8: the cipher, and where its first block begins.
_DEK_INFO = re.compile(rb"DEK-Info: *([A-Z0-9-]+), *([0-9A-Fa-f]*)")

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{64,}={0,2}")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]", re.ASCII)
# A first line whose hyphens or capitals a text editor, a mail or a hand has changed.
_BEGINS = re.compile(
    r"[-\u2010-\u2015\u2212]{2}BEGIN [A-Z0-9 ]{0,64}(?:KEY|CERTIFICATE)", re.ASCII | re.IGNORECASE
)


class Block(NamedTuple):
    """One PEM block.

    Attributes:
        label: such as ``RSA PRIVATE KEY``.
        pem: itself, in the usual form.
        line: the line where it begins, from 1.
    """

    label: str
    pem: bytes
    line: int = 1

    @property
    def content(self) -> bytes | None:
        """What is in it, decoded; None if it is not base64."""
        try:
            return base64.b64decode(b"".join(_body(self.pem).split()), validate=True)
        except ValueError:
            return None

    @property
    def flaw(self) -> str:
        """Why :attr:`content` is None; a character that does not belong there is no secret."""
        found = _NOT_BASE64.search(_body(self.pem).decode("utf-8", "replace"))
        if found is None:
            return "its body is not base64"
        seen = found[0].isascii() and found[0].isprintable()
        odd = f"'{found[0]}'" if seen else f"U+{ord(found[0]):04X}"
        return f"its body holds {odd}, which is not base64"

    @property
    def vector_is_cut(self) -> bool:
        """Whether the initialization vector that it names is shorter than its cipher's block."""
        found = _DEK_INFO.search(self.pem)
        if found is None:
            return False
        block = 8 if found[1].startswith(b"DES") else 16  # bytes
        return len(found[2]) < 2 * block

    @property
    def one_line(self) -> str:
        """The block on one line, as the web form of Qlik Cloud takes it."""
        return "".join(self.pem.decode("ascii").split("\n"))


def unwrap(data: bytes) -> bytes:
    """``data`` without byte-order mark, as ASCII-compatible bytes, with real line ends."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    elif data.startswith((b"-\0", b"\0-")):  # UTF-16 without its mark
        data = data.decode("utf-16-le" if data[0] else "utf-16-be", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"-----BEGIN" in data:
        data = data.replace(b"\r\n", b"\n")
        if b"\\n" in data:  # once or twice: JSON in JSON doubles the backslash
            data = re.sub(rb"(?:\\+r)?\\+n", b"\n", data)
    return data


def blocks(data: bytes) -> list[Block]:
    """The PEM blocks in ``data`` (as :func:`unwrap` gives it), in their order."""
    return [
        Block(
            match["label"].decode(),
            _folded(match["label"], match["body"]),
            data.count(b"\n", 0, match.start()) + 1,
        )
        for match in _BLOCK.finditer(data)
    ]


def from_base64(data: bytes) -> bytes | None:
    """What ``data`` is base64 of, in either alphabet, on any number of lines; or None.

    Secret stores hand out whole PEM, DER and PFX files in base64, and some people the
    body of a PEM block without its first and last line.
    """
    text = b"".join(data.split())
    if b"-----BEGIN" in data or not _BASE64.fullmatch(text) or flaw(data):
        return None
    text = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    except ValueError:
        return None


def is_json(data: bytes) -> bool:
    """Whether ``data`` begins as a JSON object does, and not to hold PEM text.

    Secret stores answer with an object that has the key as one of its texts.
    """
    return data.lstrip()[:1] == b"{" and b"-----BEGIN" not in data


def json_of(data: bytes) -> bytes | None:
    """The JSON object that ``data`` is, or is base64 of; or None."""
    data = unwrap(data)
    if is_json(data):
        return data
    inner = from_base64(data)
    return None if inner is None else json_of(inner)


def flaw(data: bytes) -> str | None:
    """What keeps ``data`` from being the PEM text that it begins to be; None if it does not."""
    if b"-----BEGIN" not in data:
        if not _BEGINS.search(data.decode("utf-8", "replace")):
            return None
        return "its BEGIN line is not in capitals between five hyphens each"
    if _BLOCK.search(data):
        return None
    if b"-----END" in data:
        return "its END line does not read as its BEGIN line does"
    return "its PEM text is cut off before the END line"


def _body(pem: bytes) -> bytes:
    return pem.partition(b"-----\n")[2].partition(b"\n-----")[0]


def _folded(label: bytes, body: bytes) -> bytes:
    if b":" in body:  # header lines of a legacy encrypted key, which need their line ends
        lines = body.strip()
    else:
        text = b"".join(body.split())
        lines = b"\n".join(text[at : at + _LINE] for at in range(0, len(text), _LINE))
    return b"-----BEGIN %b-----\n%b\n-----END %b-----\n" % (label, lines, label)
