"""login-qscloud: whether a Qlik Cloud tenant takes a token, and why not."""

from typing import TYPE_CHECKING

from qs_jwt import platforms, rules, verification
from qs_jwt.command import command
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options.kinds import TOKEN
from qs_jwt.qlik import explanation
from qs_jwt.qlik import login as logins
from qs_jwt.qlik.explanation import cause
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Answer, Server

_PATH = "/login/jwt-session"
_CSRF = "/api/v1/csrf-token"
_SESSION_COOKIE = "eas.sid"
_ABOUT_THE_TOKEN = (400, 401)
_WRONG_HOST = "LOGIN-2"


@command(
    platform=platforms.QSCLOUD,
    outputs=logins.OUTPUTS,
    one_of=((TOKEN,),),
    alternatives=(("cert_publickey_file", "cert_publickey"), ("cacert", "insecure")),
    examples={
        "A session for curl -b cookies.txt": (
            "qs-jwt login-qscloud --url https://tenant.eu.qlikcloud.com --jwt-file token.jwt "
            "--cookie-file cookies.txt"
        ),
    },
)
def login_qscloud(
    *,
    url: network.TenantUrl,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    web_integration_id: network.WebIntegrationId = None,
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
    """Log in to Qlik Cloud with a token: the session's cookies and CSRF token, or why not.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        TokenMalformed: it is not a token.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: a file cannot be read or written.
    """
    from qs_jwt.qlik import client as web

    server = web.Server.tenant(url)
    integration = logins.integration_headers(web_integration_id)
    seconds = logins.seconds(timeout)
    report = explanation.report_on(
        verification.token_text(jwt, jwt_file, "login-qscloud"),
        platforms.QSCLOUD,
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
    query = "".join(f"?{name}={value}" for name, value in integration.items())
    answer = client.send("POST", _PATH + query, integration)
    logins.refuse_unsound_session(client, _SESSION_COOKIE)
    login = logins.Login(client, answer, report)
    names = {cookie.name for cookie in client.jar.cookies()}
    if answer.is_success and _SESSION_COOKIE in names:
        client.forget_token()  # it is spent, and a session by cookie needs none
        login.headers |= integration
        login.ask_for_csrf(_CSRF + query, integration)
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
        code, _ = explanation.told(answer)
        usual = _causes(answer, server, report, code, web_integration_id)
        login.refuse(answer, report, usual, by_token=by_token)
    return login


def _causes(
    answer: "Answer",
    server: "Server",
    report: explanation.TokenReport,
    code: str | None,
    web_integration_id: str | None,
) -> list[Notice]:
    """What an answer usually means. Source of the statuses and codes: qlik.dev, and Qlik's
    support article 1710940 for LOGIN-2."""
    if answer.status >= explanation.SERVER_FAILED:
        return [cause("the server failed, whatever the token says: try again later")]
    if answer.status == explanation.TOO_MANY:
        return [cause("too many logins: Qlik Cloud takes 100 a minute; wait a minute")]
    if answer.status == explanation.HEADER_TOO_LONG:
        return [report.length_cause()]
    if answer.json() is None:
        return [
            cause(
                "the answer is not in Qlik's form: something in front of Qlik Cloud"
                " (a gateway, a proxy) sent it, or {value:server} is no tenant",
                server=server.name,
            )
        ]
    if answer.status == 401:
        return _unknown_provider(server, report, code, web_integration_id)
    if answer.status == 400:
        return [
            cause(
                "the token was used before: Qlik Cloud takes each one once,"
                " {value:jti}; make a new one",
                jti=rules.shown(report.token.payload, "jti"),
            )
        ]
    if answer.status == 403:
        return [
            cause("the tenant does not let this user in: not invited, disabled, or no licence left")
        ]
    return [
        cause(
            "{value:server} is no Qlik Cloud tenant (no cookie {value:cookie}): check {option:url}",
            server=server.name,
            cookie=_SESSION_COOKIE,
        )
    ]


def _unknown_provider(
    server: "Server",
    report: explanation.TokenReport,
    code: str | None,
    web_integration_id: str | None,
) -> list[Notice]:
    header, payload = report.token.header, report.token.payload
    causes = [
        cause(
            "no identity provider of the tenant has the issuer of the token, {value:issuer}"
            " ({option:expected_issuer} compares it)",
            issuer=rules.shown(payload, "iss"),
        ),
        cause(
            "the identity provider has another key id than the token, {value:kid}"
            " ({option:expected_keyid} compares it)",
            kid=rules.shown(header, "kid", "header"),
        ),
        report.certificate_cause("the identity provider"),
        cause(
            "there is no tenant at {value:server}, or its identity provider is not active",
            server=server.name,
        ),
    ]
    if web_integration_id is not None:
        causes.append(
            cause(
                "the tenant has no web integration {value:id}",
                id=web_integration_id,
            )
        )
    if code == _WRONG_HOST:
        causes.insert(
            0,
            cause(
                "LOGIN-2: no tenant answers at {value:server}, or it has no identity provider"
                " for these tokens: check the spelling and the region in {option:url}",
                server=server.name,
            ),
        )
    return causes
