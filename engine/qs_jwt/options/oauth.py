"""The options of the commands for OAuth in Qlik Cloud."""

from typing import Annotated

from qs_jwt.options import groups

ALGORITHMS = ("RS256", "RS512", "ES384")
OUTPUTS = ("token", "json", "form", "body")

_CLIENT_ID = groups.claims(
    "text",
    "Id of the OAuth client, as the tenant shows it, such as 0a1b2c3d.",
    metavar="ID",
    named=True,
)
ClientId = Annotated[str, _CLIENT_ID]
ClientIdIfMade = Annotated[str | None, _CLIENT_ID]
KeyId = Annotated[
    str | None,
    groups.claims(
        "text",
        "Key id (kid) of the registered public key, such as key-1."
        " Default: its RFC 7638 thumbprint.",
        metavar="KEYID",
        named=True,
    ),
]
Algorithm = Annotated[
    str | None,
    groups.claims(
        "choice",
        "Signature algorithm, as the registered public key has it. Default: RS256 for an RSA key,"
        " ES384 for a P-384 key.",
        metavar="ALGORITHM",
        choices=ALGORITHMS,
    ),
]
Expires = Annotated[
    str | int,
    groups.validity(
        "duration", "How long the client assertion is valid, at most 5m.", metavar="TIME"
    ),
]
Scope = Annotated[
    list[str] | None,
    groups.server(
        "texts",
        "Scopes to ask for, such as admin_classic. Default: user_default.",
        metavar="SCOPE",
        named=True,
    ),
]
Impersonate = Annotated[
    str | None,
    groups.user(
        "text",
        "Act as a user of the tenant: subject:VALUE, userid:VALUE or email:VALUE,"
        " such as email:anna@example.com.",
        metavar="FIELD:VALUE",
        named=True,
    ),
]
AssertionOutput = Annotated[
    str,
    groups.output(
        "choice",
        "Form of the result: the client assertion, JSON, the token request as a form for"
        " curl --data @-, or the token request as JSON.",
        metavar="FORM",
        choices=OUTPUTS,
        line_only=True,
    ),
]
