"""The signals that end a process, and how they wait for what must not be cut off."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What ends a process that is at work: Ctrl-C, a service manager, and Ctrl-Break or a closed
# terminal.
if sys.platform == "win32":
    END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK)
else:
    END_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def undisturbed(*, ending: bool = False) -> Iterator[None]:
    """Let no signal that ends the process cut off what is done here; it is acted on afterwards.

    Signals come to the main thread only; any other is left as it is.

    Args:
        ending: whether the process is ending already, so that another signal changes nothing.
    """
    before = {}
    came: list[int] = []

    def remember(number: int, _: FrameType | None) -> None:
        came.append(number)

    if threading.current_thread() is threading.main_thread():
        for end in END_SIGNALS:
            if signal.getsignal(end) not in (signal.SIG_IGN, None):
                before[end] = signal.signal(end, remember)
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)
        for number in [] if ending else came[:1]:
            signal.raise_signal(number)
