"""What a client-managed Qlik Sense site accepts, written from help.qlik.com."""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from cryptography import x509
from joserfc.jwk import Key

from qlik_platforms import (
    UNREADABLE,
    Answer,
    Headers,
    Json,
    Refusal,
    bearer,
    number,
    of_type,
    rsa_public_key,
    signed_claims,
    texts,
)

RESERVED_CLAIMS = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti"}
PROXY_REQUIRED: dict[str, type] = {
    "prefix": str,
    "description": str,
    "sessionCookieHeaderName": str,
    "authenticationMethod": int,
    "jwtPublicKeyCertificate": str,
    "jwtAttributeUserId": str,
    "jwtAttributeUserDirectory": str,
}
PROXY_OPTIONAL: dict[str, type] = {
    "jwtAttributeMap": list,
    "loadBalancingServerNodes": list,
    "websocketCrossOriginWhiteList": list,
}
# The empty prefix is the default virtual proxy's.
RESOURCE = re.compile(r"(?:/(?P<prefix>.+?))?/(?P<name>q[pr]s/.+)")
SESSIONS = 5  # at a time, for a user: community.qlik.com, article 2487927
XRFKEY = re.compile(r"[0-9a-zA-Z]{16}")


@dataclass(frozen=True)
class User:
    directory: str
    id: str


@dataclass
class VirtualProxy:
    config: Json
    key: Key
    sessions: dict[str, User] = field(default_factory=dict)
    csrf: dict[str, str] = field(default_factory=dict)

    def user(self, token: str, now: float) -> User | None:
        """Return whom the token names, None if it is refused."""
        try:
            claims = signed_claims(token, self.key, ["RS256", "RS384", "RS512"])
        except UNREADABLE:
            return None
        exp, nbf = number(claims.get("exp", now + 1)), number(claims.get("nbf", now))
        if exp is None or nbf is None or not nbf <= now < exp:
            return None
        for attribute in self.config.get("jwtAttributeMap", []):
            if attribute["isMandatory"] and attribute["jwtAttribute"] not in claims:
                return None
        names = (self.config["jwtAttributeUserDirectory"], self.config["jwtAttributeUserId"])
        directory, user_id = (claims.get(name) for name in names)
        if not all(isinstance(value, str) and value for value in (directory, user_id)):
            return None
        return User(str(directory), str(user_id))


@dataclass
class Site:
    """A client-managed Qlik Sense site: its virtual proxies, and requests through them.

    host_allow_list: the host names that requests may name; None allows any.
    linked: whether the virtual proxies are linked to a proxy.
    gives_csrf: whether it is of November 2024 or later.
    """

    clock: Callable[[], float] = time.time
    host_allow_list: set[str] | None = None
    linked: bool = True
    gives_csrf: bool = True
    _proxies: dict[str, VirtualProxy] = field(default_factory=dict)

    def create_virtual_proxy(self, body: object) -> Answer:
        """POST /qrs/virtualproxyconfig; who may is not checked here."""
        try:
            proxy = self._checked_proxy(body)
        except ValueError as error:
            raise Refusal(400, f"Bad request: {error}") from error
        self._proxies[proxy.config["prefix"]] = proxy
        return Answer(201, {"id": secrets.token_hex(16), **proxy.config})

    def _checked_proxy(self, body: object) -> VirtualProxy:
        config = of_type(body, PROXY_REQUIRED | PROXY_OPTIONAL, PROXY_REQUIRED)
        texts(config, "websocketCrossOriginWhiteList")
        if config["authenticationMethod"] != 4:
            raise ValueError("authenticationMethod is not 4 (JWT)")
        if not config["sessionCookieHeaderName"]:
            raise ValueError("sessionCookieHeaderName is empty")
        for name in ("jwtAttributeUserId", "jwtAttributeUserDirectory"):
            if not config[name] or config[name] in RESERVED_CLAIMS:
                raise ValueError(f"{name} is empty or a reserved claim")
        cookies = {p.config["sessionCookieHeaderName"] for p in self._proxies.values()}
        if config["prefix"] in self._proxies or config["sessionCookieHeaderName"] in cookies:
            raise ValueError("prefix or sessionCookieHeaderName is taken by another virtual proxy")
        attribute_types = {"senseAttribute": str, "jwtAttribute": str, "isMandatory": bool}
        for attribute in config.get("jwtAttributeMap", []):
            of_type(attribute, attribute_types, attribute_types)
        pem = config["jwtPublicKeyCertificate"]
        # The PEM is documented with its BEGIN and END lines. Guess: on one line it is refused.
        if "-----BEGIN CERTIFICATE-----" not in pem.splitlines():
            raise ValueError("jwtPublicKeyCertificate is not a PEM certificate in lines")
        key = rsa_public_key(pem.encode(), x509.load_pem_x509_certificate)
        return VirtualProxy(config, key)

    def call(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Answer:
        """Answer a request; query names and header names in lower case."""
        resource = RESOURCE.fullmatch(path)
        if resource is None or (resource["prefix"] or "") not in self._proxies:
            raise Refusal(404, "Not found")
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if self.host_allow_list is not None and host not in self.host_allow_list:
            raise Refusal(403, "Forbidden")
        if not self.linked:
            raise Refusal(400, "The virtual proxy is not linked to a proxy")
        proxy = self._proxies[resource["prefix"] or ""]
        name = resource["name"]
        if name == "qps/csrftoken" and not self.gives_csrf:
            raise Refusal(404, "Not found")
        session, cookie = self._authenticated(proxy, headers)
        if (method, name) == ("GET", "qps/user") and session is None:
            # What the hub's own pages read before they send the user to a login page.
            return Answer(200, {"session": "inactive", "loginUri": "https://localhost/login"})
        if session is None:
            raise Refusal(401, "Unauthorized")
        return self._answer(proxy, session, (method, name), query, headers, cookie)

    def _answer(
        self,
        proxy: VirtualProxy,
        session: str,
        wanted: tuple[str, str],
        query: Mapping[str, str],
        headers: Mapping[str, str],
        cookie: Headers,
    ) -> Answer:
        user = proxy.sessions[session]
        match wanted:
            case "GET", "qps/user":
                # userDirectory and userId are what clients of this call read; Guess: userName.
                body = {"userDirectory": user.directory, "userId": user.id, "userName": user.id}
                return Answer(200, body, cookie)
            case "GET", "qps/csrftoken":
                token = proxy.csrf.setdefault(session, secrets.token_hex(16))
                return Answer(204, None, (*cookie, ("qlik-csrf-token", token)))
            case "DELETE", "qps/user":
                check_xrfkey(query, headers)
                self._check_csrf(proxy, session, headers)
                del proxy.sessions[session]
                return Answer(200, {"session": "inactive"})
            case "GET", "qrs/about":
                check_xrfkey(query, headers)
                about = {"buildVersion": "52.8.0.0", "schemaPath": "About", "nodeType": 1}
                return Answer(200, about, cookie)
            case "POST", "qrs/tag":
                check_xrfkey(query, headers)
                self._check_csrf(proxy, session, headers)
                return Answer(201, {"id": secrets.token_hex(16), "modifiedByUserName": user.id})
        raise Refusal(404, "Not found")

    def _check_csrf(self, proxy: VirtualProxy, session: str, headers: Mapping[str, str]) -> None:
        """Guess: web sockets alone are documented; here every change needs the token."""
        wanted = proxy.csrf.get(session)
        if self.gives_csrf and (wanted is None or headers.get("qlik-csrf-token") != wanted):
            raise Refusal(403, "Forbidden")

    def _authenticated(
        self, proxy: VirtualProxy, headers: Mapping[str, str]
    ) -> tuple[str | None, Headers]:
        """Return the session, None without one and without a token, and the cookie to set."""
        name = proxy.config["sessionCookieHeaderName"]
        cookies = SimpleCookie(headers.get("cookie", ""))
        if name in cookies and cookies[name].value in proxy.sessions:
            return cookies[name].value, ()
        if "authorization" not in headers:
            return None, ()
        token = bearer(headers["authorization"])
        user = proxy.user(token, self.clock()) if token else None
        if user is None:
            raise Refusal(401, "Unauthorized")
        if list(proxy.sessions.values()).count(user) >= SESSIONS:
            raise Refusal(403, "Forbidden")  # Guess: the status
        session = secrets.token_hex(16)
        proxy.sessions[session] = user
        return session, (("Set-Cookie", f"{name}={session}; Path=/; HttpOnly; Secure"),)


def check_xrfkey(query: Mapping[str, str], headers: Mapping[str, str]) -> None:
    """Refuse a call of the repository that lacks the pair of equal keys against forgery."""
    key = query.get("xrfkey", "")
    if not XRFKEY.fullmatch(key) or headers.get("x-qlik-xrfkey") != key:
        raise Refusal(403, "XSRF prevention check failed. Possible XSRF discovered.")
