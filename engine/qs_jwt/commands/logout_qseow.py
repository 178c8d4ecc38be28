"""logout-qseow: end a session, since Qlik Sense gives each user five."""

from typing import TYPE_CHECKING, ClassVar

from qs_jwt import platforms, reading, wording
from qs_jwt.command import command
from qs_jwt.errors import CookieMissing, InvalidValue, LogoutRefused, MissingOption
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.qlik import login as logins
from qs_jwt.qlik import qseow
from qs_jwt.results import Result
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Server

_LONGEST_FILE = 1_048_576  # bytes
_ENDED_BEFORE = 401


class Logout(Result):
    """The end of a session.

    Attributes:
        status: of Qlik's HTTP answer.
    """

    fields: ClassVar[tuple[str, ...]] = ("status",)

    def __init__(self, status: int, where: str):
        super().__init__()
        self.status = status
        self._where = where

    def text(self) -> str:
        return f"Logged out at {self._where} (status {self.status})"


@command(
    platform=platforms.QSEOW,
    one_of=(("cookie_file", "cookies"),),
    alternatives=(("cacert", "insecure"),),
    examples={
        "The session that the login wrote there": (
            "qs-jwt logout-qseow --url https://qlik.example.com/jwt --cookie-file cookies.txt"
        ),
    },
)
def logout_qseow(
    *,
    url: network.VirtualProxyUrl,
    cookie_file: network.SavedCookieFile = None,
    cookies: network.SessionCookies = None,
    cacert: network.CaCertificate = None,
    insecure: network.Insecure = False,
    timeout: network.Timeout = logins.DEFAULT_TIMEOUT,
    profile: options.Profile = None,
) -> Logout:
    """End the session of a cookie file in Qlik Sense (QSEoW): a user has five at a time.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        CookieMissing: the file has no cookie for that address.
        InvalidValue: what is given is no cookie.
        LogoutRefused: Qlik did not end it.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: a file cannot be read.
    """
    from qs_jwt.qlik import client as web

    server = web.Server.virtual_proxy(url)
    seconds = logins.seconds(timeout)
    session = _given(cookies) if cookies else _saved(cookie_file, server)
    client = web.Client(server, None, web.trust(cacert, insecure=insecure), seconds)
    headers = {**qseow.XRF_HEADER, "Cookie": "; ".join(session)}
    token = client.send("GET", qseow.CSRF, headers).headers.get(logins.CSRF_HEADER)
    if token is not None:
        headers[logins.CSRF_HEADER] = logins.checked_value(token, "CSRF token", client)
    answer = client.send("DELETE", qseow.USER + qseow.XRF_QUERY, headers)
    logout = Logout(answer.status, server.origin + server.path)
    if answer.status == _ENDED_BEFORE:
        logout.warnings.append(Notice("SessionEnded", "the session had ended before"))
    elif not answer.is_success:
        raise LogoutRefused(
            "{value:server} did not end the session: status {value:status}",
            hint="check {option:url}; a session ends by itself after 30 minutes without a call",
            server=server.name,
            status=answer.status,
        )
    if not client.verified:
        logout.warnings.append(logins.not_verified(server.name))
    return logout


def _given(cookies: list[str]) -> list[str]:
    """The cookies that a program holds, each as ``name=value``."""
    from qs_jwt.qlik.cookies import is_cookie_pair

    for cookie in cookies:
        if not is_cookie_pair(cookie):
            raise InvalidValue(
                "{option}: one of them is no cookie", hint="give NAME=VALUE", parameter="cookies"
            )
    return cookies


def _saved(cookie_file: str | None, server: "Server") -> list[str]:
    """The cookies of a file that go with the session's end, each as ``name=value``."""
    if cookie_file is None:
        raise MissingOption(
            "{command:logout-qseow} needs {option}",
            hint="give the file that {command:login-qseow} wrote",
            parameter="cookie_file",
        )
    from qs_jwt.qlik.cookies import read_netscape

    data = reading.read(cookie_file, "cookie_file", limit=_LONGEST_FILE, private=True)
    path = server.path + qseow.USER
    own = [c for c in read_netscape(data.decode("utf-8", "replace")) if c.is_for(server.host, path)]
    if not own:
        raise CookieMissing(
            "{option}: {value:file} has no cookie for {value:server}",
            hint="give the file that {command:login-qseow} wrote for the same {option:url}",
            parameter="cookie_file",
            file=wording.quoted(cookie_file),
            server=server.name,
        )
    return [f"{c.name}={c.value}" for c in own]
