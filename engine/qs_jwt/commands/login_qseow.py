"""login-qseow: whether client-managed Qlik Sense takes a token, and whom it saw."""

import secrets
import string
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from qs_jwt import payloads, rules, verification, wording
from qs_jwt.command import command
from qs_jwt.errors import QsJwtError
from qs_jwt.options import catalogue as options
from qs_jwt.options import network
from qs_jwt.options.kinds import Option
from qs_jwt.qlik import login as logins
from qs_jwt.wording import Notice

if TYPE_CHECKING:
    from qs_jwt.qlik.client import Answer, Client, Server

VirtualProxyUrl = Annotated[
    str,
    Option(
        "text",
        "Address of the virtual proxy: the host, and its prefix.",
        metavar="https://HOST/PREFIX",
        named=True,
    ),
]

_ABOUT = "/qrs/about?Xrfkey="
_USER = "/qps/user"
_XRFKEY = string.ascii_letters + string.digits
_XRFKEY_LENGTH = 16
_ABOUT_THE_TOKEN = 401


class QseowLogin(logins.Login):
    """How a login to QSEoW went.

    Attributes:
        user_directory, user_id: whom Qlik saw; None where it did not tell.
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
    platform=payloads.QSEOW,
    alternatives=(
        ("jwt", "jwt_file"),
        ("cert_publickey_file", "cert_publickey"),
        ("cacert", "insecure"),
    ),
    examples=(
        "qs-jwt login-qseow --url https://qlik.example.com/jwt --jwt-file token.jwt "
        "--cacert root.pem",
    ),
)
def login_qseow(
    *,
    url: VirtualProxyUrl,
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
    """Try a token: log in to Qlik Sense (QSEoW) with it, and explain a refusal.

    Raises:
        UsageError: an option is wrong; nothing was sent.
        TokenMalformed: it is no token.
        ConnectionFailed, TlsNotTrusted, TimedOut, RedirectRefused, InvalidResponse: there
            was no answer that could be Qlik's.
        QsJwtError: a file cannot be read or written.
    """
    from qs_jwt.qlik import client as web

    server = web.Server.at(url)
    seconds = logins.seconds(timeout)
    report = logins.report_on(
        verification.token_text(jwt, jwt_file, "login-qseow"),
        payloads.QSEOW,
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
    xrfkey = "".join(secrets.choice(_XRFKEY) for _ in range(_XRFKEY_LENGTH))
    answer = client.send("GET", _ABOUT + xrfkey, {"X-Qlik-Xrfkey": xrfkey})
    login = QseowLogin(client, answer, report)
    if answer.is_success and isinstance(answer.json(), dict):
        _ask_for_user(client, login)
        login.accept(cookies)
    else:
        usual = _causes(answer, server, report, userid_claim, userdir_claim)
        login.refuse(answer, report, usual, by_token=answer.status == _ABOUT_THE_TOKEN)
    return login


def _ask_for_user(client: "Client", login: QseowLogin) -> None:
    """Let Qlik tell whom it saw; the login holds whether or not it does."""
    reason = "it did not tell"
    try:
        user: Any = client.send("GET", _USER).json()
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
    report: logins.TokenReport,
    userid_claim: str,
    userdir_claim: str,
) -> list[str]:
    """What an answer usually means. Source of the statuses: help.qlik.com, community.qlik.com."""
    payload = report.token.payload
    prefix = server.path.lstrip("/")
    if answer.status >= 500:
        return ["the server failed, whatever the token says: see whether Qlik's services run"]
    if answer.status == 401:
        return [
            f"the virtual proxy reads user id and directory from other claims than {userid_claim}"
            f" and {userdir_claim}, where the token has them (case counts)",
            report.certificate_cause("the virtual proxy"),
            "Qlik Sense does not know the user, or has no licence for it",
            f"the virtual proxy has another audience than the token, {rules.shown(payload, 'aud')}",
            f"the virtual proxy {prefix!r} does not authenticate by JWT",
        ]
    if answer.status == 400:
        return [f"the virtual proxy {prefix!r} is not linked to a proxy (the central one)"]
    if answer.status == 403:
        return [
            f"the host {server.host} is not on the virtual proxy's host allow list",
            "the user may not use the repository (QRS)",
        ]
    if answer.status == 404:
        return [f"{server.name} has no virtual proxy with the prefix {prefix!r}: check --url"]
    return [
        f"the answer is not the repository's: {server.name} is no Qlik Sense, or the virtual"
        f" proxy {prefix!r} shows a login page because it does not authenticate by JWT"
    ]
