"""The options of the commands that talk to a server."""

from typing import Annotated

from qs_jwt.options.catalogue import CERTIFICATE_SUFFIXES
from qs_jwt.options.kinds import Option

CaCertificate = Annotated[
    str | None,
    Option(
        "path",
        "File with the certificates to trust the server by, instead of the system's.",
        metavar="FILE",
        suffixes=CERTIFICATE_SUFFIXES,
    ),
]
Insecure = Annotated[
    bool,
    Option(
        "flag",
        "Send the token to a server that proves nothing about who it is.",
        profiled=False,
    ),
]
Timeout = Annotated[
    str | int,
    Option("duration", "How long the whole login may take.", metavar="TIME"),
]
CookieFile = Annotated[
    str | None,
    Option(
        "path",
        "Write the session's cookies to this file, for your eyes only, as curl -b takes them.",
        metavar="FILE",
        profiled=False,
    ),
]
