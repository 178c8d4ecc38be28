"""A web proxy on 127.0.0.1 that passes TLS connections on (HTTP CONNECT)."""

import socket
import socketserver
import threading
from typing import Self


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        line = self.rfile.readline().decode().strip()
        headers = {}
        while header := self.rfile.readline().decode().strip():
            name, _, value = header.partition(": ")
            headers[name.lower()] = value
        owner = self.server.owner
        owner.asked.append(line)
        owner.credentials.append(headers.get("proxy-authorization", ""))
        if owner.status != 200:
            self.wfile.write(f"HTTP/1.1 {owner.status} No\r\n\r\n".encode())
            return
        host, _, port = line.split()[1].rpartition(":")
        with socket.create_connection((host, int(port)), timeout=10) as onward:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n")
            back = threading.Thread(target=self._pass_on, args=(onward, self.connection))
            back.start()
            self._pass_on(self.connection, onward)
            back.join()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65_536):
                self.server.owner.passed += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            return  # either side may end the connection as it likes


class _Server(socketserver.ThreadingTCPServer):
    def __init__(self, owner: "ConnectProxy"):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner


class ConnectProxy:
    """Use as a context manager.

    port: where it listens. asked: the request lines. credentials: their
    Proxy-Authorization. passed: all that went through. status: what it answers.
    """

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.asked: list[str] = []
        self.credentials: list[str] = []
        self.passed = b""

    def __enter__(self) -> Self:
        self._server = _Server(self)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
