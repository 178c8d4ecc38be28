"""login-qscloud: whether a Qlik Cloud tenant takes a token, and why not."""

from typing import TYPE_CHECKING, Annotated

from qs_jwt import payloads, rules, verification
from qs_jwt.command import command
from qs_jwt.errors import InvalidValue
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options.kinds import Option
from qs_jwt.qlik import login as logins
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Answer, Server

TenantUrl = Annotated[
    str,
    Option("text", "Address of the tenant.", metavar="https://TENANT", named=True),
]

_PATH = "/login/jwt-session"
_SESSION_COOKIE = "eas.sid"
_ABOUT_THE_TOKEN = (400, 401)


@command(
    platform=payloads.QSCLOUD,
    alternatives=(
        ("jwt", "jwt_file"),
        ("cert_publickey_file", "cert_publickey"),
        ("cacert", "insecure"),
    ),
    examples=(
        "qs-jwt login-qscloud --url https://tenant.eu.qlikcloud.com --jwt-file token.jwt "
        "--cookie-file cookies.txt",
    ),
)
def login_qscloud(
    *,
    url: TenantUrl,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    cert_publickey_file: options.PublicKeyFile = None,
    cert_publickey: options.PublicKey = None,
    expected_issuer: options.ExpectedIssuer = None,
    expected_keyid: options.ExpectedKeyId = None,
    cacert: network.CaCertificate = None,
    insecure: network.Insecure = False,
    timeout: network.Timeout = logins.DEFAULT_TIMEOUT,
    cookie_file: network.CookieFile = None,
    profile: options.Profile = None,
    force: options.Force = False,
) -> logins.Login:
    """Try a token: log in to Qlik Cloud with it, and explain a refusal.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        TokenMalformed: it is no token.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: a file cannot be read or written.
    """
    from qs_jwt.qlik import client as web

    server = web.Server.at(url)
    if server.path:
        raise InvalidValue(
            "url: the address of a tenant has no path",
            hint=f"--url {server.origin}",
            parameter="url",
        )
    seconds = logins.seconds(timeout)
    report = logins.report_on(
        verification.token_text(jwt, jwt_file, "login-qscloud"),
        payloads.QSCLOUD,
        cert_publickey_file=cert_publickey_file,
        cert_publickey=cert_publickey,
        expected_issuer=expected_issuer,
        expected_keyid=expected_keyid,
    )
    read = [jwt_file, cert_publickey_file, cacert]
    cookies = logins.CookieFile(cookie_file, force=force, read=read)
    cookies.refuse_early()
    context = web.trust(cacert, insecure=insecure)
    client = web.Client(server, report.token.text, context, seconds)
    answer = client.send("POST", _PATH)
    login = logins.Login(client, answer, report)
    if answer.is_success and any(c.name == _SESSION_COOKIE for c in client.cookies()):
        login.accept(cookies)
        login.warnings.append(
            Notice(
                "TokenSpent",
                "the token is spent now: Qlik Cloud takes each token once",
                hint="make a new one for the next login, or use the cookies",
            )
        )
    else:
        by_token = answer.status in _ABOUT_THE_TOKEN and answer.json() is not None
        login.refuse(answer, report, _causes(answer, server, report), by_token=by_token)
    return login


def _causes(answer: "Answer", server: "Server", report: logins.TokenReport) -> list[str]:
    """What an answer usually means. Source of the statuses and codes: qlik.dev."""
    header, payload = report.token.header, report.token.payload
    if answer.status >= 500:
        return ["the server failed, whatever the token says: try again later"]
    if answer.status == 429:
        return ["too many logins: Qlik Cloud takes 100 a minute; wait a minute"]
    if answer.json() is None:
        return [
            "the answer is not in Qlik's form: something in front of Qlik Cloud"
            f" (a gateway, a proxy) sent it, or {server.name} is no tenant"
        ]
    if answer.status == 401:
        return [
            f"no identity provider of the tenant has the issuer of the token,"
            f" {rules.shown(payload, 'iss')} (--expected-issuer compares it)",
            f"the identity provider has another key id than the token,"
            f" {rules.shown(header, 'kid', 'header')} (--expected-keyid compares it)",
            report.certificate_cause("the identity provider"),
            f"there is no tenant at {server.name}, or its identity provider is not active",
        ]
    if answer.status == 400:
        return [
            f"the token was used before: Qlik Cloud takes each one once,"
            f" {rules.shown(payload, 'jti')}; make a new one"
        ]
    if answer.status == 403:
        return ["the tenant does not let this user in: not invited, disabled, or no licence left"]
    return [f"{server.name} is no Qlik Cloud tenant (no cookie {_SESSION_COOKIE}): check --url"]
