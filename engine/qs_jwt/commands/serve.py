"""serve: every command over JSON-RPC, for programs that make more than one call."""

from typing import Annotated

from qs_jwt.command import command
from qs_jwt.options.kinds import Option
from qs_jwt.serve import Server

ClaimsAsText = Annotated[
    bool,
    Option(
        "flag",
        "Give header and payload as JSON texts, for readers that cannot hold names "
        "that differ only in case.",
    ),
]

MessageTemplates = Annotated[
    bool,
    Option(
        "flag",
        "Give the template of each message and its values beside it, for programs that call "
        "the options by names of their own.",
    ),
]


@command(outputs=(), examples={"Until its standard input ends": "qs-jwt serve"}, remote=False)
def serve(
    *, claims_as_text: ClaimsAsText = False, message_templates: MessageTemplates = False
) -> Server:
    """Answer JSON-RPC 2.0 requests, one a line, from standard input until it ends.

    Raises:
        OutputFailed: an answer cannot be written.
    """
    return Server(claims_as_text=claims_as_text, message_templates=message_templates)
