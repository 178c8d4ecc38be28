"""What both logins share: checks before, and what the next call needs after."""

import re
from typing import TYPE_CHECKING, Any, ClassVar

from qs_jwt import times, wording, writing
from qs_jwt.errors import InvalidDuration, InvalidResponse, InvalidValue, QsJwtError
from qs_jwt.qlik.explanation import TokenReport, clocks, told, unusable
from qs_jwt.results import Result
from qs_jwt.wording import PYTHON, Door, Notice

if TYPE_CHECKING:
    from qs_jwt.qlik import client
    from qs_jwt.qlik.cookies import Cookie

DEFAULT_TIMEOUT = "30s"
CSRF_HEADER = "qlik-csrf-token"
OUTPUTS = ("text", "json", "curl")

_LONGEST_WAIT = 3600  # seconds
_INTEGRATION_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)


def seconds(timeout: str | int) -> int:
    """The time limit of a login.

    Raises:
        InvalidDuration: none at all, or over an hour.
    """
    limit = times.parse_duration(timeout, "timeout")
    if not 1 <= limit <= _LONGEST_WAIT:
        raise InvalidDuration(
            "{option}: {value:timeout} is not from 1 second to 1 hour",
            hint="write it as 10s, 2m, or as seconds",
            parameter="timeout",
            timeout=wording.shown(timeout),
        )
    return limit


def integration_headers(web_integration_id: str | None) -> dict[str, str]:
    """The header that names a web integration, or none.

    Raises:
        InvalidValue: it is no id.
    """
    if web_integration_id is None:
        return {}
    if not _INTEGRATION_ID.fullmatch(web_integration_id):
        raise InvalidValue(
            "{option}: {value:id} is not the id of a web integration",
            hint="the tenant's administration shows it under Web: letters, digits, - and _",
            parameter="web_integration_id",
            id=wording.shown(web_integration_id),
        )
    return {"qlik-web-integration-id": web_integration_id}


class CookieFile:
    """Where the session's cookies are written to; ``path`` None means nowhere.

    ``read`` are the files that the command reads, which are never replaced.
    """

    def __init__(self, path: str | None, *, force: bool, read: list[str | None]):
        self._path = path
        self._force = force
        self._read = read

    def refuse_early(self) -> None:
        """Fail before the token is spent if the cookies cannot be written.

        Raises:
            FileExists, FileIsFolder, FileMissing, WriteFailed
        """
        if self._path is not None:
            # staged and never placed: it shows that the folder takes files
            with writing.Placement(force=self._force, read=self._read) as placement:
                placement.refuse_existing(self._path, "cookie_file")
                placement.add(self._path, b"", writing.PRIVATE, "cookie_file")

    def write(self, cookies: "list[Cookie]") -> str | None:
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
        cookies: those it set.
        headers: what further calls in this session send beside the cookies, by name.
        cookie_file: where the cookies were written to, or None.
        findings: the rules that the token breaks, whether or not Qlik minds.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "success",
        "status",
        "qlik_code",
        "causes",
        "cookies",
        "headers",
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
        self.cookies: list[Cookie] = []
        self.headers: dict[str, str] = {}
        self.cookie_file: str | None = None
        self.findings = report.findings
        self._causes: list[Notice] = []
        self._lost = ""
        if not client.verified:
            self.warnings.append(not_verified(client.server.name))
        self.notes.append(("verbose", f"{client.server.name} answered with status {self.status}"))

    @property
    def causes(self) -> list[str]:
        """Why Qlik likely refused the token, the likeliest first; for people."""
        return [cause.message for cause in self._causes]

    def to_dict(self, door: Door = PYTHON) -> dict[str, Any]:
        fields = super().to_dict(door)
        fields["causes"] = [cause.message_for(door) for cause in self._causes]
        if door.templates:
            fields["templates"] = {"causes": [cause.template for cause in self._causes]}
            fields["values"] = {"causes": [cause.values for cause in self._causes]}
        return fields

    def ask_for_csrf(
        self, path: str, headers: dict[str, str], *, may_lack: tuple[int, ...] = ()
    ) -> None:
        """Let Qlik give the token against forged requests, which a POST needs.

        Args:
            path: where it gives it.
            headers: what the request sends.
            may_lack: the statuses that say that this Qlik needs none.

        Raises:
            InvalidResponse: what it gives is none.
        """
        try:
            answer = self._client.send("GET", path, headers)
        except InvalidResponse:
            raise
        except QsJwtError as error:
            self.warnings.append(_no_csrf(error.message))
            return
        token = answer.headers.get(CSRF_HEADER)
        if token is not None and answer.is_success:
            self.headers[CSRF_HEADER] = checked_value(token, "CSRF token", self._client)
        elif answer.status not in may_lack:
            self.warnings.append(_no_csrf(f"status {answer.status}"))

    def accept(self, cookie_file: CookieFile) -> None:
        """Note that Qlik took the token, and write the cookies; a warning if that fails."""
        self.success = self.succeeded = True
        self.cookies = self._client.jar.cookies()
        if self._client.jar.left_out:
            self.warnings.append(
                Notice(
                    "CookieLeftOut",
                    "left out what is not a cookie (RFC 6265): {value:names}",
                    names=", ".join(map(wording.shown, self._client.jar.left_out)),
                )
            )
        try:
            self.cookie_file = cookie_file.write(self.cookies)
        except QsJwtError as error:  # the login stands, and on Cloud the token is spent
            self.succeeded = False
            self.warnings.append(error)
            why = error.message_for(wording.COMMAND_LINE)
            self._lost = f"Cookie file: NOT written: {why}"

    def refuse(
        self, answer: "client.Answer", report: TokenReport, usual: list[Notice], *, by_token: bool
    ) -> None:
        """Note that Qlik did not take the token, and explain it.

        Args:
            answer: Qlik's.
            report: on the token.
            usual: what such an answer usually means, if the token breaks no rule.
            by_token: whether it is the token that such an answer speaks of.
        """
        self.qlik_code, said = told(answer, report.token.text)
        own = report.errors()
        if by_token:
            self._causes = [*own, *clocks(answer), *said, *([] if own else usual)]
        else:
            self._causes = [*said, *usual, *own]

    def text(self) -> str:
        return "\n".join(self._lines())

    def render(self, output: str) -> str:
        if output == "curl":
            return self._curl() if self.success else ""
        return super().render(output)

    def complaint(self, output: str) -> list[str]:
        return self._lines() if output == "curl" and not self.success else []

    def _lines(self) -> list[str]:
        where = self._client.server.origin + self._client.server.path
        if self.success:
            lines = [f"Logged in at {where} (status {self.status})"]
        else:
            code = f", {self.qlik_code}" if self.qlik_code else ""
            causes = [cause.message_for(wording.COMMAND_LINE) for cause in self._causes]
            lines = [f"NOT logged in at {where} (status {self.status}{code})", "Likely causes:"]
            lines += [f"  {number}. {cause}" for number, cause in enumerate(causes, 1)]
        lines += self._details()
        if self.cookies:
            lines.append(f"Cookies: {', '.join(cookie.name for cookie in self.cookies)}")
        if self.headers:
            lines.append(f"Headers: {', '.join(self.headers)}")
        if self.cookie_file:
            lines.append(f"Cookie file: {self.cookie_file}")
        if self._lost:
            lines.append(self._lost)
        return lines

    def _curl(self) -> str:
        """What curl reads with ``--config``: the session, and nothing that names a server."""
        pairs = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        headers = [f"{name}: {value}" for name, value in self.headers.items()]
        lines = [f"cookie = {_quoted(pairs)}"] if pairs else []
        return "".join(f"{line}\n" for line in lines + [f"header = {_quoted(h)}" for h in headers])

    def _details(self) -> list[str]:
        """Lines on what one platform alone tells."""
        return []


def not_verified(server: str) -> Notice:
    """The warning of a login at a server that had to prove nothing."""
    return Notice(
        "ServerNotVerified",
        "it was NOT checked that the server is {value:server}: whoever answered has what was sent",
        hint="give {option:cacert=FILE} instead of {option:insecure}",
        server=server,
    )


def checked_value(text: str, what: str, client: "client.Client") -> str:
    """``text`` from a server, as a value that a header or a file can hold.

    Raises:
        InvalidResponse: it cannot: it may be meant to become a line of its own.
    """
    from qs_jwt.qlik import cookies

    if cookies.is_cookie_value(text) and text:
        return text
    raise unusable(what, client.server.name)


def refuse_unsound_session(client: "client.Client", name: str | None = None) -> None:
    """Refuse a session whose cookie could not be kept: its ``name``, or any if that is None.

    Raises:
        InvalidResponse
    """
    lost = client.jar.left_out
    if name in lost or (name is None and lost and not client.jar.cookies()):
        raise unusable("session cookie", client.server.name)


def _no_csrf(reason: str) -> Notice:
    return Notice(
        "CsrfTokenMissing",
        "Qlik gave no CSRF token: {value:reason}; it may refuse calls that change something",
        reason=reason,
    )


def _quoted(text: str) -> str:
    """``text`` in the quotes of a curl config file."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
