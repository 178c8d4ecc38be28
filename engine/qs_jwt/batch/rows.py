"""Reading the users of a batch, one after the other, from CSV or JSON lines."""

import csv
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from qs_jwt import reading, strict_json, wording
from qs_jwt.batch.columns import Columns
from qs_jwt.errors import EmptyInput, InvalidRow, QsJwtError, RepeatedColumn, UnknownColumn

CSV = "csv"
JSONL = "jsonl"
FORMATS = (CSV, JSONL)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One user.

    Attributes:
        line: where the row begins, from 1.
        options: the options that it sets.
        fault: why it cannot be read, or None.
    """

    line: int
    options: dict[str, Any]
    fault: QsJwtError | None = None


class CsvRows:
    """The users in a CSV file (RFC 4180) whose first row names the columns.

    Raises:
        EmptyInput, InvalidRow, UnknownColumn, RepeatedColumn: in the first row.
    """

    def __init__(self, source: IO[bytes], columns: Columns):
        self._columns = columns
        csv.field_size_limit(reading.MAX_LINE)
        # strict: text after a closing quote is a mistake, not a part of the cell
        self._reader = csv.reader(_texts(source), strict=True)
        try:
            header = next((cells for cells in self._reader if not _is_empty(cells)), None)
        except csv.Error as error:
            raise InvalidRow(f"input: the first row {_flaw(error)}", parameter="input") from None
        if header is None:
            raise _empty("is empty")
        self._names = list(columns.named(header))

    @property
    def options(self) -> list[str]:
        """The options that have a column."""
        return [name for name in self._names if name]

    def __iter__(self) -> Iterator[Row]:
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                if self._reader.line_num > line:  # the users in between would be passed over
                    raise InvalidRow(
                        f"input: a quote opens on line {line} and does not close as it should;"
                        f" what follows line {line} was not read",
                        parameter="input",
                    ) from None
                yield Row(line, {}, InvalidRow(_flaw(error)))
                continue
            if not _is_empty(cells):
                yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row:
        if len(cells) != len(self._names):
            fault = f"has {len(cells)} cells, the first row has {len(self._names)}"
            return Row(line, {}, InvalidRow(fault, hint="quote a cell that holds a comma"))
        named = {
            name: cell for name, cell in zip(self._names, cells, strict=True) if name is not None
        }
        try:
            return Row(line, self._columns.of_cells(named))
        except QsJwtError as error:
            return Row(line, named, error)


class JsonRows:
    """The users in a file with a JSON object a line.

    Raises:
        EmptyInput, UnknownColumn, RepeatedColumn: in the first row.
    """

    def __init__(self, source: IO[bytes], columns: Columns):
        self._columns = columns
        self._rows = self._read(source)
        self._first = next(self._rows, None)
        if self._first is None:
            raise _empty("is empty")
        # like a CSV header, before anything is done
        if isinstance(self._first.fault, UnknownColumn | RepeatedColumn):
            raise self._first.fault
        self.options = list(columns.options)

    def __iter__(self) -> Iterator[Row]:
        if self._first:
            yield self._first
        yield from self._rows

    def _read(self, source: IO[bytes]) -> Iterator[Row]:
        for number, line in enumerate(_utf8(source), 1):
            if line is None:
                yield Row(number, {}, InvalidRow(f"is longer than {reading.MAX_LINE} bytes"))
            elif line.strip():
                yield self._row(number, line)

    def _row(self, number: int, line: bytes) -> Row:
        try:
            found = strict_json.loads(line)
        except ValueError as error:
            return Row(number, {}, InvalidRow(f"is not JSON: {error}"))
        if type(found) is not dict:
            fault = f"expected an object, found {wording.json_type(found)}"
            return Row(number, {}, InvalidRow(fault))
        try:
            named = zip(self._columns.named(found), found.values(), strict=True)
            return Row(number, {name: value for name, value in named if name and value is not None})
        except QsJwtError as error:
            return Row(number, {}, error)


def _texts(source: IO[bytes]) -> Iterator[str]:
    """The lines of a CSV file; a byte that is not UTF-8 becomes half a surrogate pair.

    The checks of each value find it there, and name the row.
    """
    for number, line in enumerate(_utf8(source), 1):
        if line is None:
            raise InvalidRow(
                f"input: line {number} is longer than {reading.MAX_LINE} bytes", parameter="input"
            )
        yield line.decode("utf-8", "surrogateescape")


def _utf8(source: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file, after a look at its encoding.

    Raises:
        InvalidRow: it is UTF-16.
    """
    for number, line in enumerate(reading.lines(source)):
        if number == 0 and line is not None and line.startswith(_UTF16):
            raise InvalidRow("input: is UTF-16", hint="save it as UTF-8", parameter="input")
        yield line


def _flaw(error: csv.Error) -> str:
    """What is wrong with a row, for people who do not write Python."""
    if "new-line character" in str(error):
        return "holds a CR that ends no line; save the file with LF or CRLF line ends"
    if "unexpected end" in str(error):
        return "opens a quote that does not close"
    return f"cannot be read as CSV: {error}"


def _is_empty(cells: list[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _empty(what: str) -> EmptyInput:
    return EmptyInput(f"input: {what}", hint="give a row for each user", parameter="input")
