"""What both logins share: checks before, an explanation of a refusal, the cookies after."""

import re
from typing import TYPE_CHECKING, Any, ClassVar

from qs_jwt import rules, times, verification, wording, writing
from qs_jwt.errors import InvalidDuration, QsJwtError
from qs_jwt.keys import public as public_keys
from qs_jwt.results import Result
from qs_jwt.rules import Finding
from qs_jwt.rules.any_token import SIGNATURE
from qs_jwt.times import describe_duration
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik import client

DEFAULT_TIMEOUT = "30s"

_LONGEST_WAIT = 3600  # seconds
_SAME_TIME = 60  # seconds that clocks may differ without being a likely cause
_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_LONGEST_TOLD = 200


class TokenReport:
    """A token, and what is wrong with it as far as can be told without Qlik.

    Attributes:
        token: itself.
        findings: the rules that it breaks.
        signed_by: whether its signature was made for the certificate; None where none is given.
    """

    def __init__(
        self, token: verification.ParsedToken, findings: list[Finding], signed_by: bool | None
    ):
        self.token = token
        self.findings = findings
        self.signed_by = signed_by

    def errors(self) -> list[str]:
        """What Qlik refuses it for, a line each."""
        return [
            f"{finding.found}; expected: {finding.expected} ({finding.hint}) [{finding.rule}]"
            for finding in self.findings
            if finding.severity == rules.ERROR
        ]

    def certificate_cause(self, where: str) -> str:
        """How the certificate that Qlik has may be the cause, ``where`` being its place."""
        if self.signed_by:
            return f"{where} holds another certificate than the one given here"
        return (
            f"{where} holds the certificate of another key, such as an old one"
            " (--cert-publickey-file tells whether a certificate fits)"
        )


def report_on(
    text: str,
    platform: str,
    *,
    cert_publickey_file: str | None,
    cert_publickey: str | None,
    **expected: Any,
) -> TokenReport:
    """Read a token and hold it to the rules of ``platform``.

    Args:
        text: the token, as the user gave it.
        platform: one of :data:`qs_jwt.payloads.PLATFORMS`.
        cert_publickey_file, cert_publickey: what its signature is checked with, or None.
        expected: what Qlik is set to, as further fields of :class:`qs_jwt.rules.Subject`.

    Raises:
        TokenMalformed: it is none.
        QsJwtError: the certificate cannot be read.
    """
    key, certificate = public_keys.read_key_if_given(cert_publickey_file, cert_publickey)
    token = verification.parse(text)
    subject = verification.subject(token, key, certificate, times.now(), **expected)
    books = (rules.ANY_TOKEN, platform, rules.CERTIFICATE)
    found = verification.check(token, key, subject, books)
    fits = None if key is None else all(finding.rule != SIGNATURE.id for finding in found)
    return TokenReport(token, found, fits)


def seconds(timeout: str | int) -> int:
    """The time limit of a login.

    Raises:
        InvalidDuration: none at all, or over an hour.
    """
    limit = times.parse_duration(timeout, "timeout")
    if not 1 <= limit <= _LONGEST_WAIT:
        raise InvalidDuration(
            f"timeout: {wording.shown(timeout)} is not from 1 second to 1 hour",
            hint="write it as 10s, 2m, or as seconds",
            parameter="timeout",
        )
    return limit


class CookieFile:
    """Where the session's cookies are written to; ``path`` None means nowhere.

    ``read`` are the files that the command reads, which are never replaced.
    """

    def __init__(self, path: str | None, *, force: bool, read: list[str | None]):
        self._path = path
        self._force = force
        self._read = read

    def refuse_early(self) -> None:
        """Fail before the token is spent, where the cookies could not be written.

        Raises:
            FileExists, FileIsFolder, FileMissing, WriteFailed
        """
        if self._path is not None:
            # staged and never placed: it shows that the folder takes files
            with writing.Placement(force=self._force, read=self._read) as placement:
                placement.refuse_existing(self._path, "cookie_file")
                placement.add(self._path, b"", writing.PRIVATE, "cookie_file")

    def write(self, cookies: "list[client.Cookie]") -> str | None:
        """Write them; gives the path.

        Raises:
            FileExists, WriteFailed
        """
        if self._path is not None:
            lines = ["# Netscape HTTP Cookie File\n", *(c.netscape_line() for c in cookies)]
            with writing.Placement(force=self._force) as placement:
                data = "".join(lines).encode()
                placement.add(self._path, data, writing.PRIVATE, "cookie_file")
                placement.commit()
        return self._path


class Login(Result):
    """How a login went.

    Attributes:
        success: whether Qlik took the token.
        status: of its HTTP answer.
        qlik_code: its own code of a refusal, or None.
        causes: why it likely refused, the likeliest first; for people.
        cookies: those it set, each as ``{name, value, domain, path, secure, http_only}``.
        cookie_file: where they were written to, or None.
        findings: the rules that the token breaks, whether or not Qlik minds.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "success",
        "status",
        "qlik_code",
        "causes",
        "cookies",
        "cookie_file",
        "findings",
    )

    def __init__(self, client: "client.Client", answer: "client.Answer", report: TokenReport):
        super().__init__()
        self._client = client
        self.success = False
        self.succeeded = False
        self.status = answer.status
        self.qlik_code: str | None = None
        self.causes: list[str] = []
        self.cookies: list[dict[str, Any]] = []
        self.cookie_file: str | None = None
        self._lost = ""
        self.findings = report.findings
        if not client.verified:
            self.warnings.append(
                Notice(
                    "ServerNotVerified",
                    "it was NOT checked that the server is {value:server}:"
                    " whoever answered has the token now",
                    hint="give {option:cacert=FILE} instead of {option:insecure}",
                    server=client.server.name,
                )
            )
        self.notes.append(("verbose", f"{client.server.name} answered with status {self.status}"))

    def accept(self, cookie_file: CookieFile) -> None:
        """Note that Qlik took the token, and write the cookies; a warning where that fails."""
        self.success = self.succeeded = True
        cookies = self._client.cookies()
        self.cookies = [cookie.to_dict() for cookie in cookies]
        try:
            self.cookie_file = cookie_file.write(cookies)
        except QsJwtError as error:  # the login stands, and on Cloud the token is spent
            self.succeeded = False
            self.warnings.append(error)
            self._lost = f"Cookie file: NOT written: {error.message}"

    def refuse(
        self, answer: "client.Answer", report: TokenReport, usual: list[str], *, by_token: bool
    ) -> None:
        """Note that Qlik did not take the token, and explain it.

        Args:
            answer: Qlik's.
            report: on the token.
            usual: what such an answer usually means, where the token breaks no rule.
            by_token: whether it is the token that such an answer speaks of.
        """
        self.qlik_code, told = _told(answer, report.token.text)
        own = report.errors()
        if by_token:
            clocks = _clocks(answer)
            self.causes = [*own, *clocks, *told, *([] if own else usual)]
        else:
            self.causes = [*told, *usual, *own]

    def text(self) -> str:
        where = self._client.server.origin + self._client.server.path
        if self.success:
            lines = [f"Logged in at {where} (status {self.status})"]
        else:
            code = f", {self.qlik_code}" if self.qlik_code else ""
            lines = [f"NOT logged in at {where} (status {self.status}{code})", "Likely causes:"]
            lines += [f"  {number}. {cause}" for number, cause in enumerate(self.causes, 1)]
        lines += self._details()
        if self.cookies:
            lines.append(f"Cookies: {', '.join(cookie['name'] for cookie in self.cookies)}")
        if self.cookie_file:
            lines.append(f"Cookie file: {self.cookie_file}")
        if self._lost:
            lines.append(self._lost)
        return "\n".join(lines)

    def _details(self) -> list[str]:
        """Lines on what one platform alone tells."""
        return []


def _told(answer: "client.Answer", token: str) -> tuple[str | None, list[str]]:
    """Qlik's code of an error, and what it says itself.

    Source of the form: qlik.dev, REST API of login.
    """
    body = answer.json()
    errors = body.get("errors") if isinstance(body, dict) else None
    error = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(error, dict):
        return None, []
    code = error.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        code = None
    said = [text for name in ("title", "detail") if isinstance(text := error.get(name), str)]
    # whoever answers could send the token back
    text = ": ".join(said).replace(token, "(the token)")[:_LONGEST_TOLD]
    return code, [f"Qlik says {wording.quoted(text)}"] if text else []


def _clocks(answer: "client.Answer") -> list[str]:
    if answer.date is None:
        return []
    ahead = int(answer.date - times.now())
    if abs(ahead) <= _SAME_TIME:
        return []
    if ahead < 0:
        how = f"{describe_duration(-ahead)} behind this machine's (make tokens with --backdate)"
    else:
        how = f"{describe_duration(ahead)} ahead of this machine's: a token may have expired there"
    return [f"the clocks differ: the server's is {how}"]
