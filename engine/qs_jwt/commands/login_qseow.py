"""login-qseow: whether client-managed Qlik Sense takes a token, and whom it saw."""

from typing import TYPE_CHECKING, Any, ClassVar

from qs_jwt import payloads, platforms, rules, verification, wording
from qs_jwt.command import command
from qs_jwt.errors import QsJwtError
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options.kinds import TOKEN
from qs_jwt.qlik import explanation, qseow
from qs_jwt.qlik import login as logins
from qs_jwt.qlik.explanation import cause
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Answer, Client, Server

_ABOUT = "/qrs/about"
_ABOUT_THE_TOKEN = 401


class QseowLogin(logins.Login):
    """How a login to QSEoW went.

    Attributes:
        user_directory, user_id: whom Qlik saw; None if it did not tell.
    """

    fields: ClassVar[tuple[str, ...]] = (*logins.Login.fields, "user_directory", "user_id")
    user_directory: str | None = None
    user_id: str | None = None

    def _details(self) -> list[str]:
        if self.user_id is None:
            return []
        user = f"{self.user_directory}\\{self.user_id}"
        return [f"User as Qlik saw it: {user if user.isprintable() else wording.quoted(user)}"]


@command(
    platform=platforms.QSEOW,
    outputs=logins.OUTPUTS,
    one_of=((TOKEN,),),
    alternatives=(("cert_publickey_file", "cert_publickey"), ("cacert", "insecure")),
    examples={
        "With the authority that signed the server's own certificate": (
            "qs-jwt login-qseow --url https://qlik.example.com/jwt --jwt-file token.jwt "
            "--cacert root.pem"
        ),
    },
)
def login_qseow(
    *,
    url: network.VirtualProxyUrl,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    userid_claim: options.UserIdClaim = payloads.USER_ID_CLAIM,
    userdir_claim: options.UserDirClaim = payloads.USER_DIRECTORY_CLAIM,
    cert_publickey_file: options.PublicKeyFile = None,
    cert_publickey: options.PublicKey = None,
    expected_audience: options.ExpectedAudience = None,
    cacert: network.CaCertificate = None,
    insecure: network.Insecure = False,
    timeout: network.Timeout = logins.DEFAULT_TIMEOUT,
    cookie_file: network.CookieFile = None,
    profile: options.Profile = None,
    force: options.Force = False,
) -> QseowLogin:
    """Log in to Qlik Sense (QSEoW) with a token: the session's cookie and headers, or why not.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        TokenMalformed: it is not a token.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: a file cannot be read or written.
    """
    from qs_jwt.qlik import client as web

    payloads.check_claim_names(userid_claim, userdir_claim)
    server = web.Server.virtual_proxy(url)
    seconds = logins.seconds(timeout)
    report = explanation.report_on(
        verification.token_text(jwt, jwt_file, "login-qseow"),
        platforms.QSEOW,
        cert_publickey_file=cert_publickey_file,
        cert_publickey=cert_publickey,
        userid_claim=userid_claim,
        userdir_claim=userdir_claim,
        expected_audience=expected_audience,
    )
    read = [jwt_file, cert_publickey_file, cacert]
    cookies = logins.CookieFile(cookie_file, force=force, read=read)
    cookies.refuse_early()
    context = web.trust(cacert, insecure=insecure)
    client = web.Client(server, report.token.text, context, seconds)
    answer = client.send("GET", _ABOUT + qseow.XRF_QUERY, qseow.XRF_HEADER)
    logins.refuse_unsound_session(client)
    login = QseowLogin(client, answer, report)
    if answer.is_success and isinstance(answer.json(), dict):
        if client.jar.cookies():
            client.forget_token()  # with it, each call could take one of the user's five sessions
        login.headers |= qseow.XRF_HEADER
        _ask_for_user(client, login)
        login.ask_for_csrf(qseow.CSRF, qseow.XRF_HEADER, may_lack=qseow.NO_CSRF)
        login.accept(cookies)
    else:
        usual = _causes(answer, server, report, userid_claim, userdir_claim)
        login.refuse(answer, report, usual, by_token=answer.status == _ABOUT_THE_TOKEN)
    return login


def _ask_for_user(client: "Client", login: QseowLogin) -> None:
    """Let Qlik tell whom it saw; the login holds whether or not it does."""
    reason = "it did not tell"
    try:
        user: Any = client.send("GET", qseow.USER).json()
    except QsJwtError as error:
        user, reason = None, error.message
    if isinstance(user, dict):
        names = (user.get("userDirectory"), user.get("userId"))
        if all(isinstance(name, str) for name in names):
            login.user_directory, login.user_id = names
            return
    login.warnings.append(
        Notice("UserUnknown", "which user Qlik saw is not known: {value:reason}", reason=reason)
    )


def _causes(
    answer: "Answer",
    server: "Server",
    report: explanation.TokenReport,
    userid_claim: str,
    userdir_claim: str,
) -> list[Notice]:
    """What an answer usually means. Source of the statuses: help.qlik.com, community.qlik.com."""
    prefix = wording.shown(server.path.lstrip("/"))
    if answer.status >= explanation.SERVER_FAILED:
        return [
            cause("the server failed, whatever the token says: see whether Qlik's services run")
        ]
    if answer.status == 401:
        return _not_let_in(report, prefix, userid_claim, userdir_claim)
    if answer.status == explanation.HEADER_TOO_LONG:
        return [report.length_cause()]
    if answer.status == 400:
        linked = cause(
            "the virtual proxy {value:prefix} is not linked to a proxy (the central one)",
            prefix=prefix,
        )
        # http.sys, below Qlik's proxy, answers so to headers over 16 KiB
        long = len(report.token.text) > rules.LONGEST_IN_HEADER
        return [report.length_cause(), linked] if long else [linked]
    if answer.status == 403:
        return [
            cause(
                "the host {value:host} is not on the virtual proxy's host allow list",
                host=server.host,
            ),
            cause(
                "the user has five sessions already: {command:logout-qseow} ends one,"
                " and each ends by itself after 30 minutes without a call"
            ),
            cause("the user may not use the repository (QRS)"),
        ]
    if answer.status == 404:
        return [
            cause(
                "{value:server} has no virtual proxy with the prefix {value:prefix}:"
                " check {option:url}",
                server=server.name,
                prefix=prefix,
            )
        ]
    return [
        cause(
            "the answer is not the repository's: {value:server} is no Qlik Sense, or the virtual"
            " proxy {value:prefix} shows a login page because it does not authenticate by JWT",
            server=server.name,
            prefix=prefix,
        )
    ]


def _not_let_in(
    report: explanation.TokenReport, prefix: str, userid_claim: str, userdir_claim: str
) -> list[Notice]:
    return [
        cause(
            "the virtual proxy reads user id and directory from other claims than {value:userid}"
            " and {value:userdir}, where the token has them (case counts)",
            userid=userid_claim,
            userdir=userdir_claim,
        ),
        report.certificate_cause("the virtual proxy"),
        cause("Qlik Sense does not know the user, or has no licence for it"),
        cause(
            "the virtual proxy has another audience than the token, {value:audience}",
            audience=rules.shown(report.token.payload, "aud"),
        ),
        cause("the virtual proxy {value:prefix} does not authenticate by JWT", prefix=prefix),
    ]
