"""An HTTPS server on 127.0.0.1 that answers as Qlik documents, and badly when told to.

Use it so::

    with QlikServer() as server:
        server.tenant.create_identity_provider(body)
        ...  # log in at server.url with the CA certificate server.cacert
        server.fail(Fault.HANG)
        assert server.requests[0].headers["authorization"] == f"Bearer {token}"

What Qlik accepts is in qlik_tenant, qlik_oauth and qlik_site.
"""

import json
import socket
import socketserver
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from qlik_platforms import Answer, Refusal
from qlik_site import Site, check_xrfkey
from qlik_tenant import Tenant

_RESOLVER = """
import socket
_look_up = socket.getaddrinfo
def look_up(host, port, *rest, **named):
    return _look_up("127.0.0.1", {port}, *rest, **named)
socket.getaddrinfo = look_up
"""

_KEY_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Fault(Enum):
    """A way in which the server fails."""

    STALL_TLS = auto()  # accepts the connection, never shakes hands
    HANG = auto()  # reads the request, never answers
    CLOSE = auto()  # reads the request, closes the connection
    DRIP = auto()  # sends a header without end, a byte every 50 ms
    STATUS_500 = auto()
    REDIRECT = auto()  # 302 to the given location
    REDIRECT_ONCE = auto()  # 307 to the same path of this host, where the answer is
    REDIRECT_LOOP = auto()  # 307 to the same path of this host, for ever
    CUT_OFF = auto()  # 200, and less than it announced
    HUGE_BODY = auto()  # 200 and 64 MiB
    RAW = auto()  # the given bytes, whatever they are
    NOT_JSON = auto()  # 401 and an HTML page, as a gateway in front of Qlik sends


@dataclass(frozen=True)
class Request:
    """A request that came in; header names in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    server: "_HTTPServer"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name.lower(): value for name, value in parse_qsl(url.query)}
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        request = Request(self.command, url.path, query, headers, body)
        self.server.owner.requests.append(request)
        fault = self.server.owner.fault_at(request)
        if fault is not None:
            self._fail(fault, request)
            return
        try:
            answer = self.server.owner.answer(request)
        except Refusal as refusal:
            answer = refusal.answer
        self._send(answer)

    do_POST = do_DELETE = do_GET

    def _send(self, answer: Answer) -> None:
        kind, body = "application/json", b""
        if isinstance(answer.body, str):
            kind, body = "text/html", answer.body.encode()
        elif answer.body is not None:
            body = json.dumps(answer.body).encode()
        headers = (*answer.headers, ("Content-Type", kind), ("Content-Length", str(len(body))))
        self._send_head(answer.status, headers)
        self.wfile.write(body)

    def _send_head(self, status: int, headers: tuple[tuple[str, str], ...]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _fail(self, fault: Fault, request: Request) -> None:
        match fault:
            case Fault.HANG:
                self.server.stopping.wait()
            case Fault.DRIP:
                self._drip()
            case Fault.STATUS_500:
                self._send(Answer(500, "Internal Server Error"))
            case Fault.REDIRECT:
                self._send(Answer(302, None, (("Location", self.server.owner.location),)))
            case Fault.REDIRECT_ONCE | Fault.REDIRECT_LOOP:
                sign = "&" if request.query else "?"
                target = f"{self.path}{sign}redirected=1"
                self._send(Answer(307, None, (("Location", target),)))
            case Fault.HUGE_BODY:
                mebibyte = b" " * 2**20
                self._send_head(200, (("Content-Length", str(64 * len(mebibyte))),))
                for _ in range(64):
                    self.wfile.write(mebibyte)
            case Fault.CUT_OFF:
                self._send_head(200, (("Content-Length", "100"),))
                self.wfile.write(b"{}")
            case Fault.RAW:
                for piece in self.server.owner.raw:
                    self.wfile.write(piece)
            case Fault.NOT_JSON:
                self._send(Answer(401, "<html><body>401 Authorization Required</body></html>"))

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        while not self.server.stopping.wait(0.05):
            self.wfile.write(b".")

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: server.requests is the log."""


class _HTTPServer(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = False  # so that server_close waits for them all

    def __init__(self, owner: "QlikServer", context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.owner = owner
        self.context = context
        self.stopping = threading.Event()
        self.open: set[socket.socket] = set()

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        # The handshake comes with the first read, in the connection's own thread, so that a
        # client slow to shake hands holds up no other.
        secured = self.context.wrap_socket(
            connection, server_side=True, do_handshake_on_connect=False
        )
        self.open.add(secured)
        return secured, address

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.owner.stalls_tls():
            self.stopping.wait()
            return
        super().finish_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what is a mistake in this server; a client may break a connection as it likes."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            self.owner.errors.append(error)

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it ended by itself
        self.server_close()


class QlikServer:
    """A Qlik Cloud tenant and a client-managed site behind one HTTPS address.

    tls_name: the host name in the TLS certificate; another than localhost makes it the wrong one.
    other_names: further host names in it.
    clock: the time by which tokens are judged, epoch seconds.
    url: https://localhost:PORT. cacert: the TLS certificate, which vouches for itself.
    """

    def __init__(
        self,
        *,
        tls_name: str = "localhost",
        other_names: tuple[str, ...] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tenant = Tenant(clock)
        self.site = Site(clock)
        self.requests: list[Request] = []
        self.errors: list[BaseException] = []
        self.location = ""
        self.raw: Iterable[bytes] = ()
        self._fault: tuple[Fault, str] | None = None
        self._tls_names = (tls_name, *other_names)

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        self.cacert, self.tls_key = self._make_tls_certificate(Path(self._folder.name))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cacert, self.tls_key)
        self._http = _HTTPServer(self, context)
        self.port = self._http.server_address[1]
        self.url = f"https://localhost:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.stop()
        self._thread.join()
        self._folder.cleanup()
        if error is None and self.errors:
            raise self.errors[0]

    def _make_tls_certificate(self, folder: Path) -> tuple[Path, Path]:
        certificate, key = folder / "tls.cer", folder / "tls.key"
        private = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self._tls_names[0])])
        now = datetime.now(UTC)
        usage = dict.fromkeys(_KEY_USAGES, False)
        # Python 3.13 trusts no CA certificate that lacks keyUsage.
        usage |= {"digital_signature": True, "key_cert_sign": True}
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name) for name in self._tls_names]), False
            )
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
            .add_extension(x509.KeyUsage(**usage), True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), False)
            .sign(private, SHA256())
        )
        certificate.write_bytes(made.public_bytes(Encoding.PEM))
        key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate, key

    def stand_in(self, folder: Path) -> dict[str, str]:
        """Variables by which a Python process takes every host for this server, and trusts it.

        folder: where a module is put that Python runs first.
        """
        (folder / "sitecustomize.py").write_text(_RESOLVER.format(port=self.port))
        return {"PYTHONPATH": str(folder), "SSL_CERT_FILE": str(self.cacert)}

    def fail(
        self,
        fault: Fault | None,
        *,
        path: str = "",
        location: str = "",
        raw: Iterable[bytes] = (),
    ) -> None:
        """From now on fail so wherever path is part of the request's path; None mends it."""
        self._fault = None if fault is None else (fault, path)
        self.location = location
        self.raw = raw

    def stalls_tls(self) -> bool:
        return self._fault is not None and self._fault[0] is Fault.STALL_TLS

    def fault_at(self, request: Request) -> Fault | None:
        if self._fault is None or self._fault[1] not in request.path:
            return None
        fault = self._fault[0]
        redirected = "redirected" in request.query
        return None if fault is Fault.REDIRECT_ONCE and redirected else fault

    def answer(self, request: Request) -> Answer:
        """Answer as Qlik does."""
        match request.method, request.path:
            case "POST", "/api/v1/identity-providers":
                return self.tenant.create_identity_provider(_json(request))
            case "POST", "/login/jwt-session":
                self.tenant.check_integration(request.query, request.headers)
                return self.tenant.login(request.headers.get("authorization"))
            case "POST", "/oauth/token":
                kind, host = request.headers.get("content-type", ""), request.headers["host"]
                return self.tenant.oauth.token(kind, request.body, host)
            case method, path if path.startswith("/api/v1/"):
                return self.tenant.call(method, path, request.query, request.headers)
            case "POST", "/qrs/virtualproxyconfig":
                check_xrfkey(request.query, request.headers)
                return self.site.create_virtual_proxy(_json(request))
            case method, path:
                return self.site.call(method, path, request.query, request.headers)
        raise Refusal(404, "Not found")


def _json(request: Request) -> object:
    try:
        return json.loads(request.body)
    except ValueError as error:
        raise Refusal(400, "The body is not JSON") from error
