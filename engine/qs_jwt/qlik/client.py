"""Requests to one server over HTTPS, with the token going nowhere else."""

import re
import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from http.cookiejar import Cookie as JarCookie
from http.cookiejar import CookieJar
from ipaddress import IPv6Address
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request

from qs_jwt import __version__, strict_json, wording
from qs_jwt.errors import (
    ConnectionFailed,
    InvalidResponse,
    InvalidValue,
    QsJwtError,
    RedirectRefused,
    TimedOut,
    TlsNotTrusted,
)
from qs_jwt.qlik.connection import Deadline, opened, trust
from qs_jwt.times import describe_duration

__all__ = ["Answer", "Client", "Cookie", "Server", "trust"]

MAX_BODY = 1_048_576  # bytes; Qlik's answers have some hundred
MAX_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)
_KEEP_METHOD = (307, 308)
_HTTPS_PORT = 443
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
_IN_PATH = "/%:@!$&'()*+,;=~"  # RFC 3986, section 3.3
_HTTP_ONLY = ("HttpOnly", "httponly", "HTTPOnly", "Httponly", "HTTPONLY")

# OpenSSL's codes of why a certificate is not trusted: x509_vfy.h
_NOT_IN_TIME = (9, 10)
_WRONG_HOST = (62, 64)


class Server(NamedTuple):
    """Where requests go: host name (in ASCII) or address, port, and the path below which."""

    host: str
    port: int
    path: str

    @classmethod
    def at(cls, url: str) -> "Server":
        """The server that ``url`` names.

        Raises:
            InvalidValue: it is no https address, or says more than host, port and path.
        """
        try:
            parts = urlsplit(url.strip())
            fault = _fault(url, parts.scheme, parts.netloc)
            if fault is None:
                path = quote(parts.path, safe=_IN_PATH).rstrip("/")
                return cls(_ascii_host(parts.hostname or ""), parts.port or _HTTPS_PORT, path)
        except ValueError:
            fault = "is no address"
        # the address itself may hold a password or a token, so it is not shown
        raise InvalidValue(
            f"url: {fault}",
            hint="write it as https://HOST, with /PREFIX for a virtual proxy",
            parameter="url",
        )

    @property
    def name(self) -> str:
        """Host, and port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _HTTPS_PORT else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address without path."""
        return f"https://{self.name}"


def _fault(url: str, scheme: str, netloc: str) -> str | None:
    if scheme == "http":
        return "plain http would show the token to everybody on the way"
    if scheme != "https" or not netloc:
        return "does not begin with https:// and a host"
    if "@" in netloc:
        return "holds a user name; the token says who logs in"
    if "?" in url or "#" in url:
        return "holds a query (?) or a fragment (#)"
    return None


def _ascii_host(host: str) -> str:
    if ":" in host:
        address = IPv6Address(host)
        if address.scope_id:  # no certificate can name one
            raise ValueError
        return str(address)
    name = host.rstrip(".").encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(name):
        raise ValueError
    return name


class Cookie(NamedTuple):
    """A cookie; ``domain`` begins with a dot where it holds for hosts below it as well.

    ``expires`` is in epoch seconds, 0 for the end of the session.
    """

    name: str
    value: str
    domain: str
    path: str
    secure: bool
    http_only: bool
    expires: int

    def to_dict(self) -> dict[str, Any]:
        """The cookie as JSON types."""
        return {name: value for name, value in self._asdict().items() if name != "expires"}

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


class Answer(NamedTuple):
    """What a server answered; ``date`` is its clock in epoch seconds, or None."""

    status: int
    body: bytes
    date: float | None

    @property
    def is_success(self) -> bool:
        """Whether the status says so."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The value of the body, or None where it is not JSON."""
        try:
            return strict_json.loads(self.body)
        except ValueError:
            return None


class Client:
    """Sends requests with a token to one server, and keeps the cookies that it sets.

    Args:
        server: where requests go.
        token: goes with each of them.
        context: what the server is trusted by.
        seconds: how long all of them together may take.

    Attributes:
        verified: whether the server had to prove who it is.
    """

    def __init__(self, server: Server, token: str, context: ssl.SSLContext, seconds: int):
        self.server = server
        self.verified = context.verify_mode == ssl.CERT_REQUIRED
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "User-Agent": f"qs-jwt/{__version__}",
            "Connection": "close",
        }
        self._context = context
        self._deadline = Deadline(seconds)
        self._jar = CookieJar()

    def send(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request, after redirects on the same server.

        Args:
            method: GET or POST, without a body.
            path: below the server's own, with its query.
            headers: further ones.

        Raises:
            ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse
        """
        target = self.server.path + path
        for _ in range(MAX_REDIRECTS + 1):
            response, body = self._answered(method, target, headers or {})
            location = response.getheader("Location")
            if response.status not in _REDIRECTS or location is None:
                return Answer(response.status, body, _date(response))
            target = self._redirected(target, location)
            if response.status not in _KEEP_METHOD:
                method = "GET"
        raise RedirectRefused(
            f"{self.server.name} redirects more than {MAX_REDIRECTS} times",
            hint="check --url; a gateway in front of Qlik may send requests in a circle",
        )

    def cookies(self) -> list[Cookie]:
        """The cookies set so far that can be written down."""
        found = [_cookie(cookie, self.server.host) for cookie in self._jar]
        return [c for c in found if f"{c.name}{c.value}{c.domain}{c.path}".isprintable()]

    def _answered(
        self, method: str, target: str, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        try:
            return self._exchanged(method, target, headers)
        except QsJwtError:
            raise
        except (OSError, HTTPException) as error:
            raise self._failure(error) from None

    def _exchanged(
        self, method: str, target: str, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        host, port, _ = self.server
        request = Request(self.server.origin + target)  # noqa: S310 - for the jar, never opened
        self._jar.add_cookie_header(request)
        sent = {**self._headers, **dict(request.header_items()), **headers}
        with opened(host, port, self._context, self._deadline) as stream:
            connection = HTTPSConnection(host, port, context=self._context)
            connection.sock = stream
            connection.request(method, target, headers=sent)
            response = connection.getresponse()
            body = response.read(MAX_BODY + 1)
            if response.length and len(body) <= MAX_BODY:  # what was announced and did not come
                raise IncompleteRead(b"", response.length)
        if len(body) > MAX_BODY:
            raise InvalidResponse(
                f"{self.server.name}: the answer is larger than {MAX_BODY} bytes",
                hint="check --url; Qlik's answer to a login is short",
            )
        self._jar.extract_cookies(response, request)
        return response, body

    def _redirected(self, target: str, location: str) -> str:
        """The path of this server that ``location`` leads to."""
        try:
            parts = urlsplit(urljoin(self.server.origin + target, location))
            port = parts.port or _HTTPS_PORT
        except ValueError:
            raise InvalidResponse(
                f"{self.server.name}: redirects to what is no address", hint="check --url"
            ) from None
        if (parts.scheme, parts.hostname, port) != ("https", *self.server[:2]):
            where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
            raise RedirectRefused(
                f"{self.server.name} redirects to {wording.shown(where)};"
                " the token was not sent there",
                hint="give that address as --url if it is the right one;"
                " a login page there means that the token was not looked at",
            )
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return quote(path, safe=_IN_PATH + "?")

    def _failure(self, error: OSError | HTTPException) -> QsJwtError:
        name, doing = self.server.name, self._deadline.doing
        if isinstance(error, TimeoutError) and error.errno is None:
            seconds = describe_duration(self._deadline.seconds)
            return TimedOut(
                f"{name}: timed out after {seconds} while {doing}",
                hint="check --url and what is in between (a firewall, a proxy), or raise --timeout",
            )
        if isinstance(error, ssl.SSLCertVerificationError):
            return _not_trusted(name, error)
        if isinstance(error, ConnectionError | ssl.SSLEOFError):
            refused = isinstance(error, ConnectionRefusedError)
            what = "refuses the connection" if refused else f"closed the connection while {doing}"
            return ConnectionFailed(
                f"{name}: {what}",
                hint="check host and port of --url, and whether Qlik (or its proxy service) runs",
            )
        if isinstance(error, ssl.SSLError):
            reason = (error.reason or "unknown").replace("_", " ").lower()
            return ConnectionFailed(
                f"{name}: no TLS connection: {reason}",
                hint="check whether the port of --url is one for https",
            )
        if isinstance(error, OSError):
            return ConnectionFailed(
                f"{name}: cannot be reached: {error.strerror or 'network error'}",
                hint="check --url, and whether this machine needs a proxy (https_proxy)",
            )
        return InvalidResponse(
            f"{name}: the answer is not HTTP, or is cut off ({type(error).__name__})",
            hint="check host and port of --url",
        )


def _not_trusted(name: str, error: ssl.SSLCertVerificationError) -> TlsNotTrusted:
    if error.verify_code in _WRONG_HOST:
        hint = "give --url the host name that stands in the server's certificate"
    elif error.verify_code in _NOT_IN_TIME:
        hint = "the server needs a new certificate, or this machine's clock is wrong"
    else:
        hint = "give the certificate of the authority that signed the server's with --cacert FILE"
    reason = error.verify_message.rstrip(".")
    return TlsNotTrusted(f"{name}: its TLS certificate is not trusted: {reason}", hint=hint)


def _cookie(cookie: JarCookie, host: str) -> Cookie:
    return Cookie(
        cookie.name,
        cookie.value or "",
        cookie.domain if cookie.domain_specified else host,
        cookie.path,
        cookie.secure,
        any(map(cookie.has_nonstandard_attr, _HTTP_ONLY)),
        cookie.expires or 0,
    )


def _date(response: HTTPResponse) -> float | None:
    try:
        return parsedate_to_datetime(response.getheader("Date", "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
