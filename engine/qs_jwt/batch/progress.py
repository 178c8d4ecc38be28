"""The progress of a batch, on a terminal."""

import sys
from collections.abc import Callable

from tqdm import tqdm

from qs_jwt.results import Say


class Bar:
    """A progress bar on stderr that lines can be said above."""

    def __init__(self, say: Say):
        self._say = say
        self._bar = tqdm(unit=" users", file=sys.stderr, dynamic_ncols=True)

    def __enter__(self) -> Callable[[], object]:
        step: Callable[[], object] = self._bar.update
        return step

    def __exit__(self, *exception: object) -> None:
        self._bar.close()

    def say(self, level: str, line: str) -> None:
        """Say a line without tearing the bar."""
        with tqdm.external_write_mode(file=sys.stderr):
            self._say(level, line)
