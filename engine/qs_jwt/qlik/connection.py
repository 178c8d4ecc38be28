"""A TLS connection on which nothing waits past one deadline.

Looking up the address, reaching it (through the proxy that the environment names),
shaking hands, and every read and write after that share the deadline. A timeout for
each step would not do: a server that sends a byte now and then never runs into one.
"""

import io
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import getproxies, proxy_bypass

from qs_jwt import reading, wording
from qs_jwt.errors import CertificateInvalid, ConnectionFailed, InvalidResponse
from qs_jwt.keys import pem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# What socket.getaddrinfo gives for each address, which stands last.
_Address = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int | bytes, ...]]

MAX_RECEIVED = 2_097_152  # bytes of one connection: headers and body, however they are framed
_CERTIFICATES = ("CERTIFICATE", "X509 CERTIFICATE")


class Deadline:
    """A point in time that every wait ends at.

    Attributes:
        seconds: how far it lay ahead at the beginning.
        doing: what is being waited for, for the error.
    """

    def __init__(self, seconds: int):
        self.seconds = seconds
        self.doing = ""
        self._end = time.monotonic() + seconds

    def left(self, doing: str = "") -> float:
        """How many seconds are left for ``doing``.

        Raises:
            TimeoutError: none.
        """
        self.doing = doing or self.doing
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Stream:
    """A connected socket, as far as :mod:`http.client` uses one, held to a deadline."""

    def __init__(self, connected: socket.socket, deadline: Deadline):
        self._socket = connected
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send ``data`` whole."""
        rest = memoryview(data)
        while rest:
            self._socket.settimeout(self._deadline.left("sending the request"))
            rest = rest[self._socket.send(rest) :]

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - as http.client calls it
        """What is received, to be read."""
        return io.BufferedReader(_Receiver(self._socket, self._deadline))

    def close(self) -> None:
        """Nothing: an answer is read on after ``http.client`` has closed its connection."""


class _Receiver(io.RawIOBase):
    """What comes in. The bound is here, below all that reads a length off it."""

    def __init__(self, connected: socket.socket, deadline: Deadline):
        self._socket = connected
        self._deadline = deadline
        self._received = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        self._socket.settimeout(self._deadline.left("waiting for its answer"))
        count = self._socket.recv_into(buffer)
        self._received += count
        if self._received > MAX_RECEIVED:
            raise InvalidResponse(
                "the answer is larger than {value:most} bytes",
                hint="check {option:url}; Qlik's answer is short",
                most=MAX_RECEIVED,
            )
        return count


class FinalResponse(HTTPResponse):
    """An answer, after those that only announce one (``103 Early Hints``)."""

    def begin(self) -> None:
        """Read status and headers."""
        super().begin()
        # http.client itself skips 100 alone; 101 would be the last in HTTP
        while 100 <= self.status < 200 and self.status != 101:
            self.headers = None  # type: ignore[assignment]  # so that it reads the next
            super().begin()


class Proxy(NamedTuple):
    """A proxy that passes connections on (HTTP CONNECT); ``user`` is ``name:password`` or None."""

    host: str
    port: int
    user: bytes | None


def trust(cacert: str | None, *, insecure: bool) -> ssl.SSLContext:
    """What servers are trusted by.

    Args:
        cacert: a file of certificates, PEM or DER, that takes the place of the system's.
        insecure: trust any server.

    Raises:
        CertificateInvalid: the file holds no certificate.
        QsJwtError: it cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif cacert is None:
        context.load_default_certs()
    else:
        # so that a server's own certificate will do, whoever signed it
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        _load(context, cacert)
    return context


def _load(context: ssl.SSLContext, cacert: str) -> None:
    data = pem.unwrap(reading.read(cacert, "cacert"))
    found = b"".join(block.pem for block in pem.blocks(data) if block.label in _CERTIFICATES)
    try:
        context.load_verify_locations(cadata=found.decode("ascii") if found else data)
    except (ssl.SSLError, ValueError):
        raise CertificateInvalid(
            "{option}: {value:path} holds no certificate that can be read",
            hint="give the certificate of the authority that signed the server's, as PEM or DER",
            parameter="cacert",
            path=wording.quoted(cacert),
        ) from None


@contextmanager
def opened(host: str, port: int, context: ssl.SSLContext, deadline: Deadline) -> Iterator[Stream]:
    """A TLS connection to a server, closed at the end.

    Raises:
        ConnectionFailed, OSError (with ssl.SSLError and TimeoutError), HTTPException
    """
    proxy = proxy_for(host, port)
    connected = _to_proxy(proxy, deadline) if proxy else _connected(host, port, deadline)
    try:
        if proxy:
            _tunnel(Stream(connected, deadline), proxy, host, port)
        connected.settimeout(deadline.left("shaking hands (TLS)"))
        connected = context.wrap_socket(connected, server_hostname=host)
        yield Stream(connected, deadline)
    finally:
        connected.close()


def proxy_for(host: str, port: int) -> Proxy | None:
    """The proxy that the environment (or the system's settings) names for a server, or None.

    Raises:
        ConnectionFailed: it is no HTTP proxy.
    """
    known = getproxies()
    url = known.get("https") or known.get("all")
    if not url or proxy_bypass(f"{host}:{port}"):
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError
        user = None
        if parts.username is not None:
            user = b":".join(map(_unquoted, (parts.username, parts.password or "")))
        if parts.port == 0:
            raise ValueError
        return Proxy(parts.hostname, parts.port or 80, user)
    except ValueError:
        # the address may hold a password, so it is not shown
        raise ConnectionFailed(
            "the environment names a proxy (https_proxy) that is not written as http://HOST:PORT",
            hint="put https_proxy right, or name the server in no_proxy",
        ) from None


def _unquoted(text: str) -> bytes:
    """The bytes that a part of an address stands for, which need not be UTF-8."""
    return unquote_to_bytes(text.encode("utf-8", "surrogateescape"))


def _to_proxy(proxy: Proxy, deadline: Deadline) -> socket.socket:
    try:
        return _connected(proxy.host, proxy.port, deadline)
    except OSError as error:
        if error.strerror is None:  # the deadline
            raise
        raise ConnectionFailed(
            "the proxy {value:proxy} cannot be reached: {value:reason}",
            hint="check https_proxy, or name the server in no_proxy",
            proxy=wording.escaped(f"{proxy.host}:{proxy.port}"),
            reason=error.strerror,
        ) from None


def _connected(host: str, port: int, deadline: Deadline) -> socket.socket:
    addresses = _addresses(host, port, deadline)
    failure: OSError = TimeoutError()
    for tried, (family, kind, protocol, _, address) in enumerate(addresses):
        connected = socket.socket(family, kind, protocol)
        try:
            # a share for each, so that one that swallows everything leaves time for the next
            connected.settimeout(deadline.left("connecting") / (len(addresses) - tried))
            connected.connect(address)
            return connected
        except OSError as error:
            failure = error
            connected.close()
    raise failure


def _addresses(host: str, port: int, deadline: Deadline) -> list[_Address]:
    """The addresses of ``host``, in the resolver's order."""
    found: list[_Address] = []
    failure: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:  # the latter for what no name can be
            failure.append(error)

    # the resolver cannot be told to stop, only be left alone
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left("looking up its address"))
    if failure:
        reason = getattr(failure[0], "strerror", None) or "it is not a host name"
        raise ConnectionFailed(
            "the address of {value:host} cannot be found: {value:reason}",
            hint="check its spelling, and whether this machine needs a proxy (https_proxy)",
            host=wording.shown(host),
            reason=reason,
        )
    if not found:
        raise TimeoutError
    return found


def _tunnel(stream: Stream, proxy: Proxy, host: str, port: int) -> None:
    """Let ``proxy`` pass the connection on."""
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    if proxy.user is not None:
        lines.append(f"Proxy-Authorization: Basic {b64encode(proxy.user).decode()}")
    stream.sendall("\r\n".join([*lines, "", ""]).encode())
    with FinalResponse(stream, method="CONNECT") as response:  # type: ignore[arg-type]
        response.begin()
        status = response.status
    if not 200 <= status < 300:
        asks = "the user name and password in https_proxy" if status == 407 else "https_proxy"
        raise ConnectionFailed(
            "the proxy {value:proxy} does not connect to {value:target}: status {value:status}",
            hint=f"check {asks}, or name the server in no_proxy",
            proxy=f"{proxy.host}:{proxy.port}",
            target=target,
            status=status,
        )
