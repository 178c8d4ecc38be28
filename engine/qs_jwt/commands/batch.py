"""batch: tokens for the users in a file."""

from typing import Annotated, Any

from qs_jwt import commands, platforms, wording
from qs_jwt.batch.rows import CSV, FORMATS, JSONL
from qs_jwt.batch.run import Batch, Plan
from qs_jwt.command import Command, Parameter, command
from qs_jwt.errors import UnknownOption
from qs_jwt.options import catalogue as options
from qs_jwt.options import groups
from qs_jwt.options import signing as signing_options
from qs_jwt.options.kinds import Option

_CONTINUE, _STOP = "continue", "stop"
_JSON_SUFFIXES = (".jsonl", ".ndjson")

Platform = Annotated[
    str,
    Option(
        "choice",
        "The platform that the tokens are for.",
        metavar="PLATFORM",
        choices=platforms.USER_PLATFORMS,
    ),
]
Input = Annotated[
    str,
    groups.input(
        "path",
        "File with a row for each user; - is standard input. What PowerShell pipes into a "
        "program goes through $OutputEncoding: ASCII in Windows PowerShell, where ä becomes ?.",
        metavar="FILE|-",
        suffixes=(".csv", *_JSON_SUFFIXES),
        profiled=False,
        dash=True,
    ),
]
InputFormat = Annotated[
    str | None,
    groups.input(
        "choice",
        "What the input is; without it, what its name ends with, or CSV.",
        metavar="FORMAT",
        choices=FORMATS,
        profiled=False,
    ),
]
Output = Annotated[
    str,
    groups.output(
        "path",
        "File for the answers, readable only by you; - is standard output.",
        metavar="FILE|-",
        suffixes=(".csv", *_JSON_SUFFIXES),
        profiled=False,
    ),
]
OutputFormat = Annotated[
    str | None,
    groups.output(
        "choice",
        "Form of the answers; without it, what the file's name ends with, or JSON lines.",
        metavar="FORMAT",
        choices=FORMATS,
        profiled=False,
    ),
]
OnError = Annotated[
    str,
    groups.input(
        "choice",
        "Whether a row that fails ends the batch.",
        metavar="stop|continue",
        choices=(_STOP, _CONTINUE),
        profiled=False,
    ),
]
IgnoreUnknownColumns = Annotated[
    bool,
    groups.input("flag", "Leave out columns that are not an option of a user.", profiled=False),
]
EscapeFormulas = Annotated[
    bool,
    groups.output(
        "flag",
        "In CSV answers, put ' before a cell that a spreadsheet would run as a formula.",
    ),
]


def _creates() -> dict[str, Command]:
    return {name: commands.load(f"create-{name}") for name in platforms.USER_PLATFORMS}


def _defaults() -> dict[str, Parameter]:
    """The options of both create commands, for all users."""
    found: dict[str, Parameter] = {}
    for create in _creates().values():
        for name, parameter in create.everywhere.items():
            option, default = parameter.option, parameter.default
            found.setdefault(name, Parameter(name, option, required=False, default=default))
    return found


@command(
    outputs=(),
    further=_defaults(),
    one_of=_creates()[platforms.QSEOW].one_of,
    alternatives=(("expires", "expires_at"), signing_options.ALTERNATIVES),
    examples={
        "Tokens of the users in a table": (
            "qs-jwt batch --platform qseow --input users.csv --output-file tokens.jsonl "
            "--userdir LAB --cert-privatekey-file privatekey.pem"
        ),
    },
    remote=False,
)
def batch(
    *,
    platform: Platform,
    input: Input,
    output_file: Output,
    input_format: InputFormat = None,
    output_format: OutputFormat = None,
    on_error: OnError = _CONTINUE,
    ignore_unknown_columns: IgnoreUnknownColumns = False,
    escape_formulas: EscapeFormulas = False,
    force: options.Force = False,
    **defaults: Any,
) -> Batch:
    """Create a token for each user in a CSV or JSON lines file.

    The options of the create commands hold for all users; the columns ``userdir``,
    ``userid``, ``username``, ``useremail``, ``useremail-verified``, ``groups``, ``sub``
    and ``claims`` are those of one.

    Raises:
        UsageError: an option is wrong; nothing was done.
    """
    creates = _creates()
    create = creates.pop(platform)
    given = {name: value for name, value in defaults.items() if value is not None}
    for name in given:
        if name not in create.everywhere:
            (other,) = creates
            raise UnknownOption(
                f"{{command:{create.name}}} has no option {{value:name}}",
                hint=f"{{option:{name}}} is for {other}",
                parameter=name,
                name=wording.shown(name),
            )
    create.check_values(given, create.everywhere)
    return Batch(
        Plan(
            create=create,
            defaults=given,
            input=input,
            input_format=input_format or _format_of(input, CSV),
            output_file=output_file,
            output_format=output_format or _format_of(output_file, JSONL),
            stop=on_error == _STOP,
            ignore_unknown_columns=ignore_unknown_columns,
            escape_formulas=escape_formulas,
            force=force,
        )
    )


def _format_of(path: str, default: str) -> str:
    path = path.lower()
    if path.endswith(_JSON_SUFFIXES):
        return JSONL
    return CSV if path.endswith(".csv") else default
