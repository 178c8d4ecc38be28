"""Tokens for many users: rows in, answers out, in the same order, on all cores."""

import os
import stat
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from itertools import chain, islice
from typing import IO, Any, NamedTuple

from qs_jwt import errors, reading, references, system, writing
from qs_jwt.batch.answers import (
    IDENTITY,
    Answer,
    FileTarget,
    Form,
    StreamTarget,
    form,
)
from qs_jwt.batch.columns import Columns
from qs_jwt.batch.rows import CSV, DASH, CsvRows, JsonRows, Row
from qs_jwt.command import Command, resolve
from qs_jwt.errors import (
    BatchStopped,
    ConflictingOptions,
    EmptyInput,
    FileUnreadable,
    Interrupted,
    MissingColumn,
    MissingOption,
    trace_lines,
)
from qs_jwt.keys import sources
from qs_jwt.results import Say, Session, say_nothing
from qs_jwt.wording import COMMAND_LINE, BatchColumns, Door, listed, render

_CHUNK = 16  # rows that a thread signs in one go: 4 to 60 ms
_FORMULAS = (
    "cells begin with = + - @ TAB or CR, which a spreadsheet runs as a formula;"
    " {option:escape_formulas} puts ' before them"
)
_LINES_NAMED = 6  # of the rows that a warning is about
_AHEAD = 4  # chunks that wait for each thread

# What a column holds in the trial before the first row, by its option's kind: what is
# wrong then is wrong for all.
SAMPLES: dict[str, object] = {
    "text": "sample@example.com",  # good for a name, an identity and an address
    "texts": ["sample"],
    "flag": True,
    "object": {},
}


class Plan(NamedTuple):
    """What a batch is to do.

    Attributes:
        create: the command that makes each token.
        defaults: its options for all users.
        input, input_format: where the users are, and as what.
        output_file, output_format: where the answers go, and as what.
        stop: whether the first row that fails ends the batch.
        ignore_unknown_columns: whether columns that set no option are left out.
        escape_formulas: whether a cell that a spreadsheet would run gets a ' before it.
        force: whether files may be replaced.
    """

    create: Command
    defaults: dict[str, Any]
    input: str
    input_format: str
    output_file: str
    output_format: str
    stop: bool
    ignore_unknown_columns: bool
    escape_formulas: bool
    force: bool


class _Warned:
    """The rows that one warning is about.

    Attributes:
        message: what it says of the first of them.
    """

    def __init__(self, message: str):
        self.message = message
        self._lines: list[int] = []
        self._further = 0

    def at(self, line: int) -> None:
        """It is about the row at ``line`` too."""
        if len(self._lines) < _LINES_NAMED:
            self._lines.append(line)
        else:
            self._further += 1

    def where(self) -> str:
        """``line 2``, or ``line 2 (so are lines 3, 7 and 12 more)``."""
        first, *others = map(str, self._lines)
        if not others:
            return f"line {first}"
        verb = "are lines" if len(others) > 1 else "is line"
        if self._further:
            others.append(f"{self._further} more")
        return f"line {first} (so {verb} {listed(others, 'and')})"


class Batch(Session):
    """Makes the tokens of a :class:`Plan`."""

    threaded = True

    def __init__(self, plan: Plan):
        self._plan = plan
        self._platform = plan.create.platform or ""
        self._say: Say = say_nothing
        self._defaults = dict(plan.defaults)
        self._door: Door = COMMAND_LINE
        self._read = [
            system.STDIN_FILE if plan.input == DASH else plan.input,
            plan.defaults.get("cert_privatekey_file"),
            plan.defaults.get("cert_publickey_file"),
        ]
        self._made = self._failed = 0
        self._has_new_key = self._by_program = self._over = False
        self._warned: dict[str, _Warned] = {}
        self._lines: Form = form(plan.output_format, self._platform, escape=plan.escape_formulas)

    def run(self, say: Say, *, progress: bool) -> int:
        """Read all users and write all answers.

        Raises:
            UsageError: the options or the columns are wrong; nothing was done.
            Interrupted, BatchStopped: some answers are written; the message says where.
            QsJwtError: the key cannot be used, or a file not be read or written.
        """
        plan = self._plan
        placement = writing.Placement(force=plan.force, read=self._read)
        with _source(plan.input) as source, placement:
            rows, users, first = self._begun(source)
            to_file = plan.output_file != DASH
            if not to_file:
                _refuse_same(source)
            target = FileTarget(plan.output_file, placement) if to_file else StreamTarget()
            self._say = say
            self._take_key(rows.options)
            with self._bar(progress and (to_file or not sys.stdout.isatty())) as step:
                self._answer_all(chain([first], users), target, step)
        for code, warned in self._warned.items():
            say("warn", f"warning: {warned.where()}: {code}: {warned.message}")
        if self._lines.has_formulas and not plan.escape_formulas:
            say("warn", f"warning: FormulaCell: {render(_FORMULAS, {}, self._door)}")
        say("info", f"info: {self._made} of {self._made + self._failed} rows became tokens")
        return 1 if self._failed else 0

    def _begun(self, source: IO[bytes]) -> tuple[CsvRows | JsonRows, Iterator[Row], Row]:
        """The input, with its first user read."""
        plan = self._plan
        columns = Columns(plan.create, ignore_unknown=plan.ignore_unknown_columns)
        self._door = BatchColumns(columns.names)
        try:
            rows = (CsvRows if plan.input_format == CSV else JsonRows)(source, columns)
            users = iter(rows)
            first = next(users, None)
        except OSError as error:
            raise FileUnreadable(
                "{option}: cannot be read: {value:strerror}",
                parameter="input",
                strerror=error.strerror,
            ) from None
        if first is None:
            raise EmptyInput(
                "{option}: holds no users after its first row",
                parameter="input",
            )
        return rows, users, first

    def _take_key(self, columns: Iterable[str]) -> None:
        """Load or make the key once, and let the defaults hold it instead of its source.

        What is wrong with the defaults is found by a token that nobody gets, before a
        certificate is written.
        """
        create, options = self._plan.create, self._defaults
        given = {name: p.default for name, p in create.every.items()} | options
        source = sources.KeySource(**{name: given[name] for name in sources.KeySource.options})
        for name in sources.KeySource.options:
            options.pop(name, None)
        # a name that is also the answers' is found now, not after the last of them
        named = [self._plan.output_file]
        placement = writing.Placement(force=self._plan.force, read=self._read, named=named)
        with placement:
            key, written = source.key(placement)
            options["cert_privatekey"] = key
            self._by_program = source.by_program
            sample = {name: SAMPLES[create.every[name].option.kind] for name in columns}
            try:
                create.function(**resolve(create, {**sample, **options}))
            except MissingOption as error:
                missing = create.parameters.get(error.parameter or "")
                if missing is None or not missing.option.of_user:
                    raise
                raise MissingColumn(
                    f"{{option}}: a column is missing: {error.whole(error.template)}",
                    hint="add the column, or give the option for all users",
                    parameter="input",
                    **error.values,
                ) from None
            placement.commit()
        self._has_new_key = bool(written)
        for file in written:
            self._say("info", f"info: wrote {file.path} ({file.kind})")

    def _answer_all(
        self, rows: Iterable[Row], target: FileTarget | StreamTarget, step: Callable[[], object]
    ) -> None:
        lines = self._lines
        try:
            target.write(lines.head)
            with closing(self._answers(rows)) as answers:
                for answer in answers:
                    self._take(answer, target, lines)
                    step()
            target.finish()
        except BatchStopped as error:
            error.values["kept"] = self._kept(target)
            error.template += "; {value:kept}"
            raise
        except (KeyboardInterrupt, SystemExit) as end:
            with system.undisturbed(ending=True):
                kept = self._kept(target)
            if isinstance(end, KeyboardInterrupt):
                raise Interrupted("interrupted; {value:kept}", kept=kept) from None
            self._say("error", f"error: ended; {kept}")
            raise

    def _take(self, answer: Answer, target: FileTarget | StreamTarget, lines: Form) -> None:
        error, line = answer.error, answer.row.line
        if isinstance(error, BatchStopped):
            raise error
        target.write(lines.line(answer, self._door))
        if error is None:
            self._made += 1
            for code, message in answer.warnings.items():
                self._warned.setdefault(code, _Warned(message)).at(line)
            return
        self._failed += 1
        self._say("error", f"error: line {line}: {error.code}: {error.message_for(self._door)}")
        if self._plan.stop:
            raise BatchStopped(
                "stopped at line {value:line}",
                line=line,
            )

    def _kept(self, target: FileTarget | StreamTarget) -> str:
        count = self._made + self._failed
        if not count:
            return "no answers; the new key stays" if self._has_new_key else "nothing was done"
        answers = "first answer is" if count == 1 else f"first {count} answers are"
        return f"the {answers} {target.keep()}"

    def _answers(self, rows: Iterable[Row]) -> Generator[Answer, None, None]:
        """The answers in the order of the rows, made by a thread for each core.

        cryptography lets go of the interpreter while it signs. A program signs one by one,
        here, where a signal ends it.
        """
        if self._by_program:
            for row in _readable(rows):
                yield from self._chunk([row])
            return
        cores = system.cores()
        waiting: deque[Future[list[Answer]]] = deque()
        pool = ThreadPoolExecutor(cores)
        try:
            readable = _readable(rows)
            while chunk := list(islice(readable, _CHUNK)):
                if len(waiting) == cores * _AHEAD:
                    yield from waiting.popleft().result()
                waiting.append(pool.submit(self._chunk, chunk))
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _chunk(self, rows: list[Row]) -> list[Answer]:
        answers: list[Answer] = []
        for row in rows:
            if not self._over:
                answers.append(self._answer(row))
                self._over = isinstance(answers[-1].error, BatchStopped)
        return answers

    def _answer(self, row: Row) -> Answer:
        options = {**self._defaults, **row.options}
        identity = {name: options[name] for name in IDENTITY[self._platform] if name in options}
        try:
            if row.fault:
                raise row.fault
            if "claims" in row.options and type(row.options["claims"]) is dict:
                options["claims"] = {**self._defaults.get("claims", {}), **row.options["claims"]}
            create = self._plan.create
            # the values for all users have been checked with the sample
            create.check_values(row.options, create.everywhere)
            create.check_together(options)
            token = create.function(**options)
        except errors.SignerFailed as error:  # no row's fault
            return Answer(row, identity, error=_ended_by(error))
        except errors.QsJwtError as error:
            return Answer(row, identity, error=error)
        except Exception as error:  # noqa: BLE001 - our fault costs one user, not the rest
            for line in trace_lines():
                self._say("debug", f"debug: {line}")
            return Answer(row, identity, error=errors.internal(error))
        warnings = {warning.code: warning.message_for(self._door) for warning in token.warnings}
        return Answer(row, identity, token.token, warnings)

    def _bar(self, shown: bool) -> AbstractContextManager[Callable[[], object]]:
        """A progress bar on stderr; entered, it is what counts one row."""
        if not shown:
            return nullcontext(lambda: None)
        from qs_jwt.batch.progress import Bar

        bar = Bar(self._say)
        self._say = bar.say
        return bar


def _refuse_same(source: IO[bytes]) -> None:
    """Refuse to read what is being written, as ``>> users.csv`` makes of one file.

    Raises:
        ConflictingOptions
    """
    with suppress(OSError, ValueError, AttributeError):
        read, written = os.fstat(source.fileno()), os.fstat(sys.stdout.fileno())
        if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
            raise ConflictingOptions(
                "{option}: standard output is the same file: reading it would never end",
                hint="send the answers to another file: {option:output_file=FILE}",
                parameter="input",
            )


def _source(path: str) -> IO[bytes]:
    if path != DASH:
        return reading.open_to_read(path, "input")
    return references.standard_input("input")


def _readable(rows: Iterable[Row]) -> Iterator[Row]:
    """``rows``, with what ends them early as the last one's fault."""
    line = 0
    try:
        for row in rows:
            line = row.line
            yield row
    except OSError as error:
        fault = BatchStopped(
            "{option}: cannot be read any further: {value:reason}",
            parameter="input",
            reason=error.strerror,
        )
        yield Row(line, {}, fault)
    except errors.QsJwtError as error:
        yield Row(line, {}, _ended_by(error))


def _ended_by(error: errors.QsJwtError) -> BatchStopped:
    """``error`` as the end of the whole batch."""
    return BatchStopped(error.template, parameter=error.parameter, **error.values)
