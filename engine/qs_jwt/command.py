"""What a command and its options are, in one form that every front end reads.

A command is a typed function whose parameters are annotated with an :class:`Option`
and whose docstring is its help. From that one definition follow the command line,
the JSON-RPC methods, the columns of a batch, the help, the bash completion and the
PowerShell parameters.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from types import MappingProxyType
from typing import Any, ClassVar, ParamSpec, TypeVar, get_args

from qs_jwt import reading, references, wording
from qs_jwt.errors import (
    ConflictingOptions,
    InvalidValue,
    MissingOption,
    QsJwtError,
    UnknownOption,
)
from qs_jwt.options import kinds
from qs_jwt.options.kinds import Option
from qs_jwt.options.plain import plain
from qs_jwt.results import Result
from qs_jwt.wording import flag

P = ParamSpec("P")
R = TypeVar("R")


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
        return flag(self.name)


class Command:
    """A command's definition, read off its function.

    Attributes:
        name: as typed on the command line, ``create-qseow``.
        method: its JSON-RPC method and Python name, ``create_qseow``.
        outputs: the forms that ``--output`` takes, the default first; none where the
            command writes its streams itself.
        examples: command lines that show its use, each run by a test, and what each is for.
        minimal: the form that ``--minimal-output`` stands for, or None if the Node
            tool has no such command.
        one_of: groups of options, by name or by role, of which the function needs one.
        alternatives: groups of options of which at most one may be given, ``one_of`` too.
        excludes: for an option, those that may not stand beside it.
        needs: for an option, those of which one must stand beside it.
        platform: the platform that it is for, or None if it is for both.
        remote: whether it is a JSON-RPC method.
        function, checked: the function, and the one that checks its arguments first.
        every: its options, by name; those it shares with other commands and takes as
            ``**`` stand after its own.
        parameters: those of the command line and of Python.
        remote_parameters: those of JSON-RPC.
        everywhere: those that every door has.
    """

    # Every command there is: told by their list, which stands above this module.
    all: ClassVar[Callable[[], Iterable["Command"]]]

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        outputs: tuple[str, ...],
        examples: Mapping[str, str],
        one_of: tuple[tuple[str, ...], ...],
        alternatives: tuple[tuple[str, ...], ...],
        excludes: Mapping[str, tuple[str, ...]],
        needs: Mapping[str, tuple[str, ...]],
        minimal: str | None,
        platform: str | None,
        remote: bool,
        further: Mapping[str, Parameter],
    ):
        self.method = function.__name__
        self.name = self.method.replace("_", "-")
        self.function = function
        self.checked: Callable[..., Any] = function
        self.outputs = outputs
        self.examples = examples
        self.excludes = excludes
        self.needs = needs
        self.minimal = minimal
        self.platform = platform
        self.remote = remote
        own = _parameters_of(function)
        self.every = {**own, **{n: p for n, p in further.items() if n not in own}}
        self.parameters = {n: p for n, p in self.every.items() if not p.option.remote_only}
        self.remote_parameters = {n: p for n, p in self.every.items() if p.option.remote}
        self.one_of = tuple(
            tuple(n for n, p in self.every.items() if n in group or p.option.role in group)
            for group in one_of
        )
        self.alternatives = (*self.one_of, *alternatives)
        self.everywhere = {n: p for n, p in self.parameters.items() if not p.option.line_only}

    @property
    def summary(self) -> str:
        """The first sentence of the docstring."""
        return inspect.cleandoc(self.function.__doc__ or "").partition("\n")[0]

    def check(self, given: Mapping[str, Any], known: Mapping[str, Parameter]) -> None:
        """Refuse options that do not exist, are ill-typed, missing, or exclude each other.

        Args:
            given: the options' values by name.
            known: the options that may be given, such as :attr:`parameters`.

        Raises:
            UsageError: the first fault found; its ``parameter`` names the option.
        """
        self.check_values(given, known)
        self.check_together(given)

    def check_together(self, given: Mapping[str, Any]) -> None:
        """Refuse options of which one is missing, or that exclude each other.

        Args and Raises: as :meth:`check`.
        """
        for parameter in self.every.values():
            if parameter.required and parameter.name not in given:
                raise MissingOption(
                    f"{{command:{self.name}}} needs {{option}}",
                    hint=f"{{option:{parameter.name}={parameter.option.metavar}}}: {{value:help}}",
                    parameter=parameter.name,
                    help=parameter.option.help,
                )
        for names in self.alternatives:
            self._check_alternatives([name for name in names if given.get(name)])
        for name, others in self.excludes.items():
            for other in others if given.get(name) else ():
                self._check_alternatives([n for n in (name, other) if given.get(n)])
        for name, others in self.needs.items():
            if given.get(name) and not any(given.get(other) for other in others):
                self._refuse_alone(name, others)

    def may_lack(self, name: str, *, profiled: bool) -> bool:
        """Whether the option ``name`` exists and need not be given, with a profile or without."""
        parameter = self.every.get(name)
        return parameter is not None and (profiled or not parameter.required)

    def check_values(self, given: Mapping[str, Any], known: Mapping[str, Parameter]) -> None:
        """Refuse options that do not exist or are ill-typed, each for itself.

        Args and Raises: as :meth:`check`.
        """
        for name, value in given.items():
            parameter = known.get(name)
            if parameter is None:
                near = wording.nearest(name, known)
                raise UnknownOption(
                    f"{{command:{self.name}}} has no option {{value:name}}",
                    hint=f"did you mean {{option:{near}}}?" if near else None,
                    parameter=wording.cut(name),
                    name=wording.shown(name),
                )
            # what a reference leads to is looked at when it has been followed
            if type(value) is not references.Reference:
                kinds.check(parameter.option, value, name)

    def _check_alternatives(self, given: list[str]) -> None:
        if len(given) > 1:
            both = " and ".join(f"{{option:{name}}}" for name in given)
            raise ConflictingOptions(
                f"{both} exclude each other", hint="give one of them", parameter=given[1]
            )

    def _refuse_alone(self, name: str, others: tuple[str, ...]) -> None:
        there = [other for other in others if other in self.every]
        either = " or ".join(f"{{option:{other}}}" for other in there)
        raise MissingOption(
            f"{{option:{name}}} goes with {either} only",
            hint=f"give {either}, or leave it out",
            parameter=there[0],
        )


def _parameters_of(function: Callable[..., Any]) -> dict[str, Parameter]:
    arguments = inspect.signature(function, eval_str=True).parameters.values()
    return {
        argument.name: Parameter(
            argument.name,
            get_args(argument.annotation)[1],
            required=argument.default is argument.empty,
            default=None if argument.default is argument.empty else argument.default,
        )
        for argument in arguments
        if argument.kind is argument.KEYWORD_ONLY
    }


def command(
    *,
    outputs: tuple[str, ...] = ("text", "json"),
    examples: Mapping[str, str] = MappingProxyType({}),
    one_of: tuple[tuple[str, ...], ...] = (),
    alternatives: tuple[tuple[str, ...], ...] = (),
    excludes: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    needs: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    minimal: str | None = None,
    platform: str | None = None,
    remote: bool = True,
    further: Mapping[str, Parameter] = MappingProxyType({}),
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command: its arguments are checked before it runs.

    The definition is the function's attribute ``definition``. Arguments are keywords.
    Fire, whoever calls it, guesses none of their values.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        definition = Command(
            function,
            outputs=outputs,
            examples=examples,
            one_of=one_of,
            alternatives=alternatives,
            excludes=excludes,
            needs=needs,
            minimal=minimal,
            platform=platform,
            remote=remote,
            further=further,
        )

        @wraps(function)
        def checked(*args: P.args, **given: P.kwargs) -> R:
            if args:
                raise TypeError(f"{function.__name__}() takes keywords only")
            try:
                result: R = call(definition, given)
            except QsJwtError as error:
                if error.hint:  # which a traceback shows below the message
                    error.add_note(f"hint: {error.hint}")
                raise
            return result

        checked.definition = definition  # type: ignore[attr-defined]
        definition.checked = checked
        # a profile may give what is required, and batch takes its options as **
        checked.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [
                inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=parameter.default)
                for name, parameter in definition.parameters.items()
            ]
        )
        # what fire.decorators.SetParseFns sets; Fire itself takes 30 ms to import
        checked.FIRE_METADATA = {  # type: ignore[attr-defined]
            "ACCEPTS_POSITIONAL_ARGS": True,
            "FIRE_PARSE_FNS": {
                "default": None,
                "positional": [],
                "named": {
                    name: partial(kinds.parse, parameter.option)
                    for name, parameter in definition.parameters.items()
                },
            },
        }
        return checked

    return decorate


def call(
    command: Command, given: Mapping[str, Any], *, remote: bool = False, regular: bool = False
) -> Any:
    """Run a command: every front end does it here.

    Args:
        command: the command.
        given: the options' values by name.
        remote: whether they came by JSON-RPC.
        regular: whether it may read regular files only.

    Raises:
        QsJwtError: as :func:`resolve` and the command.
    """
    with reading.Scope(regular=regular) as scope:
        arguments: dict[str, Any] = {}
        try:
            arguments = resolve(command, given, remote=remote)
            result = command.function(**arguments)
        except QsJwtError as error:
            if error.parameter in _words_as_values(command, given):
                _add_to_hint(error, _WORDS)
            _tell_of_profile(error, given, arguments)
            raise
        if isinstance(result, Result):
            result.warnings += scope.warnings
    return result


_WORDS = "env:, file: and stdin are words of the command line; give the value itself"


def _tell_of_profile(
    error: QsJwtError, given: Mapping[str, Any], arguments: Mapping[str, Any]
) -> None:
    """Add to the hint where the option at fault was given, if that was in a profile."""
    if error.parameter in arguments and given.get(error.parameter or "") is None:
        _add_to_hint(error, "the profile gives {option}")


def _add_to_hint(error: QsJwtError, more: str) -> None:
    error.hint_template = "; ".join(filter(None, (error.hint_template, more)))


def _words_as_values(command: Command, given: Mapping[str, Any]) -> set[str]:
    """The options whose value, taken literally, is a word of the command line."""
    return {
        name
        for name, value in given.items()
        if type(value) is str
        and (parameter := command.every.get(name))
        and parameter.option.words
        and references.split(value, parameter.option.words)
    }


def _check_new_passphrase(command: Command, arguments: Mapping[str, Any]) -> None:
    """Refuse to encrypt something new with what was surely meant as a reference.

    Raises:
        InvalidValue
    """
    words = _words_as_values(command, arguments)
    if not words:
        return
    given = {name: p.option for name, p in command.parameters.items() if arguments.get(name)}
    roles = {o.role for o in given.values() if o.kind != "flag" or o.role == kinds.ENCRYPTED}
    opens = kinds.KEY in roles and kinds.ENCRYPTED not in roles
    for name, option in given.items():
        if option.role == kinds.PASSPHRASE and name in words and not opens:
            raise InvalidValue(
                "{option}: a passphrase that begins with env: or file:, or is stdin,"
                " encrypts nothing new",
                hint="choose another one",
                parameter=name,
            )


def resolve(command: Command, given: Mapping[str, Any], *, remote: bool = False) -> dict[str, Any]:
    """The arguments to call a command's function with: those given, the profile's, checked.

    A given option wins over the profile that ``profile`` names; None is an option that was not
    given. References are followed last: a wrong command line never reads a secret or stdin.

    Args:
        command: the command.
        given: the options' values by name.
        remote: whether they came by JSON-RPC.

    Raises:
        UsageError: the first fault found; its ``parameter`` names the option.
        QsJwtError: the profiles, or a file that one refers to, cannot be read.
    """
    profiled = "profile" in command.parameters and given.get("profile") is not None
    arguments = {
        name: plain(value)
        for name, value in given.items()
        if value is not None or not command.may_lack(name, profiled=profiled)
    }
    known = command.remote_parameters if remote else command.parameters
    if profiled:
        from qs_jwt import profile  # TOML is read only if one is asked for

        arguments = profile.merged(command, arguments)
        known = known | {n: command.every[n] for n in arguments if n not in given}
    try:
        command.check(arguments, known)
        _check_new_passphrase(command, arguments)
        for name, value in arguments.items():
            if type(value) is references.Reference:
                option = command.parameters[name].option
                one_line = option.role in (kinds.PASSPHRASE, kinds.OPENING_PASSPHRASE)
                arguments[name] = references.follow(value, name, one_line=one_line)
                kinds.check(option, arguments[name], name)
    except QsJwtError as error:
        _tell_of_profile(error, given, arguments)
        raise
    return arguments
