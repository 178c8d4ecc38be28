"""Reading tokens of other people's making, strictly, and checking their signatures.

PyJWT checks the signature. What it lets through (names that stand twice, padding, the
standard base64 alphabet) or fails on (numbers of over 4,000 digits, deep nesting) is refused
here before it sees the token.
"""

import base64
import re
from typing import Any, NamedTuple

from cryptography.x509 import Certificate

from qs_jwt import reading, rules, strict_json, tokens
from qs_jwt.errors import MissingOption, TokenMalformed
from qs_jwt.keys import kinds
from qs_jwt.keys.facts import facts_of
from qs_jwt.keys.kinds import PublicKey
from qs_jwt.rules import Broken, Finding, Subject
from qs_jwt.rules.any_token import SIGNATURE
from qs_jwt.wording import COMMAND_LINE, Notice

MAX_TOKEN = 1_048_576  # characters
_DEEPEST_NESTING = 100
SIGNATURE_NOT_CHECKED = Notice(
    "SignatureNotChecked",
    "the signature was NOT checked; anybody can write such a token",
    hint="give {option:cert_publickey_file} to check it",
)
# one in the text of a log, of curl's configuration, of a table
_TOKEN = re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_PREFIX = re.compile(r"(?:authorization:\s*)?bearer\s+", re.IGNORECASE)
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_JWE_PARTS = 5


class ParsedToken(NamedTuple):
    """A token taken apart, its signature not yet checked.

    Attributes:
        text: the token in its compact form, without what stood around it.
        header, payload: what it says.
    """

    text: str
    header: dict[str, Any]
    payload: dict[str, Any]


def token_text(jwt: str | None, jwt_file: str | None, command: str) -> str:
    """The token that two options give, from whichever it is.

    Raises:
        MissingOption: neither is given.
        QsJwtError: the file cannot be read.
    """
    if jwt_file is not None:
        data = reading.read(jwt_file, "jwt_file", limit=2 * MAX_TOKEN, private=True)
        return data.decode(reading.encoding_of(data), "replace")
    if jwt is None:
        raise MissingOption(
            f"{{command:{command}}} needs {{option:jwt}} or {{option:jwt_file}}",
            hint="give {option:jwt=TOKEN} or {option:jwt_file=FILE}",
            parameter="jwt",
        )
    return jwt


def given_token(jwt: str | None, jwt_file: str | None, command: str) -> ParsedToken:
    """The token that two options give, parsed.

    Raises:
        TokenMalformed: it is not a token; and those of :func:`token_text`.
    """
    text = token_text(jwt, jwt_file, command)
    return parse(text, "jwt" if jwt_file is None else "jwt_file")


def parse(text: str, parameter: str = "jwt") -> ParsedToken:
    """The parts of a token in its compact form, with or without ``Bearer`` or quotes around it.

    Args:
        text: the token.
        parameter: the option that it came by, for errors.

    Raises:
        TokenMalformed: it is not a token; the message says in what.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()  # as JSON and shells write it
    prefix = _PREFIX.match(text)
    if prefix:
        text = text[prefix.end() :]
    if len(text) > MAX_TOKEN:
        raise _malformed(parameter, f"is longer than {MAX_TOKEN} characters")
    if not text:
        raise _malformed(parameter, "is empty")
    if text.startswith("{"):
        raise TokenMalformed(
            "{option}: the token {value:what}",
            hint="give the text of the token alone, without the JSON around it",
            parameter=parameter,
            what="stands in a JSON object",
        )
    if "-----BEGIN" in text:
        raise _malformed(parameter, "is a key or a certificate")
    if re.search(r"\s", text):
        raise _not_alone(text, parameter)
    parts = text.split(".")
    if len(parts) == _JWE_PARTS:
        raise _malformed(parameter, "is an encrypted token (JWE); Qlik takes signed ones")
    if len(parts) != 3:
        count = "1 part" if len(parts) == 1 else f"{len(parts)} parts"
        raise _malformed(parameter, f"has {count} between its dots, not 3")
    names = ("header", "payload", "signature")
    decoded = [base64url(part, name, parameter) for part, name in zip(parts, names, strict=True)]
    return ParsedToken(
        text, _object(decoded[0], "header", parameter), _object(decoded[1], "payload", parameter)
    )


def _not_alone(text: str, parameter: str) -> TokenMalformed:
    """The error for a text with blanks or line breaks, which no token holds."""
    tokens = len(_TOKEN.findall(text))
    if not tokens or _TOKEN.fullmatch("".join(text.split())):
        return _malformed(parameter, "holds a blank or a line break inside")
    what = "stands in other text" if tokens == 1 else f"stands beside others: there are {tokens}"
    return TokenMalformed(
        "{option}: the token {value:what}",
        hint="give one token alone: it begins with eyJ and holds no blank and no line break",
        parameter=parameter,
        what=what,
    )


def base64url(part: str, name: str, parameter: str) -> bytes:
    """The bytes of one part of a token, in the one spelling that RFC 7515 allows.

    Args:
        part: itself.
        name: what it is, such as ``header``.
        parameter: the option that it came by.

    Raises:
        TokenMalformed
    """
    if not _BASE64URL.fullmatch(part):
        wrong = next(c for c in part if not _BASE64URL.fullmatch(c))
        what = {"=": "padding", "+": "the standard alphabet", "/": "the standard alphabet"}
        found = what.get(wrong, f"the character U+{ord(wrong):04X}")
        raise _malformed(parameter, f"has a {name} that is not base64url: it holds {found}")
    padded = part + "=" * (-len(part) % 4)
    if len(part) % 4 == 1:
        raise _malformed(parameter, f"has a {name} that is cut off")
    data = base64.urlsafe_b64decode(padded)
    if base64.urlsafe_b64encode(data).decode() != padded:
        raise _malformed(parameter, f"has a {name} that is not canonical base64url")
    return data


def _object(data: bytes, name: str, parameter: str) -> dict[str, Any]:
    try:
        value = strict_json.loads(data)
    except ValueError as error:
        raise _malformed(parameter, f"has a {name} that is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise _malformed(parameter, f"has a {name} that is not a JSON object")
    if _deeper_than(value, _DEEPEST_NESTING):
        raise _malformed(parameter, f"has a {name} that is nested too deep")
    return value


def _deeper_than(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return False
    return levels == 0 or any(_deeper_than(item, levels - 1) for item in value)


def _malformed(parameter: str, what: str) -> TokenMalformed:
    hint = "a token is three base64url texts with dots between: header.payload.signature"
    return TokenMalformed(
        "{option}: the token {value:what}",
        hint=hint + reading.or_a_path(parameter),
        parameter=parameter,
        what=what,
    )


def subject(
    token: ParsedToken,
    key: PublicKey | None,
    certificate: Certificate | None,
    at: float,
    **expected: Any,
) -> Subject:
    """What the rules look at: ``token``, and what it is checked with.

    Args:
        token: the token.
        key: what its signature is checked with, or None.
        certificate: the certificate that holds ``key``, or None.
        at: the time to check against, in epoch seconds.
        expected: further fields of :class:`Subject`.
    """
    return Subject(
        token.header,
        token.payload,
        at=at,
        length=len(token.text),
        key_bits=key.key_size if key and not kinds.is_p384(key) else None,
        certificate=facts_of(certificate, at) if certificate else None,
        **expected,
    )


def check_signature(token: ParsedToken, key: PublicKey) -> Finding | None:
    """The finding that the signature of ``token`` was not made for ``key``, or None.

    The header must have been found to name an algorithm that Qlik knows.
    """
    algorithm = token.header["alg"]
    if not kinds.fits(algorithm, key):
        other = Broken(
            f"alg = {algorithm!r}, but the signature is checked with {kinds.described(key)}",
            "the key that the token was signed with",
            "give the certificate or public key that belongs to it",
        )
        return Finding(SIGNATURE.id, SIGNATURE.severity, other)
    if tokens.signature_holds(token.text, token.header["alg"], key):
        return None
    broken = Broken(
        "the signature does not verify with this certificate or public key",
        "a signature made with its private key",
        "the token was changed, or signed with another key (an old certificate?)",
    )
    return Finding(SIGNATURE.id, SIGNATURE.severity, broken)


def check(
    token: ParsedToken, key: PublicKey | None, subject: Subject, platforms: tuple[str, ...]
) -> list[Finding]:
    """Everything that is wrong with a token, at once.

    Args:
        token: the token.
        key: what its signature is checked with; None leaves that out.
        subject: its claims, and what they are held against.
        platforms: whose rules apply, of :data:`qs_jwt.rules.PLATFORMS`.
    """
    found = [finding for name in platforms for _, finding in rules.broken(name, subject)]
    signature_means_something = not {"Algorithm", "CriticalHeader"} & {f.rule for f in found}
    if key is not None and signature_means_something:
        finding = check_signature(token, key)
        if finding:
            found.insert(0, finding)
    return found


def headline(findings: list[Finding], by_what: str = "") -> str:
    """The line that tells people whether a token is valid; warnings are not passed over."""
    if any(finding.severity == rules.ERROR for finding in findings):
        return f"Token: NOT VALID{by_what}"
    many = len(findings)
    warned = f", with {many} warning{'s' if many > 1 else ''}" if many else ""
    return f"Token: valid{by_what}{warned}"


def report(findings: list[Finding]) -> list[str]:
    """The lines that tell people on the command line of ``findings``."""
    return [
        line
        for finding in findings
        for line in (
            f"  {finding.severity}: {finding.rule}: {finding.found}",
            f"    expected: {finding.expected}",
            f"    hint: {finding.hint_for(COMMAND_LINE)}",
        )
    ]
