"""Measuring in turn, and tables of what came out."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

KEYS = Path(__file__).parent.parent / "keys"
KEY_FILES = {2048: KEYS / "rsa2048.pkcs8.pem", 4096: KEYS / "rsa4096.pem"}
BIN = Path(sys.executable).parent
COMMAND = BIN / "qs-jwt"

T = TypeVar("T")
Words = Sequence[str | os.PathLike[str]]


class Table:
    """A table in Markdown."""

    def __init__(self, title: str, *head: str):
        self._title = title
        self._rows: list[tuple[str, ...]] = [head, ("---",) * len(head)]

    def add(self, *cells: str) -> None:
        """Add a row."""
        self._rows.append(cells)

    def __str__(self) -> str:
        lines = ["| " + " | ".join(row) + " |" for row in self._rows]
        return "\n".join([f"### {self._title}", "", *lines, ""])


def seconds(words: Words) -> float:
    """How long a process takes, from its start to its end."""
    start = time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def in_turn(what: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """What each gives, round after round."""
    found: dict[str, list[T]] = {name: [] for name in what}
    for _ in range(rounds):
        for name, measure in what.items():
            found[name].append(measure())
    return found


def ratio(found: Mapping[str, list[float]], name: str, to: str) -> str:
    """The median of one over the median of another."""
    return f"{median(found[name]) / median(found[to]):.2f}"


def peak_megabytes(words: Words, code: int | None = 0) -> tuple[float, float]:
    """The most memory that a process held, in MB, and how long it took, in seconds.

    code: what it must end with; None for anything but 0.
    """
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code if code is not None else not process.returncode:
        raise RuntimeError(f"{words}: exit code {process.returncode}")
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2), took


def use_cores(count: int) -> Callable[[], None]:
    """What a new process calls first to use ``count`` cores."""
    return lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def cores() -> int:
    """The cores there are."""
    return len(os.sched_getaffinity(0))
