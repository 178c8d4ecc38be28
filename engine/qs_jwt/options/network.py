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
        "Send the token to a server whose certificate cannot be checked.",
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
        "Write the session's cookies to this file, readable only by you, as curl -b takes them.",
        metavar="FILE",
        profiled=False,
    ),
]
WebIntegrationId = Annotated[
    str | None,
    Option(
        "text",
        "Id of the web integration whose web page the session is for.",
        metavar="ID",
        named=True,
    ),
]
SavedCookieFile = Annotated[
    str | None,
    Option(
        "path",
        "File with the session's cookies, as the login or curl -c wrote it.",
        metavar="FILE",
        suffixes=(".txt",),
        profiled=False,
    ),
]
SessionCookies = Annotated[
    list[str] | None,
    Option(
        "texts",
        "The session's cookies themselves, each as NAME=VALUE.",
        metavar="NAME=VALUE",
        remote_only=True,
    ),
]
VirtualProxyUrl = Annotated[
    str,
    Option(
        "text",
        "Address of the virtual proxy: the host, and its prefix.",
        metavar="https://HOST/PREFIX",
        named=True,
    ),
]
TenantUrl = Annotated[
    str,
    Option("text", "Address of the tenant.", metavar="https://TENANT", named=True),
]
