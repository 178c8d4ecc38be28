"""Writing the answers of a batch: a line each, in the order of the users."""

import csv
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import NamedTuple, Protocol

from qs_jwt import platforms, results, system, wording, writing
from qs_jwt.batch.rows import CSV, Row
from qs_jwt.errors import FileExists, FileIsFolder, OutputFailed, QsJwtError
from qs_jwt.wording import Door

# What tells whose an answer is.
IDENTITY = {platforms.QSEOW: ("userdir", "userid"), platforms.QSCLOUD: ("sub", "useremail")}
_OPTION = "output_file"


_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection


class Answer(NamedTuple):
    """What became of one row.

    Attributes:
        row: the row.
        identity: whose it is, by option.
        token: its token, if there is no error.
        warnings: those of the token, by code.
        error: why there is no token.
    """

    row: Row
    identity: dict[str, object]
    token: str = ""
    warnings: dict[str, str] = {}  # noqa: RUF012 - it is never written to
    error: QsJwtError | None = None


class Form(Protocol):
    """A form of the output: the lines that it begins with, and that of an answer.

    Attributes:
        has_formulas: whether a cell was written that a spreadsheet would run.
    """

    head: str
    has_formulas: bool

    def line(self, answer: Answer, door: Door) -> str: ...


class JsonForm:
    """A JSON object a line."""

    head = ""
    has_formulas = False

    def line(self, answer: Answer, door: Door) -> str:
        """``token`` or ``error`` after the options that tell whose it is."""
        outcome = {"error": answer.error.to_dict(door)} if answer.error else {"token": answer.token}
        return results.as_json({**answer.identity, **outcome}) + "\n"


class CsvForm:
    """CSV with the columns ``token`` and ``error``, one of which is empty.

    Args:
        platform: whose columns tell who a row is for.
        escape: whether ``'`` is put before a cell that a spreadsheet would run.
    """

    def __init__(self, platform: str, *, escape: bool):
        self._names = IDENTITY[platform]
        self._escape = escape
        self.has_formulas = False
        self.head = self._joined([*self._names, "token", "error"])

    def line(self, answer: Answer, door: Door) -> str:
        """The options that tell whose it is, the token, ``code: message`` of the error."""
        error = f"{answer.error.code}: {answer.error.message_for(door)}" if answer.error else ""
        identity = [self._cell(answer.identity.get(name, "")) for name in self._names]
        return self._joined([*identity, answer.token, self._cell(error)])

    def _cell(self, value: object) -> object:
        if isinstance(value, str) and value.startswith(_FORMULA):
            self.has_formulas = True
            return f"'{value}" if self._escape else value
        return value

    @staticmethod
    def _joined(cells: Sequence[object]) -> str:
        text = io.StringIO()
        if any("\r" in str(cell) for cell in cells):
            # a lone CR ends a line for many readers, and Python quotes none by itself
            writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        else:
            writer = csv.writer(text, lineterminator="\n")
        writer.writerow(cells)
        return text.getvalue()


def form(name: str, platform: str, *, escape: bool) -> Form:
    """The form ``name``, of :data:`qs_jwt.batch.rows.FORMATS`."""
    return CsvForm(platform, escape=escape) if name == CSV else JsonForm()


class FileTarget:
    """A file that appears under its name when it is whole.

    Raises:
        FileExists, FileIsFolder, FileMissing, WriteFailed
    """

    def __init__(self, path: str, placement: writing.Placement):
        placement.refuse_existing(path, _OPTION)
        self._path = path
        self._placement = placement
        self._stream = placement.open(path, writing.PRIVATE, _OPTION)

    def write(self, text: str) -> None:
        """Add ``text``."""
        try:
            self._stream.write(_encoded(text))
        except OSError as error:
            raise writing.unwritable(error, self._path, _OPTION) from None

    def finish(self) -> None:
        """Let the file appear; under another name if it cannot have its own."""
        self._close()
        try:
            self._placement.commit()
        except QsJwtError as error:
            with suppress(QsJwtError):
                error.values["kept"] = self.keep()
                error.template += "; the answers are {value:kept}"
                error.hint_template = "rename that file"
            raise

    def keep(self) -> str:
        """Let what is there appear under another name, and tell where that is."""
        if not self._placement.waits(self._path):
            return f"in {wording.quoted(self._path)}"
        self._close()
        waits = self._path
        for number in count(1):
            kept = f"{self._path}.partial" + (f"-{number}" if number > 1 else "")
            self._placement.retarget(waits, kept)
            waits = kept
            with suppress(FileExists, FileIsFolder):
                self._placement.commit()
                break
        return f"in {wording.quoted(kept)}"

    def _close(self) -> None:
        if self._stream.closed:
            return
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
        except OSError as error:
            raise writing.unwritable(error, self._path, _OPTION) from None


class StreamTarget:
    """Standard output.

    Raises:
        OutputFailed
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputFailed("standard output is closed")
        self._stream = sys.stdout.buffer

    def write(self, text: str) -> None:
        """Write ``text``."""
        self._try(lambda: self._stream.write(_encoded(text)))

    def finish(self) -> None:
        """See that all is written."""
        self._try(self._stream.flush)

    def keep(self) -> str:
        """See that what was done is written, and tell where."""
        self.finish()
        return "on standard output"

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except OSError as error:
            if system.is_reader_gone(error, self._stream.fileno()):
                raise BrokenPipeError from None
            raise OutputFailed.because("an answer", error) from None


def _encoded(text: str) -> bytes:
    # what was not UTF-8 in the input is shown, as an escape, in its error
    return text.encode("utf-8", "backslashreplace")
