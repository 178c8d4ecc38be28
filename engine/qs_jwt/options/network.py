"""The options of the commands that talk to a server."""

from typing import Annotated

from qs_jwt.options import groups
from qs_jwt.options.catalogue import CERTIFICATE_SUFFIXES

CaCertificate = Annotated[
    str | None,
    groups.server(
        "path",
        "File with the certificates to trust the server by, instead of the system's.",
        metavar="FILE",
        suffixes=CERTIFICATE_SUFFIXES,
    ),
]
Insecure = Annotated[
    bool,
    groups.server(
        "flag",
        "Send the token to a server whose certificate cannot be checked.",
        profiled=False,
    ),
]
Timeout = Annotated[
    str | int,
    groups.server("duration", "How long the whole login may take.", metavar="TIME"),
]
CookieFile = Annotated[
    str | None,
    groups.server(
        "path",
        "Write the session's cookies to this file, readable only by you, as curl -b takes them.",
        metavar="FILE",
        profiled=False,
    ),
]
WebIntegrationId = Annotated[
    str | None,
    groups.server(
        "text",
        "Id of the web integration whose web page the session is for, as the tenant shows it,"
        " such as fb6sYVIlHAKDyPzPMUStbkwvz8xU3mUu.",
        metavar="ID",
        named=True,
    ),
]
SavedCookieFile = Annotated[
    str | None,
    groups.server(
        "path",
        "File with the session's cookies, as the login or curl -c wrote it.",
        metavar="FILE",
        suffixes=(".txt",),
        profiled=False,
    ),
]
SessionCookies = Annotated[
    list[str] | None,
    groups.server(
        "texts",
        "The session's cookies themselves, each as NAME=VALUE.",
        metavar="NAME=VALUE",
        remote_only=True,
    ),
]
VirtualProxyUrl = Annotated[
    str,
    groups.server(
        "text",
        "Address of the virtual proxy with its prefix, such as https://qlik.example.com/jwt.",
        metavar="https://HOST/PREFIX",
        named=True,
    ),
]
TenantUrl = Annotated[
    str,
    groups.server(
        "text",
        "Address of the tenant, such as https://tenant.eu.qlikcloud.com.",
        metavar="https://TENANT",
        named=True,
    ),
]
