"""The options that only the command line has, and what it makes of them."""

from qs_jwt.command import Command, Parameter
from qs_jwt.options import groups

LOG_LEVELS = ("error", "warn", "info", "verbose", "debug")
DEFAULT_LOG_LEVEL = "info"

# How the one parameter `claims` is written on a command line.
CLAIM = Parameter(
    "claim",
    groups.claims(
        "texts",
        "A further claim, as text (department=sales) or as JSON (level:=3); may repeat.",
        metavar="NAME=TEXT|NAME:=JSON",
        line_only=True,
    ),
    required=False,
    default=None,
)
CLAIMS_FILE = Parameter(
    "claims_file",
    groups.claims(
        "path",
        "File with further claims, a JSON object.",
        metavar="FILE",
        suffixes=(".json",),
        line_only=True,
    ),
    required=False,
    default=None,
)
MINIMAL_OUTPUT = Parameter(
    "minimal_output",
    groups.output(
        "flag", "The result and nothing else, as the Node tool prints it.", line_only=True
    ),
    required=False,
    default=False,
)
LOG_LEVEL = Parameter(
    "loglevel",
    groups.output(
        "choice",
        "How much to say on stderr.",
        metavar="LEVEL",
        choices=LOG_LEVELS,
        line_only=True,
    ),
    required=False,
    default=DEFAULT_LOG_LEVEL,
)


def line_parameters(definition: Command) -> dict[str, Parameter]:
    """What may stand on the command line of a command, in the order of its help.

    ``claims`` is written as ``--claim`` and ``--claims-file`` there; ``--output``,
    ``--minimal-output`` and ``--loglevel`` say how the result is shown.
    """
    found: dict[str, Parameter] = {}
    for name, parameter in definition.parameters.items():
        if parameter.option.kind == "object":
            found[CLAIM.name] = CLAIM
            found[CLAIMS_FILE.name] = CLAIMS_FILE
        else:
            found[name] = parameter
    if "output" not in found and definition.outputs:
        found["output"] = _output(definition)
    if definition.minimal:
        found[MINIMAL_OUTPUT.name] = MINIMAL_OUTPUT
    found[LOG_LEVEL.name] = LOG_LEVEL
    return found


def _output(definition: Command) -> Parameter:
    option = groups.output(
        "choice",
        "Form of the result: for people, or JSON for programs.",
        metavar="FORM",
        choices=definition.outputs,
        line_only=True,
    )
    return Parameter("output", option, required=False, default=definition.outputs[0])
