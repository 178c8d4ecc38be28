"""JSON-RPC 2.0 on standard input and output, one message a line.

The methods are the commands; a failure of one is an error with code 1 whose ``data``
is the error object of ``--output json``. Specification: jsonrpc.org/specification.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from types import FrameType
from typing import Any, Self

from qs_jwt import __version__, commands, platforms, reading, results, strict_json, system, wording
from qs_jwt.command import Command, call
from qs_jwt.errors import (
    FileUnreadable,
    InvalidText,
    OutputFailed,
    QsJwtError,
    UnknownOption,
    WrongType,
    internal,
    trace_lines,
)
from qs_jwt.results import Result, Say, Session, say_nothing
from qs_jwt.wording import JsonRpc

PROTOCOL = 1  # of the methods, their parameters and results

# JSON-RPC 2.0, section 5.1
PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
FAILURE = 1

_INVALID_PARAMS = (UnknownOption, WrongType, InvalidText)
_CLAIMS = ("header", "payload")

Method = Callable[[dict[str, Any]], dict[str, Any]]


class ProtocolError(Exception):
    """A message that is no request, or none that can be answered with a result."""

    def __init__(self, code: int, message: str, id: str | int | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.id = id


class _Ending:
    """How signals end the loop, as a context manager around it.

    One that comes while an answer is made takes effect when that is written. Ctrl-C goes to
    every program of a console: one whose requests come from a program is left to that one,
    which ends it by closing its input.

    Args:
        at_terminal: whether somebody types the requests.
    """

    def __init__(self, *, at_terminal: bool):
        self._at_terminal = at_terminal
        self._before: dict[int, Any] = {}
        self._is_busy = False
        self._due: tuple[int, FrameType | None] | None = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in system.END_SIGNALS:
                handler = signal.getsignal(number)
                if number == signal.SIGINT and not self._at_terminal:
                    self._before[number] = signal.signal(number, signal.SIG_IGN)
                elif callable(handler):
                    self._before[number] = signal.signal(number, self._came)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def afterwards(self) -> Iterator[None]:
        """Let signals wait for :meth:`now_if_due` while this is entered."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False

    def now_if_due(self) -> None:
        """End if a signal has come."""
        if self._due:
            self._end(*self._due)

    def _came(self, number: int, frame: FrameType | None) -> None:
        if self._is_busy:
            self._due = number, frame
        else:
            self._end(number, frame)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._before[number](number, frame)


class Server(Session):
    """Answers requests in their order until the input ends.

    Args:
        claims_as_text: give ``header`` and ``payload`` as JSON texts, for readers that
            cannot hold names that differ only in case.
        message_templates: give the template of each message and its values beside it, for
            clients that have names of their own for the options.
    """

    def __init__(self, *, claims_as_text: bool = False, message_templates: bool = False):
        self._door = JsonRpc(templates=message_templates)
        self._claims_as_text = claims_as_text
        self._methods: dict[str, Method] = {"version": self._version}
        self._served = False  # asked for its version before
        self._is_ahead = False  # a client has just come, and works out its first request
        self._say: Say = say_nothing

    def run(self, say: Say, *, progress: bool) -> int:  # noqa: ARG002 - a Session
        """Serve standard input and output.

        Raises:
            BrokenPipeError: nobody reads the answers any more.
            OutputFailed: an answer cannot be written.
        """
        self._say = say
        if sys.stdin is None or sys.stdout is None:
            raise OutputFailed("serve needs standard input and output")
        # past its buffer, so that an end by signal leaves nothing to write to a full pipe
        sink = sys.stdout.fileno()
        system.widen(sys.stdin.fileno(), sink)
        for stream in (sys.stdin.fileno(), sink):
            system.block(stream)  # whatever it was to the program that started us
        with _Ending(at_terminal=sys.stdin.isatty()) as ending:
            try:
                for line in reading.lines(sys.stdin.buffer):
                    with ending.afterwards():
                        answer = self.answer(line)
                    if answer is not None:
                        _write(sink, answer)
                    if self._is_ahead:
                        self._is_ahead = False
                        with ending.afterwards():
                            _load_for_tokens()
                    ending.now_if_due()
            except BrokenPipeError:
                raise
            except OSError as error:
                raise FileUnreadable(
                    "standard input cannot be read: {value:strerror}",
                    strerror=error.strerror,
                ) from None
        return 0

    def answer(self, line: bytes | None) -> bytes | None:
        """The answer to one line (None: one that is too long), or None for no answer."""
        id = None
        try:
            request = _parse(line)
            if request is None:
                return None
            if "id" not in request:
                self._say("warn", "warning: a request without id was not run")
                return None
            id = request["id"]
            return _encode({"id": id, "result": self._result(request)})
        except ProtocolError as error:
            return _failure(error.id, error.code, error.message)
        except QsJwtError as error:
            code = INVALID_PARAMS if isinstance(error, _INVALID_PARAMS) else FAILURE
            return _failure(id, code, error.message_for(self._door), error.to_dict(self._door))
        except Exception as error:  # noqa: BLE001 - our fault ends one request
            return self._internal(id, error)

    def _result(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["method"]
        method = self._methods.get(name) or self._load(name, request["id"])
        params = request.get("params", {})
        if type(params) is not dict:
            raise WrongType(
                "params: expected an object, found {value:params}",
                params=wording.json_type(params),
            )
        return method(params)

    def _load(self, name: str, id: str | int | None) -> Method:
        definition = commands.load(name) if name in commands.METHODS else None
        if definition is None or not definition.remote:
            raise ProtocolError(METHOD_NOT_FOUND, _no_method(name), id)
        method = self._methods[name] = partial(self._call, definition)
        return method

    def _version(self, params: dict[str, Any]) -> dict[str, Any]:
        for name in params:
            raise UnknownOption(
                "version has no option {value:name}",
                parameter=wording.cut(name),
                name=wording.shown(name),
            )
        self._is_ahead = not self._served
        self._served = True
        python = "{}.{}.{}".format(*sys.version_info[:3])
        return {"engine": __version__, "protocol": PROTOCOL, "python": python, "warnings": []}

    def _call(self, definition: Command, params: dict[str, Any]) -> dict[str, Any]:
        result: Result = call(definition, params, remote=True, regular=True)
        for level, note in result.notes:
            self._say(level, f"info: {note}")
        fields: dict[str, Any] = result.to_dict(self._door)
        if self._claims_as_text:
            for name in _CLAIMS:
                if fields.get(name) is not None:
                    # ASCII within: half a surrogate pair would make the line unreadable
                    fields[name] = results.as_ascii_json(fields[name]).decode()
        return fields

    def _internal(self, id: str | int | None, error: Exception) -> bytes:
        for line in trace_lines():
            self._say("debug", f"debug: {line}")
        fault = internal(error)
        message = fault.message_for(self._door)
        self._say("error", f"error: {message}")
        return _failure(id, FAILURE, message, fault.to_dict(self._door))


def _parse(line: bytes | None) -> dict[str, Any] | None:
    """The request on a line, or None if the line is blank.

    Raises:
        ProtocolError
    """
    if line is None:
        raise ProtocolError(PARSE_ERROR, f"a line longer than {reading.MAX_LINE} bytes")
    if line.isspace() or not line:
        return None
    try:
        request = strict_json.loads(line)
    except ValueError as error:
        raise ProtocolError(PARSE_ERROR, f"not JSON: {error}") from None
    if type(request) is not dict:
        found = wording.json_type(request)
        raise ProtocolError(INVALID_REQUEST, f"a request is one object, not {found}")
    id = request.get("id")
    if id is not None and type(id) not in (str, int):
        raise ProtocolError(INVALID_REQUEST, "id: expected text, a whole number or null", None)
    if request.get("jsonrpc") != "2.0":
        raise ProtocolError(INVALID_REQUEST, 'a request has "jsonrpc": "2.0"', id)
    if type(request.get("method")) is not str:
        raise ProtocolError(INVALID_REQUEST, "a request names its method", id)
    return request


def _load_for_tokens() -> None:
    """Import what a token needs, which takes longer than all else about the first one.

    Whatever goes wrong here is told by the request that needs it.
    """
    with suppress(Exception):
        for platform in platforms.USER_PLATFORMS:
            commands.load(f"create-{platform}")
        import_module("qs_jwt.keys.private")
        import_module("jwt")


def _no_method(name: str) -> str:
    near = wording.nearest(name, commands.METHODS, alike=0.8)
    known = near and commands.load(near).remote
    told = f"; did you mean {wording.quoted(near)}?" if near and known else ""
    return f"there is no method {wording.shown(name)}{told}"


def _failure(
    id: str | int | None, code: int, message: str, error: dict[str, Any] | None = None
) -> bytes:
    fault: dict[str, Any] = {"code": code, "message": message}
    if error is not None:
        fault["data"] = error
    return _encode({"id": id, "error": fault})


def _encode(answer: dict[str, Any]) -> bytes:
    # ASCII only: whole for readers that take the line for another encoding than UTF-8,
    # or U+2028 for a line's end, and for ids that hold half a surrogate pair.
    return results.as_ascii_json({"jsonrpc": "2.0", **answer}) + b"\n"


def _write(sink: int, data: bytes) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(sink, rest) :]
    except OSError as error:
        if system.is_reader_gone(error, sink):
            raise BrokenPipeError from None
        raise OutputFailed.because("an answer", error) from None
