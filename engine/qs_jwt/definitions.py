"""What a command and its options are, in one form that every front end reads.

A command is a typed function whose parameters are annotated with an :class:`Option`
and whose docstring is its help. From that one definition follow the command line,
the JSON-RPC methods, the columns of a batch, the help, the bash completion and the
PowerShell parameters.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_args

from qs_jwt import references, values
from qs_jwt.errors import ConflictingOptions, MissingOption, UnknownOption


class Option:
    """What an option takes and means, wherever it stands.

    Attributes:
        kind: the shape of its values, one of :data:`qs_jwt.values.KINDS`.
        help: one sentence for people.
        metavar: what stands for the value in help texts.
        choices: the values it takes, where they are a closed set.
        suffixes: what the names of its files end with, where it takes a file.
        words: the words of the command line that fetch the value from elsewhere,
            of ``env:``, ``file:`` and ``stdin``.
        limits: the smallest and the largest number it takes.
        named: its text names something, so it is neither empty nor holds a control
            character (a refusal of both platforms).
        line_only: it is an option of the command line and of Python, but not of
            JSON-RPC, batch files and profiles.
        profiled: whether a profile may hold it; not what is decided anew each time.
    """

    __slots__ = (
        "choices",
        "help",
        "kind",
        "limits",
        "line_only",
        "metavar",
        "named",
        "profiled",
        "suffixes",
        "words",
    )

    def __init__(
        self,
        kind: str,
        help: str,
        *,
        metavar: str = "",
        choices: tuple[str | int, ...] = (),
        suffixes: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
        limits: tuple[int, int] | None = None,
        named: bool = False,
        line_only: bool = False,
        profiled: bool = True,
    ):
        self.kind = kind
        self.help = help
        self.metavar = metavar or kind.upper()
        self.choices = choices
        self.suffixes = suffixes
        self.words = words
        self.limits = limits
        self.named = named
        self.line_only = line_only
        self.profiled = profiled and not line_only

    def __repr__(self) -> str:
        return self.help


class Parameter:
    """An option as one command has it: under a name, required or with a default."""

    __slots__ = ("default", "name", "option", "required")

    def __init__(self, name: str, option: Option, *, required: bool, default: Any):
        self.name = name
        self.option = option
        self.required = required
        self.default = default

    @property
    def flag(self) -> str:
        """The name on the command line: ``--cert-create``."""
        return option_flag(self.name)


class Command:
    """A command's definition, read off its function.

    Attributes:
        name: as typed on the command line, ``create-qseow``.
        method: its JSON-RPC method and Python name, ``create_qseow``.
        outputs: the forms that ``--output`` takes, the default first; none where the
            command writes its streams itself.
        examples: command lines that show its use, each run by a test.
        minimal: the form that ``--minimal-output`` stands for, or None where the Node
            tool has no such command.
        alternatives: groups of options of which exactly one is given at the most.
        platform: the platform that it is for, or None where it is for both.
        remote: whether it is a JSON-RPC method.
        parameters: its options, by name; those it shares with other commands and takes as
            ``**`` stand after its own.
        everywhere: those of them that are not ``line_only``.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        outputs: tuple[str, ...],
        examples: tuple[str, ...],
        alternatives: tuple[tuple[str, ...], ...],
        minimal: str | None,
        platform: str | None,
        remote: bool,
        further: Mapping[str, Parameter],
    ):
        self.method = function.__name__
        self.name = self.method.replace("_", "-")
        self.function = function
        self.outputs = outputs
        self.examples = examples
        self.alternatives = alternatives
        self.minimal = minimal
        self.platform = platform
        self.remote = remote
        own = _parameters_of(function)
        self.parameters = {**own, **{n: p for n, p in further.items() if n not in own}}
        self.everywhere = {
            name: parameter
            for name, parameter in self.parameters.items()
            if not parameter.option.line_only
        }

    @property
    def summary(self) -> str:
        """The first sentence of the docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n")[0]

    def check(self, given: Mapping[str, Any], *, on_line: bool = True) -> None:
        """Refuse options that do not exist, are ill-typed, missing, or exclude each other.

        Args:
            given: the options' values by name.
            on_line: whether options that only the command line has are among them.

        Raises:
            UsageError: the first fault found; its ``parameter`` names the option.
        """
        self.check_values(given, on_line=on_line)
        self.check_together(given)

    def check_together(self, given: Mapping[str, Any]) -> None:
        """Refuse options of which one is missing, or that exclude each other.

        Args and Raises: as :meth:`check`.
        """
        for parameter in self.parameters.values():
            if parameter.required and parameter.name not in given:
                raise MissingOption(
                    f"{self.name} needs {parameter.flag}",
                    hint=f"{parameter.flag} {parameter.option.metavar}: {parameter.option.help}",
                    parameter=parameter.name,
                )
        for names in self.alternatives:
            self._check_alternatives([name for name in names if given.get(name)])

    def may_lack(self, name: str, *, profiled: bool) -> bool:
        """Whether the option ``name`` exists and need not be given, with a profile or without."""
        parameter = self.parameters.get(name)
        return parameter is not None and (profiled or not parameter.required)

    def check_values(self, given: Mapping[str, Any], *, on_line: bool = True) -> None:
        """Refuse options that do not exist or are ill-typed, each for itself.

        Args and Raises: as :meth:`check`.
        """
        known = self.parameters if on_line else self.everywhere
        for name, value in given.items():
            parameter = known.get(name)
            if parameter is None:
                raise UnknownOption(
                    f"{self.name} has no option {values.shown(name)}",
                    hint=values.nearest(name, known),
                    parameter=values.cut(name),
                )
            # what a reference leads to is looked at when it has been followed
            if type(value) is not references.Reference:
                values.check(parameter.option, value, name)

    def _check_alternatives(self, given: list[str]) -> None:
        if len(given) > 1:
            flags = " and ".join(option_flag(name) for name in given)
            raise ConflictingOptions(
                f"{flags} exclude each other", hint="give one of them", parameter=given[1]
            )


def option_flag(name: str) -> str:
    """The name of a parameter on the command line: ``cert_create`` is ``--cert-create``."""
    return "--" + name.replace("_", "-")


def _parameters_of(function: Callable[..., Any]) -> dict[str, Parameter]:
    code = function.__code__
    names = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    defaults = function.__kwdefaults__ or {}
    return {
        name: Parameter(
            name,
            get_args(function.__annotations__[name])[1],
            required=name not in defaults,
            default=defaults.get(name),
        )
        for name in names
    }
