"""serve, as a program that starts it sees it."""

import json
import subprocess
from typing import Any

from conftest import COMMAND, KEYS, SECONDS, Runner

KEY = str(KEYS / "rsa2048.pkcs8.pem")
CERTIFICATE = str(KEYS / "rsa2048.cer")
USER = {"userdir": "LAB", "userid": "anna", "cert_privatekey_file": KEY}
VERSION = b'{"jsonrpc":"2.0","id":1,"method":"version"}'


class Engine:
    """A serve process."""

    def __init__(self, runner: Runner, *words: str):
        self.process = subprocess.Popen(
            [COMMAND, "serve", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=runner.folder,
            env=runner.environment,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    def send(self, *messages: dict[str, Any] | bytes) -> None:
        """Send messages, each on a line."""
        for message in messages:
            line = message if isinstance(message, bytes) else json.dumps(message).encode()
            self.stdin.write(line + b"\n")
        self.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """The next answer."""
        answer: dict[str, Any] = json.loads(self.stdout.readline())
        assert answer["jsonrpc"] == "2.0"
        return answer

    def ask(self, method: str, id: Any = 1, **params: Any) -> dict[str, Any]:
        """The answer to one request."""
        self.send(request(method, id, **params))
        answer = self.answer()
        assert answer["id"] == id
        return answer

    def result(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of one request."""
        answer = self.ask(method, **params)
        assert "result" in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def error(self, method: str, **params: Any) -> dict[str, Any]:
        """The error object of one request that a command refuses."""
        error: dict[str, Any] = self.ask(method, **params)["error"]["data"]
        return error

    def end(self) -> tuple[int, str]:
        """Close its input; its exit code and what it said on stderr."""
        rest, said = self.process.communicate(timeout=SECONDS)
        assert rest == b""
        return self.process.returncode, said.decode()


def request(method: str, id: Any = 1, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params}
