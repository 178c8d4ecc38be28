"""From argv to an exit code: the command line, run once."""

import contextlib
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TextIO

from qs_jwt import __version__, commands, reading, results, system, wording
from qs_jwt.cli import argv
from qs_jwt.cli.options import DEFAULT_LOG_LEVEL, LOG_LEVELS, line_parameters
from qs_jwt.command import Command
from qs_jwt.errors import (
    Interrupted,
    OutputFailed,
    QsJwtError,
    UnexpectedArgument,
    UnknownCommand,
    internal,
    trace_lines,
)
from qs_jwt.results import Result, Session
from qs_jwt.wording import COMMAND_LINE, CommandLine, Notice


def main(words: Sequence[str] | None = None) -> int:
    """Run ``qs-jwt`` with ``words`` (without the program's name) and give its exit code.

    stdout gets the result and nothing else, stderr everything else.
    """
    return _Run(list(sys.argv[1:] if words is None else words)).exit_code()


class _Run:
    """One command line: how its result and its errors are shown."""

    def __init__(self, words: list[str]):
        self._words = words
        self._output = _option_early(words, "--output") or ""
        self._given: set[str] = set()
        self._warned: list[Notice] = []
        level = _option_early(words, "--loglevel")
        self._level = level if level in LOG_LEVELS else DEFAULT_LOG_LEVEL

    def exit_code(self) -> int:
        """Run the line; every failure ends here, as one line and a code."""
        try:
            return self._run()
        except QsJwtError as error:
            self._trace_if_debug()
            return self._fail(error)
        except KeyboardInterrupt:
            return self._fail(Interrupted("interrupted"))
        except BrokenPipeError:
            _give_up_stdout()
            return 0
        except Exception as error:  # noqa: BLE001 - no traceback, whatever it is
            self._trace_if_debug()
            return self._fail(internal(error))

    def _run(self) -> int:
        words = self._words
        if not words or words[0] in ("-h", "--help") or words[:2] == ["help", "--help"]:
            return self._print_help([])
        if words[0] == "help":
            return self._print_help(words[1:])
        if words[0] in ("-V", "--version"):
            if len(words) > 1:
                raise UnexpectedArgument(
                    "{value:word} is one word too many",
                    word=wording.shown(words[1]),
                )
            return self._print(f"qs-jwt {__version__}\n")
        if words[0] not in commands.COMMANDS:
            raise _unknown(words[0])
        try:
            return self._command(commands.load(words[0]), words[1:])
        except argv.HelpAskedFor:
            return self._print_help(words[:1])

    def _command(self, definition: Command, words: list[str]) -> int:
        from qs_jwt.cli import words as line_words

        parameters = line_parameters(definition)
        found = argv.parse(words, parameters, definition.name)
        self._given = set(found)
        with reading.Scope() as scope:
            given = line_words.arguments(found, parameters)
            code = self._called(definition, given)
            self._warn(scope.warnings)
            return code

    def _called(self, definition: Command, given: dict[str, Any]) -> int:
        from qs_jwt.cli import front

        output = self._presentation(definition, given)
        result: Result | Session = front.call(definition, given)
        if isinstance(result, Session):
            return self._session(result)
        self._warn(result.warnings)
        for level, note in result.notes:
            self._say(level, f"info: {note}")
        if not given.get("output_file"):
            self._print(result.render(output))
        for line in result.complaint(output):
            self._say("error", f"error: {line}")
        return 0 if result.succeeded else 1

    def _warn(self, warnings: list[Notice]) -> None:
        """Say what has not been said yet."""
        for warning in warnings:
            if warning not in self._warned:
                self._warned.append(warning)
                self._say("warn", f"warning: {warning.message_for(COMMAND_LINE)}")
                if hint := warning.hint_for(COMMAND_LINE):
                    self._say("warn", f"hint: {hint}")

    def _session(self, session: Session) -> int:
        import gc

        if session.threaded:
            from qs_jwt.cli import startup

            startup.complete()
        gc.freeze()
        gc.enable()
        watched = self._shows("info") and sys.stderr is not None and sys.stderr.isatty()
        return session.run(self._say, progress=watched)

    def _presentation(self, definition: Command, given: dict[str, Any]) -> str:
        """Take the options that say how the result is shown out of ``given``."""
        self._level = given.pop("loglevel", DEFAULT_LOG_LEVEL)
        minimal = given.pop("minimal_output", False)
        default = definition.minimal if minimal else None
        output: str = given.get("output") or default or next(iter(definition.outputs), "")
        self._output = output
        if "output" in definition.parameters:
            given["output"] = output
        else:
            given.pop("output", None)
        return output

    def _print_help(self, names: list[str]) -> int:
        from qs_jwt.cli import help

        if len(names) > 1:
            raise UnexpectedArgument(
                "{value:word} is one word too many for help",
                word=wording.shown(names[1]),
            )
        if names and names[0] not in commands.COMMANDS:
            raise _unknown(names[0])
        text = help.of_command(commands.load(names[0])) if names else help.overview()
        return self._print(text + "\n")

    def _print(self, text: str) -> int:
        """Write ``text`` to stdout, all of it or fail."""
        try:
            _write(sys.stdout, text)
        except (OSError, ValueError, AttributeError) as error:
            if isinstance(error, OSError) and system.is_reader_gone(error, sys.stdout.fileno()):
                raise BrokenPipeError from None
            _give_up_stdout()
            raise OutputFailed.because("the result", error) from None
        return 0

    def _fail(self, error: QsJwtError) -> int:
        door = CommandLine(self._given)
        message = error.message_for(door)
        if self._output == "json":
            with contextlib.suppress(OSError, ValueError, AttributeError, QsJwtError):
                self._print(results.as_json(results.failure(error.to_dict(door))) + "\n")
        self._say("error", f"error: {message}")
        hint = error.hint_for(door)
        if hint:
            self._say("error", f"hint: {hint}")
        return error.exit_code

    def _say(self, level: str, line: str) -> None:
        if self._shows(level):
            # a closed stderr must not cost the result
            with contextlib.suppress(OSError, ValueError, AttributeError):
                _write(sys.stderr, wording.escaped(line.replace("\n", " ")) + "\n")

    def _shows(self, level: str) -> bool:
        return LOG_LEVELS.index(level) <= LOG_LEVELS.index(self._level)

    def _trace_if_debug(self) -> None:
        if self._level == "debug":
            for line in trace_lines():
                self._say("debug", f"debug: {line}")


def _option_early(words: Sequence[str], flag: str) -> str | None:
    """The value of ``flag``, read before the line is known to be good, for its errors' form."""
    for word, following in pairwise([*words, ""]):
        if word == flag:
            return following
        if word.startswith(f"{flag}="):
            return word.partition("=")[2]
    return None


def _unknown(name: str) -> UnknownCommand:
    begun = [one for one in commands.COMMANDS if one.startswith(f"{name}-")]
    longer = [one for one in commands.COMMANDS if name.startswith(f"{one}-")]
    known = ("--version", "--help") if name.startswith("-") else (*commands.COMMANDS, "--version")
    near = " or ".join(begun or longer) or wording.nearest(name, known, alike=0.75)
    hint = "did you mean {value:near}?" if near else "{command:help} lists them"
    if name.startswith("--") and not near:
        hint = "the command comes first, then its options; {command:help} lists the commands"
    return UnknownCommand(
        "there is no command {value:name}", hint=hint, near=near, name=wording.shown(name)
    )


def _write(stream: TextIO, text: str) -> None:
    """Write UTF-8 whatever the locale, whole, and at once."""
    stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    stream.buffer.flush()


def _give_up_stdout() -> None:
    """Leave nothing for the interpreter to flush, and fail at, when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
