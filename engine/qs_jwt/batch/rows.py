"""Reading the users of a batch, one after the other, from CSV or JSON lines."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any, NamedTuple

from qs_jwt import reading, strict_json, wording
from qs_jwt.batch.columns import Columns
from qs_jwt.errors import EmptyInput, InvalidRow, QsJwtError, RepeatedColumn, UnknownColumn

DASH = "-"  # the path that stands for standard input and output
CSV = "csv"
JSONL = "jsonl"
FORMATS = (CSV, JSONL)
_TYPE = b"#TYPE "  # the first line that Export-Csv of Windows PowerShell writes
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and its like, and .xls
_SEPARATOR = b"sep=,"  # the first line of a CSV file that Excel is to open
_MAX_ROW = reading.MAX_LINE  # characters of a row, however many lines it goes over
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


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
        self._size, self._begins = 0, 1
        self._reader = csv.reader(self._counted(_texts(source)), strict=True)
        try:
            header = next((cells for cells in self._reader if not _is_empty(cells)), None)
        except csv.Error as error:
            raise InvalidRow(
                "{option}: the first row {value:flaw}",
                parameter="input",
                flaw=_flaw(error),
            ) from None
        if header is None:
            raise _empty("is empty")
        self._names = list(columns.named(header))

    @property
    def options(self) -> list[str]:
        """The options that have a column."""
        return [name for name in self._names if name]

    def __iter__(self) -> Iterator[Row]:
        while True:
            line = self._begins = self._reader.line_num + 1
            self._size = 0
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                if self._reader.line_num > line:  # the users in between would be passed over
                    raise InvalidRow(
                        "{option}: a quote opens on line {value:line} and does not close as it"
                        " should; what follows line {value:line} was not read",
                        parameter="input",
                        line=line,
                    ) from None
                yield Row(line, {}, InvalidRow(_flaw(error)))
                continue
            if not _is_empty(cells):
                yield self._row(line, cells)

    def _counted(self, lines: Iterable[str]) -> Iterator[str]:
        """``lines``, as long as those of one row are no more than memory has room for."""
        for line in lines:
            self._size += len(line)
            if self._size > _MAX_ROW:
                raise InvalidRow(
                    "{option}: the row that begins on line {value:line} has over {value:limit}"
                    " characters; is a quote not closed?",
                    parameter="input",
                    line=self._begins,
                    limit=_MAX_ROW,
                )
            yield line

    def _row(self, line: int, cells: list[str]) -> Row:
        if len(cells) != len(self._names):
            return Row(line, {}, _other_width(len(cells), len(self._names)))
        named = {
            name: cell for name, cell in zip(self._names, cells, strict=True) if name is not None
        }
        undecoded = _not_utf8(cells)
        if undecoded:
            return Row(line, {}, undecoded)
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
                yield Row(
                    number,
                    {},
                    InvalidRow(
                        "is longer than {value:max_line} bytes",
                        max_line=reading.MAX_LINE,
                    ),
                )
            elif line.strip():
                yield self._row(number, line)

    def _row(self, number: int, line: bytes) -> Row:
        if number == 1 and line.lstrip().startswith(b"["):
            raise InvalidRow(
                "{option}: is a JSON array, not an object a line",
                hint="write an object a line, as jq -c '.[]' does",
                parameter="input",
            )
        try:
            found = strict_json.loads(line)
        except ValueError as error:
            return Row(
                number,
                {},
                InvalidRow(
                    "is not JSON: {value:error}",
                    error=error,
                ),
            )
        if type(found) is not dict:
            fault = f"expected an object, found {wording.json_type(found)}"
            return Row(number, {}, InvalidRow(fault))
        try:
            named = zip(self._columns.named(found), found.values(), strict=True)
            return Row(number, {name: value for name, value in named if name and value is not None})
        except QsJwtError as error:
            return Row(number, {}, error)


def _other_width(found: int, expected: int) -> InvalidRow:
    """The fault of a row that has not as many cells as the first."""
    count = "1 cell" if found == 1 else f"{found} cells"
    hint = "quote a cell that holds a comma" if found > expected else "write each comma"
    return InvalidRow(
        "has {value:count}, the first row has {value:expected}",
        hint=f"{hint}; an empty cell stands between two",
        count=count,
        expected=expected,
    )


def _texts(source: IO[bytes]) -> Iterator[str]:
    """The lines of a CSV file, without PowerShell's line about types and Excel's about commas.

    A byte that is not UTF-8 becomes half a surrogate pair, which its row is refused for.
    """
    for number, line in enumerate(_utf8(source), 1):
        if line is None:
            raise InvalidRow(
                "{option}: line {value:line} is longer than {value:limit} bytes",
                parameter="input",
                line=number,
                limit=reading.MAX_LINE,
            )
        if number == 1 and (line.startswith(_TYPE) or line.strip() == _SEPARATOR):
            yield "\n"  # so that the lines keep their numbers
        else:
            if number == 1:
                _refuse_other_form(line)
            yield line.decode("utf-8", "surrogateescape")


def _refuse_other_form(line: bytes) -> None:
    """Refuse a first line that begins something else than CSV.

    Raises:
        InvalidRow
    """
    start = line.lstrip()
    if line.startswith(_WORKBOOKS):
        what, hint = "a workbook or an archive", "save it as CSV UTF-8 (comma delimited)"
    elif start.startswith(b"{"):
        what = "JSON lines"
        hint = "give {option:input_format=jsonl}, or a name that ends with .jsonl"
    elif start.startswith(b"["):
        what = "a JSON array"
        hint = "write an object a line, as jq -c '.[]' does, and give {option:input_format=jsonl}"
    else:
        return
    raise InvalidRow(f"{{option}}: is {what}, not CSV", hint=hint, parameter="input")


def _utf8(source: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file in UTF-8; UTF-16 with its mark, as Windows writes it, is converted."""
    head = source.peek(2)[:2] if isinstance(source, io.BufferedReader) else b""
    if head not in reading.UTF16_MARKS:
        yield from reading.lines(source)
        return
    text = io.TextIOWrapper(source, "utf-16", errors="replace", newline="")
    while line := text.readline(reading.MAX_LINE):
        yield line.encode("utf-8", "replace")


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
    return EmptyInput(
        "{option}: {value:what}",
        hint="give a row for each user",
        parameter="input",
        what=what,
    )


def _not_utf8(cells: list[str]) -> InvalidRow | None:
    """The fault of a row with bytes that are not UTF-8."""
    for cell in cells:
        wrong = None if cell.isascii() else _NOT_UTF8.search(cell)
        if wrong:
            return InvalidRow(
                "is not UTF-8: it holds the byte {value:byte}, as Latin-1 and Windows-1252 do;"
                " save the file as UTF-8, or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW",
                byte=f"0x{ord(wrong[0]) - 0xDC00:02X}",
            )
    return None
