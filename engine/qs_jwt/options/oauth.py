"""The options of the commands for OAuth in Qlik Cloud."""

from typing import Annotated

from qs_jwt.options.kinds import Option

ALGORITHMS = ("RS256", "RS512", "ES384")
OUTPUTS = ("token", "json", "form", "body")

ClientId = Annotated[
    str,
    Option("text", "Id of the OAuth client in the tenant.", metavar="ID", named=True),
]
ClientIdIfMade = Annotated[
    str | None,
    Option("text", "Id of the OAuth client in the tenant.", metavar="ID", named=True),
]
KeyId = Annotated[
    str | None,
    Option(
        "text",
        "Key id (kid) of the registered public key. Default: its RFC 7638 thumbprint.",
        metavar="KEYID",
        named=True,
    ),
]
Algorithm = Annotated[
    str | None,
    Option(
        "choice",
        "Signature algorithm, as the registered public key has it. Default: RS256 for an RSA key,"
        " ES384 for a P-384 key.",
        metavar="ALGORITHM",
        choices=ALGORITHMS,
    ),
]
Expires = Annotated[
    str | int,
    Option("duration", "How long the client assertion is valid, at most 5m.", metavar="TIME"),
]
Scope = Annotated[
    list[str] | None,
    Option("texts", "Scopes to ask for. Default: user_default.", metavar="SCOPE", named=True),
]
Impersonate = Annotated[
    str | None,
    Option(
        "text",
        "Act as a user of the tenant: subject:VALUE, userid:VALUE or email:VALUE.",
        metavar="FIELD:VALUE",
        named=True,
    ),
]
AssertionOutput = Annotated[
    str,
    Option(
        "choice",
        "Form of the result: the client assertion, JSON, the token request as a form for"
        " curl --data @-, or the token request as JSON.",
        metavar="FORM",
        choices=OUTPUTS,
        line_only=True,
    ),
]
