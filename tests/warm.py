"""The command without its start: a process that has imported it forks for each command line.

What a test gets is still a process of its own, with its own words, environment, folder, streams
and exit code, and it runs what the installed script runs. Only the start of Python and the
imports, five sixths of a run, are not repeated. ``--cold`` starts everything anew.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar, NoReturn

# What Python, OpenSSL or the C library reads once, at its start.
_READ_AT_THE_START = ("PYTHON", "LC_", "LANG", "TZ", "OPENSSL", "LD_", "MALLOC")
_LOCALE = {"LC_ALL": "C.UTF-8"}
_KEY = Path(__file__).parent / "keys" / "rsa2048.pkcs8.pem"
_BYTE = b"."
_LET_GO = 60  # seconds until nothing holds the streams of a command line that has ended


class Warm:
    """The process that has imported the command; it starts with the first command line.

    Attributes:
        current: the one of this session, or None if each command line is to be a start.
    """

    current: ClassVar["Warm | None"] = None

    def __init__(self) -> None:
        self._busy = threading.Lock()
        self._connection, self._theirs = socket.socketpair()
        self._answers = self._connection.makefile("rb")
        self._process: subprocess.Popen[bytes] | None = None

    def serves(self, environment: Mapping[str, str]) -> bool:
        """Whether a fork sees this environment as a new process would; only one runs at a time."""
        read = {name for name in environment if name.startswith(_READ_AT_THE_START)}
        return (
            read == {*_LOCALE}
            and _LOCALE.items() <= environment.items()
            and not self._busy.locked()
        )

    def _start(self) -> None:
        if self._process is None:
            with self._theirs as theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", __file__, str(theirs.fileno())],
                    pass_fds=[theirs.fileno()], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    env=_LOCALE,
                )  # fmt: skip

    def run(
        self, words: Sequence[str], stdin: bytes, folder: Path, environment: Mapping[str, str],
        seconds: int,
    ) -> tuple[int, bytes, bytes]:  # fmt: skip
        """The exit code (or minus the signal), stdout and stderr of a command line."""
        theirs_in, feed = os.pipe()
        out, theirs_out = os.pipe()
        err, theirs_err = os.pipe()
        theirs = [theirs_in, theirs_out, theirs_err]
        request = {
            "words": words, "folder": str(folder), "environment": dict(environment),
            "seconds": seconds,
        }  # fmt: skip
        with self._busy, ThreadPoolExecutor(3) as pool:
            self._start()
            socket.send_fds(self._connection, [_BYTE], theirs)
            for descriptor in theirs:
                os.close(descriptor)
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            pool.submit(_write, feed, stdin)
            outputs = [pool.submit(_read, one) for one in (out, err)]
            code = int(self._answers.readline())
            found, told = (one.result(_LET_GO) for one in outputs)
        if code == -signal.SIGALRM:
            raise subprocess.TimeoutExpired([*words], seconds, found, told)
        return code, found, told

    def end(self) -> None:
        """End the process, which does so when nobody asks it anything any more."""
        for one in (self._answers, self._connection, self._theirs):
            one.close()
        if self._process:
            self._process.communicate()


def _write(descriptor: int, data: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(descriptor, "wb", buffering=0) as file:
        while data:
            data = data[file.write(data) :]


def _read(descriptor: int) -> bytes:
    with open(descriptor, "rb") as file:
        return file.read()


def _answer(connection: socket.socket) -> dict[str, Any]:
    """Fork for every request; a fork returns, with what it is to become. The rest ends here."""
    requests = connection.makefile("rb")
    while True:
        byte, descriptors, *_ = socket.recv_fds(connection, len(_BYTE), 3)
        if not byte:
            os._exit(0)
        request: dict[str, Any] = json.loads(requests.readline())
        process = os.fork()
        if not process:
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
            os.closerange(3, max(*descriptors, connection.fileno()) + 1)
            return request
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(process, 0)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _main() -> NoReturn:
    # before all else, as in the installed script
    from qs_jwt import __main__ as script
    from qs_jwt.cli import startup

    startup.prepare()
    from qs_jwt import cli, commands
    from qs_jwt.cli import front, help, words  # noqa: F401

    for name in commands.COMMANDS:
        commands.load(name)
    startup.complete()
    # what happens once in a process: regular expressions, OpenSSL's own start
    cli.main(["create-qseow", "--userdir=LAB", "--userid=anna", f"--cert-privatekey-file={_KEY}"])
    gc.freeze()
    connection = socket.socket(fileno=int(sys.argv[1]))
    request = _answer(connection)
    signal.alarm(request["seconds"])
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv[:] = request["words"]
    script.main()


if __name__ == "__main__":
    _main()
