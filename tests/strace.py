"""Programs made to fail at one system call of their own, or killed there, by strace."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import COMMAND, SECONDS

# what makes, fills, names and removes files; a ? allows for machines that lack a call
CALLS = (
    "openat,?mkdir,mkdirat,?chmod,fchmod,fchmodat,write,fsync,close,?link,linkat,"
    "?rename,?renameat,?renameat2,?unlink,unlinkat,?rmdir"
)
_LINE = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\(")


class Call(NamedTuple):
    """One system call: its name, and which of that name it is in its thread."""

    name: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.name} number {self.number}: {self.text}"


class Strace:
    """Runs the command under strace, with everything it writes in one folder.

    Python's caches of compiled modules are in a folder of their own, so that each run
    makes the same calls whatever else runs meanwhile.
    """

    def __init__(self, work: Path, environment: Mapping[str, str]):
        if not shutil.which("strace"):
            pytest.skip("strace is not installed")
        self._log = work / "strace.log"
        self._environment = {**environment, "PYTHONPYCACHEPREFIX": str(work / "compiled")}
        try:
            self.run([], ["-V"])
        except AssertionError as error:
            pytest.skip(f"strace may not trace here: {error}")

    def run(
        self, options: Sequence[str], words: Sequence[str | PathLike[str]]
    ) -> subprocess.CompletedProcess[bytes]:
        """Run ``qs-jwt words`` under strace with ``options``."""
        # strace ends itself by the signal that ended the program
        done = subprocess.run(
            ["strace", "-f", "-qq", "-y", "-o", self._log, "-e", f"trace={CALLS}", *options,
             COMMAND, *words],
            capture_output=True, env=self._environment, cwd="/", timeout=SECONDS, check=False,
        )  # fmt: skip
        assert not done.stderr.startswith(b"strace:"), done.stderr.decode()
        return done

    def calls(
        self, folder: Path, words: Sequence[str | PathLike[str]], reset: Callable[[], object]
    ) -> list[Call]:
        """The calls that a run makes in ``folder``, in their order.

        ``reset`` makes the folder as the run is to find it. The first run compiles
        modules, so the second is counted.
        """
        for _ in range(2):
            reset()
            done = self.run([], words)
            assert done.returncode == 0, done.stderr.decode()
        counted: Counter[tuple[str, str]] = Counter()  # as strace counts, by thread
        found = []
        for line in self._log.read_text(errors="replace").splitlines():
            match = _LINE.match(line)
            if match:
                counted[match["thread"], match["name"]] += 1
                if f"{folder}/" in line:
                    number = counted[match["thread"], match["name"]]
                    found.append(Call(match["name"], number, line[:200]))
        return found

    def kill_at(self, call: Call, words: Sequence[str | PathLike[str]]) -> None:
        """Run and kill at ``call``, before it does anything."""
        done = self.run(["-e", f"inject={call.name}:signal=KILL:when={call.number}"], words)
        assert done.returncode == -9, f"not killed at {call}"

    def fail_at(
        self, call: Call, error: str, words: Sequence[str | PathLike[str]]
    ) -> subprocess.CompletedProcess[bytes]:
        """Run and let ``call`` fail with ``error``, an errno's name."""
        return self.run(["-e", f"inject={call.name}:error={error}:when={call.number}"], words)
