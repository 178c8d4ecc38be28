"""Cookies that a server sets, and which of them may be written down."""

import re
import warnings
from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import Cookie as JarCookie
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.request import Request

from qs_jwt.errors import InvalidResponse
from qs_jwt.times import LATEST

LONGEST = 8192  # bytes of what a server sent that may stand in a file
_NETSCAPE_FIELDS = 7
_HTTP_ONLY = ("HttpOnly", "httponly", "HTTPOnly", "Httponly", "HTTPONLY")
# RFC 6265, section 4.1.1; a name is a token of RFC 9110
_OCTETS = re.compile(r'"?[!#-+\--:<-\[\]-~]*"?', re.ASCII)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_DOMAIN = re.compile(r"\.?[A-Za-z0-9_.:-]+", re.ASCII)
_PATH = re.compile(r"/[!-:<-~]*", re.ASCII)


class Cookie(NamedTuple):
    """A cookie; ``domain`` begins with a dot if it holds for hosts below it as well.

    ``expires`` is in epoch seconds, 0 for the end of the session.
    """

    name: str
    value: str
    domain: str
    path: str
    secure: bool
    http_only: bool
    expires: int

    @property
    def is_sound(self) -> bool:
        """Whether each part has its grammar, and so can stand in a file or a header."""
        return bool(
            _NAME.fullmatch(self.name)
            and is_cookie_value(self.value)
            and _DOMAIN.fullmatch(self.domain)
            and _PATH.fullmatch(self.path)
        )

    def is_for(self, host: str, path: str) -> bool:
        """Whether it goes with a request for ``path`` of ``host`` (RFC 6265, section 5.4)."""
        domain = self.domain.removeprefix(".")
        below = self.domain.startswith(".") and host.endswith(f".{domain}")
        return (host == domain or below) and f"{path}/".startswith(f"{self.path.rstrip('/')}/")

    def netscape_line(self) -> str:
        """Its line in a Netscape cookie file (curl.se/docs/http-cookies.html)."""
        fields = (
            ("#HttpOnly_" if self.http_only else "") + self.domain,
            str(self.domain.startswith(".")).upper(),
            self.path,
            str(self.secure).upper(),
            str(self.expires),
            self.name,
            self.value,
        )
        return "\t".join(fields) + "\n"


class Jar:
    """The cookies of one server.

    Args:
        host, origin: the server's.

    Attributes:
        left_out: the names of those that had not the grammar of one.
    """

    def __init__(self, host: str, origin: str):
        self._host = host
        self._origin = origin
        self._jar = CookieJar()
        self.left_out: list[str] = []

    def take(self, response: HTTPResponse, target: str) -> None:
        """Keep what an answer to a request for the path ``target`` sets.

        Raises:
            InvalidResponse: a cookie is too long, or has a control character in it.
        """
        request = self._request(target)
        for header in response.headers.get_all("Set-Cookie") or ():
            if len(header) > LONGEST or any(ord(c) < 0x20 or ord(c) == 0x7F for c in header):
                raise InvalidResponse(
                    "{value:server}: it sets a cookie that {value:fault}",
                    hint="check {option:url}; nothing was written",
                    server=self._origin.removeprefix("https://"),
                    fault=f"is longer than {LONGEST} bytes"
                    if len(header) > LONGEST
                    else "holds a line break or another control character",
                )
            # each by itself: the jar gives up on an answer with one that it cannot read
            with warnings.catch_warnings(action="ignore"):  # it prints what it cannot read
                self._jar.extract_cookies(_SetCookie(header), request)  # type: ignore[arg-type]
            for cookie in list(self._jar):
                if not self._read(cookie).is_sound:
                    self._jar.clear(cookie.domain, cookie.path, cookie.name)
                    self.left_out.append(cookie.name)

    def header_for(self, target: str) -> str | None:
        """The header Cookie of a request for the path ``target``, or None."""
        request = self._request(target)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie")

    def cookies(self) -> list[Cookie]:
        """Those set so far."""
        return [self._read(cookie) for cookie in self._jar]

    def _request(self, target: str) -> Request:
        return Request(self._origin + target)  # noqa: S310 - for the jar, never opened

    def _read(self, cookie: JarCookie) -> Cookie:
        return Cookie(
            cookie.name,
            cookie.value or "",
            cookie.domain if cookie.domain_specified else self._host,
            cookie.path,
            cookie.secure,
            any(map(cookie.has_nonstandard_attr, _HTTP_ONLY)),
            min(max(cookie.expires or 0, 0), LATEST),
        )


class _SetCookie:
    """One header, as :class:`http.cookiejar.CookieJar` asks an answer for it."""

    def __init__(self, header: str):
        self._message = Message()
        self._message["Set-Cookie"] = header

    def info(self) -> Message:
        """The headers."""
        return self._message


def read_netscape(text: str) -> list[Cookie]:
    """The cookies in a Netscape cookie file, as curl and the login commands write it."""
    found = []
    for line in text.splitlines():
        http_only = line.startswith("#HttpOnly_")
        fields = line.removeprefix("#HttpOnly_").split("\t")
        if len(fields) == _NETSCAPE_FIELDS and not fields[0].startswith("#"):
            domain, below, path, secure, _, name, value = fields
            if below == "TRUE" and not domain.startswith("."):
                domain = f".{domain}"
            found.append(Cookie(name, value, domain, path, secure == "TRUE", http_only, 0))
    return [cookie for cookie in found if cookie.is_sound]


def is_cookie_value(text: str) -> bool:
    """Whether ``text`` has the grammar of a cookie's value (RFC 6265) and fits in a file."""
    return len(text) <= LONGEST and _OCTETS.fullmatch(text) is not None


def is_cookie_pair(text: str) -> bool:
    """Whether ``text`` is a cookie as a request has it: ``name=value``."""
    name, sign, value = text.partition("=")
    return bool(sign and _NAME.fullmatch(name)) and is_cookie_value(value)
