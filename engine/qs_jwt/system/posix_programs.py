"""Programs on POSIX: found, and run in a session of their own, which is ended as a whole."""

import errno
import os
import selectors
import shlex
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from typing import IO

from qs_jwt.system.answers import Answer
from qs_jwt.system.ending import undisturbed

assert sys.platform != "win32"  # which mypy reads, too

_PAUSE = 0.02  # seconds between looks at whether it has ended, at most
_FIRST_PAUSE = 0.0001  # once its pipes are closed, for then it is about to
_LAST_WORDS = 0.1  # seconds for what is still in its pipes
_GRACE = 0.5  # seconds that it has to end by itself
_PIECE = 65_536


def split_words(text: str) -> list[str]:
    """The words of a command line, as a POSIX shell has them.

    Raises:
        ValueError: a quote does not close.
    """
    return shlex.split(text)


def find_program(name: str) -> str | None:
    """The path of a program, looked up in PATH; the current folder counts with a / only."""
    if os.sep in name:
        return name
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def runs_under_cmd(path: str) -> bool:  # noqa: ARG001 - as on Windows
    """Whether cmd.exe would run it."""
    return False


def is_line_too_long(error: OSError) -> bool:
    """Whether a program was not started because its arguments are too long."""
    return error.errno == errno.E2BIG


def converse(words: list[str], data: bytes, *, most: int, seconds: float) -> Answer:
    """Run a program that reads ``data`` on standard input, to its end or that of its time.

    Args:
        words: its path and arguments.
        data: what it may read.
        most: how many bytes of each of its streams are read.
        seconds: how long it may take; then it is ended, with all that it started.

    Raises:
        OSError: it cannot be started.
    """
    with ExitStack() as at_end:
        with undisturbed():  # or a signal now would leave it to itself
            process = subprocess.Popen(  # noqa: S603 - it is what the user named
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
            conversation = _Conversation(process, data, most)
            at_end.callback(conversation.end)
        return conversation.answer(time.monotonic() + seconds)


class _Conversation:
    def __init__(self, process: subprocess.Popen[bytes], data: bytes, most: int):
        assert process.stdin
        assert process.stdout
        assert process.stderr
        self._process = process
        self._rest = memoryview(data)
        self._most = most
        self._heard = {process.stdout: bytearray(), process.stderr: bytearray()}
        self._streams = (process.stdin, process.stdout, process.stderr)
        self._open = set(self._streams)
        self._nap = _FIRST_PAUSE
        self._selector = selectors.DefaultSelector()
        for stream in self._streams:
            os.set_blocking(stream.fileno(), False)
            event = selectors.EVENT_WRITE if stream is process.stdin else selectors.EVENT_READ
            self._selector.register(stream, event)

    def answer(self, deadline: float) -> Answer:
        """What the program did until ``deadline``."""
        ended: float | None = None
        while True:
            now = time.monotonic()
            if self._process.poll() is not None:
                ended = now if ended is None else ended
                if not self._is_open() or now > ended + _LAST_WORDS:
                    break
            elif now > deadline or self._is_too_long():
                break
            self._step(min(_PAUSE, max(0.0, deadline - now)))
        out, err = (bytes(heard) for heard in self._heard.values())
        code = self._process.returncode
        # what is over the limit is told by its length, whatever the closed pipe did to it
        return Answer(0 if self._is_too_long() else code, out, err)

    def _is_open(self) -> bool:
        return bool(self._open.intersection(self._streams[1:]))

    def _is_too_long(self) -> bool:
        out, _ = self._heard.values()
        return len(out) > self._most

    def _step(self, pause: float) -> None:
        if not self._open:
            time.sleep(min(self._nap, pause))
            self._nap *= 2
            return
        for key, _ in self._selector.select(pause):
            stream = key.fileobj
            assert not isinstance(stream, int)
            if stream is self._process.stdin:
                self._say(stream)
            else:
                self._hear(stream)  # type: ignore[arg-type]

    def _say(self, stream: IO[bytes]) -> None:
        try:
            self._rest = self._rest[os.write(stream.fileno(), self._rest) :]
        except BlockingIOError:
            return
        except OSError:  # it does not read
            self._rest = self._rest[:0]
        if not self._rest:
            self._close(stream)

    def _hear(self, stream: IO[bytes]) -> None:
        heard = self._heard[stream]
        try:
            piece = os.read(stream.fileno(), _PIECE)
        except BlockingIOError:
            return
        heard += piece
        if stream is self._process.stderr:
            del heard[: -self._most]  # its last lines are those that tell
        if not piece or self._is_too_long():
            self._close(stream)

    def _close(self, stream: IO[bytes]) -> None:
        self._selector.unregister(stream)
        self._open.discard(stream)
        stream.close()

    def end(self) -> None:
        """End what still runs of it, and let go of its pipes."""
        with undisturbed():
            self._end()

    def _end(self) -> None:
        held = self._is_open()
        self._selector.close()
        for stream in self._streams:
            with suppress(OSError):
                stream.close()
        if self._process.poll() is not None and not held:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)
