"""Programs on Windows: found, and run in a job object, which is ended as a whole."""

import ctypes
import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from ctypes import wintypes
from typing import IO

from qs_jwt.system.answers import Answer
from qs_jwt.system.ending import undisturbed

assert sys.platform == "win32"  # which mypy reads, too

_FILENAME_EXCED_RANGE = 206
_SUSPENDED = 0x00000004
_PAUSE = 0.02  # seconds between looks at whether it has ended
_LAST_WORDS = 0.1  # seconds for what is still in its pipes
_PIECE = 65_536
_BATCH = (".bat", ".cmd")

_kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
_kernel32.CreateJobObjectW.restype = wintypes.HANDLE
_kernel32.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
_kernel32.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
_kernel32.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
_kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)
_resume = ctypes.WinDLL("ntdll").NtResumeProcess
_resume.argtypes = (wintypes.HANDLE,)


def find_program(name: str) -> str | None:
    """The path of a program, by PATH and PATHEXT; the current folder counts with a \\ or / only."""
    folders = [""]
    if not set(name) & {"\\", "/"}:
        folders = [f for f in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(f)]
    endings = [
        ending for ending in os.environ.get("PATHEXT", ".EXE;.CMD;.BAT").split(";") if ending
    ]
    if os.path.splitext(name)[1].upper() in map(str.upper, endings):
        endings = [""]
    for folder in folders:
        for ending in endings:
            path = os.path.join(folder, name + ending)
            if os.path.isfile(path):
                return os.path.abspath(path)
    return None


def runs_under_cmd(path: str) -> bool:
    """Whether cmd.exe would run it."""
    return path.lower().endswith(_BATCH)


def is_line_too_long(error: OSError) -> bool:
    """Whether a program was not started because its arguments are too long."""
    return error.winerror == _FILENAME_EXCED_RANGE


def converse(words: list[str], data: bytes, *, most: int, seconds: float) -> Answer:
    """Run a program that reads ``data`` on standard input, to its end or that of its time.

    Args, Raises: as on POSIX.
    """
    with ExitStack() as at_end:
        with undisturbed():  # or a signal now would leave it to itself
            process = subprocess.Popen(  # noqa: S603 - it is what the user named
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                creationflags=_SUSPENDED | subprocess.CREATE_NO_WINDOW,
            )
            # suspended, so that all that it starts is in the job too
            job = _kernel32.CreateJobObjectW(None, None)
            at_end.callback(_end, process, job)
            handle = int(process._handle)  # type: ignore[attr-defined]
            _kernel32.AssignProcessToJobObject(job, handle)
            _resume(handle)
        return _conversation(process, data, most, time.monotonic() + seconds)


def _end(process: "subprocess.Popen[bytes]", job: int) -> None:
    """End what still runs of it."""
    with undisturbed():
        _kernel32.TerminateJobObject(job, 1)
        _kernel32.CloseHandle(job)
        with suppress(OSError):
            process.kill()
        process.wait()


def _conversation(
    process: "subprocess.Popen[bytes]", data: bytes, most: int, deadline: float
) -> Answer:
    assert process.stdin
    assert process.stdout
    assert process.stderr
    out, err = bytearray(), bytearray()
    threads = [
        threading.Thread(target=_say, args=(process.stdin, data), daemon=True),
        threading.Thread(target=_hear, args=(process.stdout, out, most, False), daemon=True),
        threading.Thread(target=_hear, args=(process.stderr, err, most, True), daemon=True),
    ]
    for thread in threads:
        thread.start()
    code = None
    while code is None and time.monotonic() < deadline and len(out) <= most:
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(_PAUSE)
    for thread in threads[1:] if code is not None else ():
        thread.join(_LAST_WORDS)  # a program that it started may hold them open
    return Answer(0 if len(out) > most else code, bytes(out), bytes(err))


def _say(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError):  # it does not read
        stream.write(data)
    with suppress(OSError):
        stream.close()


def _hear(stream: IO[bytes], heard: bytearray, most: int, last: bool) -> None:
    with suppress(OSError), stream:
        while piece := stream.read(_PIECE):
            heard += piece
            if last:
                del heard[:-most]
            elif len(heard) > most:
                return
