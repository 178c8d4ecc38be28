"""The access token that a token endpoint gives for a client assertion, or why it does not."""

import re
from typing import TYPE_CHECKING, Any, ClassVar

from qs_jwt import rules, times, wording
from qs_jwt.errors import AccessTokenRefused
from qs_jwt.qlik import explanation, oauth
from qs_jwt.qlik.address import TOKEN_PATH
from qs_jwt.qlik.explanation import TokenReport, cause, unusable
from qs_jwt.results import Result
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Answer, Client

_LONGEST = 8192  # characters
_B64TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*", re.ASCII)  # RFC 6750, section 2.1
_SCOPES = re.compile(r"[!#-\[\]-~ ]*", re.ASCII)  # RFC 6749, section 3.3
_LONGEST_LIFE = 366 * 24 * 3600  # seconds; Qlik's live for an hour


class AccessToken(Result):
    """An access token, which is its text form.

    Attributes:
        access_token: itself.
        token_type: ``Bearer``.
        scope: what it is for, as Qlik says it.
        expires_at: when it ends, in epoch seconds; None if Qlik did not say.
    """

    fields: ClassVar[tuple[str, ...]] = ("access_token", "token_type", "scope", "expires_at")

    def __init__(self, access_token: str, scope: str, expires_at: int | None):
        super().__init__()
        self.access_token = access_token
        self.token_type = "Bearer"
        self.scope = scope
        self.expires_at = expires_at

    def text(self) -> str:
        return self.access_token

    def __str__(self) -> str:
        return self.access_token

    def __repr__(self) -> str:
        return f"<AccessToken scope={self.scope!r} expires_at={self.expires_at}>"

    def render(self, output: str) -> str:
        if output == "header":
            return f"Authorization: Bearer {self.access_token}\n"
        if output == "curl":
            return f'header = "Authorization: Bearer {self.access_token}"\n'
        return super().render(output)


def fetch(client: "Client", request: oauth.Request, report: TokenReport) -> AccessToken:
    """The access token that the tenant gives for a client assertion.

    Raises:
        AccessTokenRefused: it gives none.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse
    """
    assertion = report.token.text
    client_id = str(report.token.payload.get("iss", ""))
    kind, body = request.sent(assertion, client_id)
    asked_at = int(times.now())
    answer = client.send("POST", TOKEN_PATH, {"Content-Type": kind}, body=body)
    given = answer.json()
    if answer.is_success and isinstance(given, dict) and "access_token" in given:
        token = _checked(given, asked_at, client)
    else:
        raise _refused(client, answer, request, report)
    token.warnings += [
        finding.as_warning() for finding in report.findings if finding.severity == rules.WARNING
    ]
    token.notes.append(("verbose", f"{client.server.name} answered with status {answer.status}"))
    return token


def _checked(given: dict[str, Any], asked_at: int, client: "Client") -> AccessToken:
    """What an answer gives, if each part can stand where it is going to.

    Raises:
        InvalidResponse: it cannot; a line break would become a line of its own in a file.
    """
    text, kind, scope = given["access_token"], given.get("token_type"), given.get("scope") or ""
    life = given.get("expires_in")
    if not isinstance(text, str) or len(text) > _LONGEST or not _B64TOKEN.fullmatch(text):
        raise unusable("access token", client.server.name)
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise unusable("token_type", client.server.name)
    if not isinstance(scope, str) or len(scope) > _LONGEST or not _SCOPES.fullmatch(scope):
        raise unusable("scope", client.server.name)
    if life is None:
        return AccessToken(text, scope, None)
    if not rules.is_number(life) or not 0 < life <= _LONGEST_LIFE:
        raise unusable("expires_in", client.server.name)
    return AccessToken(text, scope, asked_at + int(life))


def _refused(
    client: "Client", answer: "Answer", request: oauth.Request, report: TokenReport
) -> AccessTokenRefused:
    """The error with Qlik's own words, and the likely causes as its hint."""
    code, said = explanation.told(answer, report.token.text)
    own = report.errors()
    usual = _causes(client, answer, request, report, code, said[0].message if said else "")
    causes = [*own, *explanation.clocks(answer), *([] if own else usual)]
    hint, values = _joined(causes)
    message = "{value:server} gave no access token (status {value:status}{value:code})"
    if said:
        message += ": " + said[0].template
        values |= said[0].values
    refused = AccessTokenRefused(message, hint=hint)
    refused.values = {
        **values,
        "server": client.server.name,
        "status": str(answer.status),
        "code": f", {code}" if code else "",
    }
    return refused


def _joined(causes: list[Notice]) -> tuple[str, dict[str, str]]:
    """One template of several, with their values kept apart."""
    templates, values = [], {}
    for number, notice in enumerate(causes):
        template = notice.template
        for name, value in notice.values.items():
            template = template.replace(f"{{value:{name}}}", f"{{value:{name}_{number}}}")
            values[f"{name}_{number}"] = value
        templates.append(template)
    return "; or ".join(templates), values


def _causes(
    client: "Client",
    answer: "Answer",
    request: oauth.Request,
    report: TokenReport,
    code: str | None,
    said: str,
) -> list[Notice]:
    """What an answer usually means. Source: qlik.dev, "Private key JWT", troubleshooting."""
    server = client.server.name
    if answer.status >= explanation.SERVER_FAILED:
        return [cause("the server failed, whatever the assertion says: try again later")]
    if answer.status == explanation.TOO_MANY:
        return [
            cause(
                "Qlik Cloud answers 100 token requests a minute: wait a minute, and use an"
                " access token until it ends"
            )
        ]
    if answer.json() is None or answer.status == 404:
        return [
            cause(
                "there is no token endpoint at {value:server}: check {option:url}, and what is"
                " in between (a gateway, a proxy)",
                server=server,
            )
        ]
    if "signature" in said.lower():
        return [_key_cause(report)]
    if "audience" in said.lower():
        return [
            cause(
                "the tenant goes by another name than {value:server}: give {option:url} the"
                " tenant's own host name (TENANT.REGION.qlikcloud.com), not an alias",
                server=server,
            )
        ]
    if code == "invalid_scope":
        return [cause("the OAuth client may not ask for that {option:scope}")]
    if code == "invalid_client":
        unknown = cause(
            "the tenant has no OAuth client with the id {value:client_id} ({option:client_id}),"
            " or it is not set to Private key JWT",
            client_id=wording.shown(report.token.payload.get("iss")),
        )
        return [unknown, _key_cause(report)]
    refused = [_grant_cause(request)]
    if request.user and code not in ("unauthorized_client", "unsupported_grant_type"):
        refused.insert(0, _user_cause(request.user["field"]))
    return refused


def _key_cause(report: TokenReport) -> Notice:
    return cause(
        "the OAuth client has another public key, or this one with another alg or kid than"
        " {value:algorithm}, {value:kid}: {command:qscloud-oauth-key} gives what to register",
        algorithm=rules.shown(report.token.header, "alg", "header"),
        kid=rules.shown(report.token.header, "kid", "header"),
    )


def _user_cause(field: str) -> Notice:
    return cause(
        "Qlik did not find the user by {value:field}: whether it looks users up by anything but"
        " subject and userid is not documented. Try {option:impersonate=subject:VALUE}",
        field=field,
    )


def _grant_cause(request: oauth.Request) -> Notice:
    grant = "user impersonation" if request.user else "machine to machine (client_credentials)"
    return cause(
        "the OAuth client does not allow {value:grant}, or its consent method is not Trusted",
        grant=grant,
    )
