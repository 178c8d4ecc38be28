"""Why Qlik refused a token: what it says itself, what the token breaks, what is usual."""

import re
from typing import TYPE_CHECKING, Any

from qs_jwt import rules, times, verification, wording
from qs_jwt.errors import InvalidResponse
from qs_jwt.keys import public as public_keys
from qs_jwt.rules import Finding
from qs_jwt.rules.any_token import SIGNATURE
from qs_jwt.times import describe_duration
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik import client

_SAME_TIME = 60  # seconds that clocks may differ without being a likely cause
_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LONGEST_TOLD = 200

_CAUSE = "LikelyCause"  # of no use to programs, for it stands under "causes" only

SERVER_FAILED = 500
TOO_MANY = 429
HEADER_TOO_LONG = 431


def cause(template: str, **values: object) -> Notice:
    """A likely cause; see :class:`qs_jwt.wording.Notice` for the template."""
    notice = Notice(_CAUSE, template)
    notice.values = {name: str(value) for name, value in values.items()}
    return notice


class TokenReport:
    """A token, and what is wrong with it as far as can be told without Qlik.

    Attributes:
        token: itself.
        findings: the rules that it breaks.
        signed_by: whether its signature was made for the certificate; None if none is given.
    """

    def __init__(
        self, token: verification.ParsedToken, findings: list[Finding], signed_by: bool | None
    ):
        self.token = token
        self.findings = findings
        self.signed_by = signed_by

    def errors(self) -> list[Notice]:
        """What Qlik refuses it for, each as a cause."""
        found = []
        for finding in self.findings:
            if finding.severity == rules.ERROR:
                hint = finding.hint_template
                mend = f" ({hint})" if hint else ""
                own = cause(
                    f"{{value:found}}; expected: {{value:expected}}{mend} [{{value:rule}}]",
                    expected=finding.expected,
                    rule=finding.rule,
                )
                own.values.update(finding.values)
                found.append(own)
        return found

    def certificate_cause(self, where: str) -> Notice:
        """How the certificate that Qlik has may be the cause, ``where`` being its place."""
        if self.signed_by:
            return cause(f"{where} holds another certificate than the one given here")
        return cause(
            f"{where} holds the certificate of another key, such as an old one"
            " ({option:cert_publickey_file} tells whether a certificate fits)"
        )

    def length_cause(self) -> Notice:
        """How the length of the token may be the cause."""
        return cause(
            "the request's headers are too long for the server, or for a gateway in front of it:"
            " the token has {value:length} characters (fewer groups or claims make it shorter)",
            length=len(self.token.text),
        )


def report_on(
    text: str,
    platform: str,
    *,
    cert_publickey_file: str | None = None,
    cert_publickey: str | None = None,
    **expected: Any,
) -> TokenReport:
    """Read a token and hold it to the rules of ``platform``.

    Args:
        text: the token, as the user gave it.
        platform: one of :data:`qs_jwt.platforms.PLATFORMS`.
        cert_publickey_file, cert_publickey: what its signature is checked with, or None.
        expected: what Qlik is set to, as further fields of :class:`qs_jwt.rules.Subject`.

    Raises:
        TokenMalformed: it is not a token.
        QsJwtError: the certificate cannot be read.
    """
    token = verification.parse(text)
    key, certificate = public_keys.read_key_if_given(
        cert_publickey_file, cert_publickey, keyid=token.header.get("kid")
    )
    subject = verification.subject(token, key, certificate, times.now(), **expected)
    books = (rules.ANY_TOKEN, platform, rules.CERTIFICATE)
    found = verification.check(token, key, subject, books)
    fits = None if key is None else all(finding.rule != SIGNATURE.id for finding in found)
    return TokenReport(token, found, fits)


def told(answer: "client.Answer", *secrets: str) -> tuple[str | None, list[Notice]]:
    """Qlik's code of an error, and what it says itself.

    Both forms are read: Qlik's own (qlik.dev, REST API of login) and OAuth's (RFC 6749,
    section 5.2).

    Args:
        answer: Qlik's.
        secrets: what was sent, and is not to be shown: whoever answers could send it back.
    """
    body = answer.json()
    if not isinstance(body, dict):
        return None, []
    code, said = body.get("error"), [body.get("error_description")]
    errors = body.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        code, said = errors[0].get("code"), [errors[0].get("title"), errors[0].get("detail")]
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        code = None
    text = ": ".join(part for part in said if isinstance(part, str))
    for secret in secrets:
        text = text.replace(secret, "(the token)")
    text = text[:_LONGEST_TOLD]
    return code, [cause("Qlik says {value:text}", text=wording.quoted(text))] if text else []


def clocks(answer: "client.Answer") -> list[Notice]:
    """That the clocks differ, as a cause, if they do."""
    if answer.date is None:
        return []
    ahead = int(answer.date - times.now())
    if abs(ahead) <= _SAME_TIME:
        return []
    if ahead < 0:
        how = "{value:time} behind this machine's (make tokens with {option:backdate})"
    else:
        how = "{value:time} ahead of this machine's: a token may have expired there"
    return [
        cause(
            f"the clocks differ: the server's is {how}",
            time=describe_duration(abs(ahead)),
        )
    ]


def unusable(what: str, server: str) -> InvalidResponse:
    """The error that ``what`` from a server cannot stand where it is going to.

    It may be meant to become a line of its own in a header, a cookie file or curl's config.
    """
    return InvalidResponse(
        "{value:server}: the {value:what} in its answer is not one; nothing was written",
        hint="check {option:url}, and what is in between (a gateway, a proxy)",
        server=server,
        what=what,
    )
