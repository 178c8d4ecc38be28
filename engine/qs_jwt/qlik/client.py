"""Requests to one server over HTTPS, with the token going nowhere else."""

import ssl
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from qs_jwt import __version__, strict_json, wording
from qs_jwt.errors import (
    ConnectionFailed,
    InvalidResponse,
    QsJwtError,
    RedirectRefused,
    TimedOut,
    TlsNotTrusted,
)
from qs_jwt.qlik.address import HTTPS_PORT, IN_PATH, Server
from qs_jwt.qlik.connection import Deadline, FinalResponse, opened, trust
from qs_jwt.qlik.cookies import Jar
from qs_jwt.times import describe_duration

__all__ = ["Answer", "Client", "Server", "trust"]

MAX_BODY = 1_048_576  # bytes; Qlik's answers have some hundred
MAX_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)
_KEEP_METHOD = (307, 308)

# OpenSSL's codes of why a certificate is not trusted: x509_vfy.h
_NOT_IN_TIME = (9, 10)
_WRONG_HOST = (62, 64)


class Answer(NamedTuple):
    """What a server answered.

    Attributes:
        status: its status.
        headers: their values by name in lower case.
        body: its body.
        date: the server's clock in epoch seconds, or None.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    date: float | None

    @property
    def is_success(self) -> bool:
        """Whether the status says so."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The value of the body, or None if it is not JSON."""
        try:
            return strict_json.loads(self.body)
        except ValueError:
            return None


class Client:
    """Sends requests to one server, and keeps the cookies that it sets.

    Args:
        server: where requests go.
        token: goes with each of them, or None.
        context: what the server is trusted by.
        seconds: how long all of them together may take.

    Attributes:
        verified: whether the server had to prove who it is.
        jar: the cookies.
    """

    def __init__(self, server: Server, token: str | None, context: ssl.SSLContext, seconds: int):
        self.server = server
        self.verified = context.verify_mode == ssl.CERT_REQUIRED
        self.jar = Jar(server.host, server.origin)
        self._headers = {
            "Accept": "application/json",
            "User-Agent": f"qs-jwt/{__version__}",
            "Connection": "close",
        }
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._context = context
        self._deadline = Deadline(seconds)

    def forget_token(self) -> None:
        """Send no token from now on, but what cookies there are."""
        self._headers.pop("Authorization", None)

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        body: bytes | None = None,
    ) -> Answer:
        """The answer to a request, after redirects on the same server.

        Args:
            method: GET, POST or DELETE.
            path: below the server's own, with its query.
            headers: further ones.
            body: goes with the request, which then follows no redirect.

        Raises:
            ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse
        """
        target = self.server.path + path
        for _ in range(MAX_REDIRECTS + 1):
            response, received = self._answered(method, target, headers or {}, body)
            location = response.getheader("Location")
            if response.status not in _REDIRECTS or location is None:
                fields = {name.lower(): value for name, value in response.getheaders()}
                return Answer(response.status, fields, received, _date(response))
            if body is not None:
                raise self._redirect_refused(location)
            target = self._redirected(target, location)
            if response.status not in _KEEP_METHOD:
                method = "GET"
        raise RedirectRefused(
            "{value:server} redirects more than {value:most} times",
            hint="check {option:url}; a gateway in front of Qlik may send requests in a circle",
            server=self.server.name,
            most=MAX_REDIRECTS,
        )

    def _answered(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[HTTPResponse, bytes]:
        try:
            return self._exchanged(method, target, headers, body)
        except QsJwtError:
            raise
        except (OSError, HTTPException) as error:
            raise self._failure(error) from None

    def _exchanged(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None
    ) -> tuple[HTTPResponse, bytes]:
        host, port, _ = self.server
        sent = {**self._headers, **headers}
        cookies = self.jar.header_for(target)
        if cookies is not None:
            sent["Cookie"] = cookies
        with opened(host, port, self._context, self._deadline) as stream:
            connection = HTTPSConnection(host, port, context=self._context)
            connection.response_class = FinalResponse
            connection.sock = stream
            connection.request(method, target, body, sent)
            response = connection.getresponse()
            received = response.read(MAX_BODY + 1)
            if response.length and len(received) <= MAX_BODY:  # announced, and did not come
                raise IncompleteRead(b"", response.length)
        if len(received) > MAX_BODY:
            raise InvalidResponse(
                "{value:server}: the answer is larger than {value:most} bytes",
                hint="check {option:url}; Qlik's answer is short",
                server=self.server.name,
                most=MAX_BODY,
            )
        self.jar.take(response, target)
        return response, received

    def _redirected(self, target: str, location: str) -> str:
        """The path of this server that ``location`` leads to."""
        try:
            parts = urlsplit(urljoin(self.server.origin + target, location))
            port = HTTPS_PORT if parts.port is None else parts.port
        except ValueError:
            raise InvalidResponse(
                "{value:server}: redirects to what is no address",
                hint="check {option:url}",
                server=self.server.name,
            ) from None
        if (parts.scheme, parts.hostname, port) != ("https", *self.server[:2]):
            raise self._redirect_refused(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return quote(path, safe=IN_PATH + "?")

    def _redirect_refused(self, where: str) -> RedirectRefused:
        return RedirectRefused(
            "{value:server} redirects to {value:where}; the token was not sent there",
            hint="give that address as {option:url} if it is the right one;"
            " a login page there means that the token was not looked at",
            server=self.server.name,
            # a query may hold what belongs to the session
            where=wording.shown(where.partition("?")[0]),
        )

    def _failure(self, error: OSError | HTTPException) -> QsJwtError:
        name, doing = self.server.name, self._deadline.doing
        if isinstance(error, TimeoutError) and error.errno is None:
            return TimedOut(
                "{value:server}: timed out after {value:seconds} while {value:doing}",
                hint="check {option:url} and what is in between (a firewall, a proxy),"
                " or raise {option:timeout}",
                server=name,
                seconds=describe_duration(self._deadline.seconds),
                doing=doing,
            )
        if isinstance(error, ssl.SSLCertVerificationError):
            return _not_trusted(name, error)
        if isinstance(error, ConnectionError | ssl.SSLEOFError):
            refused = isinstance(error, ConnectionRefusedError)
            return ConnectionFailed(
                "{value:server}: {value:what}",
                hint="check host and port of {option:url}, and whether Qlik (or its proxy service)"
                " runs",
                server=name,
                what="refuses the connection"
                if refused
                else f"closed the connection while {doing}",
            )
        if isinstance(error, ssl.SSLError):
            return ConnectionFailed(
                "{value:server}: no TLS connection: {value:reason}",
                hint="check whether the port of {option:url} is one for https",
                server=name,
                reason=(error.reason or "unknown").replace("_", " ").lower(),
            )
        if isinstance(error, OSError):
            return ConnectionFailed(
                "{value:server}: cannot be reached: {value:reason}",
                hint="check {option:url}, and whether this machine needs a proxy (https_proxy)",
                server=name,
                reason=error.strerror or "network error",
            )
        return InvalidResponse(
            "{value:server}: the answer is not HTTP, or is cut off ({value:kind})",
            hint="check host and port of {option:url}",
            server=name,
            kind=type(error).__name__,
        )


def _not_trusted(name: str, error: ssl.SSLCertVerificationError) -> TlsNotTrusted:
    if error.verify_code in _WRONG_HOST:
        hint = "give {option:url} the host name that stands in the server's certificate"
    elif error.verify_code in _NOT_IN_TIME:
        hint = "the server needs a new certificate, or this machine's clock is wrong"
    else:
        hint = (
            "give the certificate of the authority that signed the server's: {option:cacert=FILE}"
        )
    return TlsNotTrusted(
        "{value:server}: its TLS certificate is not trusted: {value:reason}",
        hint=hint,
        server=name,
        reason=error.verify_message.rstrip("."),
    )


def _date(response: HTTPResponse) -> float | None:
    try:
        return parsedate_to_datetime(response.getheader("Date", "")).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
