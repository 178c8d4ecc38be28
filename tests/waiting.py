"""Waiting for what another process does, for as long as a slow machine may take to do it."""

import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import IO

from conftest import SECONDS


def wait_until(happened: Callable[[], object]) -> None:
    """Wait until ``happened`` says so; fail the test where it never does."""
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def wait_until_read(pipe: IO[bytes] | None) -> None:
    """Wait until another process has read all that was written to ``pipe``."""
    assert pipe
    pipe.flush()
    if sys.platform == "linux":
        import fcntl
        import termios

        def is_read() -> bool:
            left = array("i", [1])
            fcntl.ioctl(pipe, termios.FIONREAD, left)
            return left[0] == 0

        wait_until(is_read)
    else:  # where the end that writes does not know
        time.sleep(1)


def state(pid: int) -> str:
    """What Linux says that a process does, in a letter: R runs, S sleeps, Z has ended."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
