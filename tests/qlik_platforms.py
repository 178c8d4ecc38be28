"""What Qlik accepts: a Qlik Cloud tenant and a client-managed Qlik Sense site.

Written from qlik.dev and help.qlik.com and sharing nothing with the engine, so that each checks
the other. "Guess" marks what Qlik does not document; a test should not lean on it.
"""

import base64
import binascii
import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, NoReturn

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

Headers = tuple[tuple[str, str], ...]
Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; a body that is text is sent as such, any other as JSON."""

    status: int
    body: object = None
    headers: Headers = ()


class Refusal(Exception):
    """Ends the handling of a request with an answer that refuses it."""

    def __init__(self, status: int, body: object) -> None:
        super().__init__(status, body)
        self.answer = Answer(status, body)


# What PyJWT raises for a token that is none, or for one made to break its readers.
UNREADABLE = (jwt.InvalidTokenError, TypeError, RecursionError)


def _rsa_public_key(der_or_pem: bytes, load: Callable[[bytes], x509.Certificate]) -> RSAPublicKey:
    key = load(der_or_pem).public_key()
    if not isinstance(key, RSAPublicKey):
        raise ValueError("not an RSA certificate")
    return key


def _signed_claims(token: str, key: RSAPublicKey, algorithms: list[str]) -> Json:
    """Check the signature alone; the claims are checked here, as each platform does."""
    unchecked = ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")
    options: Any = {f"verify_{claim}": False for claim in unchecked}
    claims: Json = jwt.decode(token, key, algorithms=algorithms, options=options)
    return claims


def _bearer(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token if scheme == "Bearer" and token else None


def _number(value: object) -> float | None:
    """Return a JSON number, None for anything else and for one that no date can be."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < 2**53 else None


def _of_type(body: object, types: Mapping[str, type], required: Iterable[str]) -> Json:
    """Return body if it is an object with the required fields and these types, or ValueError."""
    if not isinstance(body, dict):
        raise ValueError("not an object")
    for name in required:
        if name not in body:
            raise ValueError(f"{name} is missing")
    for name, wanted in types.items():
        if name in body and type(body[name]) is not wanted:
            raise ValueError(f"{name} is not of type {wanted.__name__}")
    return body


def _texts(body: Json, *names: str) -> None:
    for name in names:
        if any(not isinstance(item, str) for item in body.get(name, [])):
            raise ValueError(f"{name} holds something that is not a string")


# --- Qlik Cloud ------------------------------------------------------------------------------

ONE_LINE_PEM = re.compile(
    r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/]+={0,2})-----END CERTIFICATE-----"
)

REQUIRED_CLAIMS = (
    *("sub", "subType", "name", "email", "email_verified"),
    *("jti", "iat", "nbf", "exp", "aud"),
)


@dataclass(frozen=True)
class IdentityProvider:
    key: RSAPublicKey
    active: bool
    clock_tolerance: float


@dataclass
class Tenant:
    """A Qlik Cloud tenant: identity providers of type JWT, and logins with a token.

    users holds what the tenant knows of each sub that has logged in.
    """

    clock: Callable[[], float] = time.time
    barred: set[str] = field(default_factory=set)
    users: dict[str, Json] = field(default_factory=dict)
    _providers: dict[tuple[str, str], IdentityProvider] = field(default_factory=dict)
    _seen: set[object] = field(default_factory=set)
    _sessions: dict[str, str] = field(default_factory=dict)

    def create_identity_provider(self, body: object) -> Answer:
        """POST /api/v1/identity-providers; that only tenant admins may is not checked here."""
        try:
            created = self._created_provider(body)
        except (ValueError, binascii.Error) as error:
            # Guess: the code. The form of the error is the documented one.
            self._refuse(400, "IDENTITY-PROVIDERS-1", "Invalid request body", str(error))
        return Answer(201, created)

    def _created_provider(self, body: object) -> Json:
        types = {"tenantIds": list, "description": str, "interactive": bool, "active": bool}
        idp = _of_type(body, types, ("provider", "protocol", "options"))
        _texts(idp, "tenantIds")
        if (idp["provider"], idp["protocol"]) != ("external", "jwtAuth"):
            raise ValueError("not an external provider with protocol jwtAuth")
        if idp.get("interactive"):
            raise ValueError("a JWT identity provider is not interactive")
        option_types = {"issuer": str, "staticKeys": list, "jwtLoginEnabled": bool}
        options = _of_type(idp["options"], option_types, ("issuer", "staticKeys"))
        if len(options["staticKeys"]) != 1:
            raise ValueError("staticKeys takes one key")
        static = _of_type(options["staticKeys"][0], {"kid": str, "pem": str}, ("kid", "pem"))
        # "must be on a single line without any line breaks", qlik.dev, Create identity providers
        if not (found := ONE_LINE_PEM.fullmatch(static["pem"])):
            raise ValueError("pem is not a certificate on one line")
        if not options["issuer"] or not static["kid"]:
            raise ValueError("issuer and kid must not be empty")
        der = base64.b64decode(found[1], validate=True)
        self._providers[options["issuer"], static["kid"]] = IdentityProvider(
            _rsa_public_key(der, x509.load_der_x509_certificate),
            idp.get("active", True) and options.get("jwtLoginEnabled", True),
            _number(idp.get("clockToleranceSec")) or 0,
        )
        return {"id": secrets.token_hex(12), **idp}

    def login(self, authorization: str | None) -> Answer:
        """POST /login/jwt-session."""
        provider, claims = self._signed(_bearer(authorization))
        self._check(claims, provider.clock_tolerance)
        if claims["sub"] in self.barred:
            self._refuse(403, "AUTH-5", "Forbidden", "User is not a member of tenant")
        self._seen.add(claims["jti"])
        known = ("name", "email", "email_verified", "groups")
        self.users[claims["sub"]] = {name: claims[name] for name in known if name in claims}
        attributes = "; Path=/; Secure; HttpOnly; SameSite=None"
        cookies = {name: secrets.token_hex(8) for name in ("eas.sid", "eas.sid.sig", "_csrfToken")}
        self._sessions[cookies["eas.sid"]] = claims["sub"]
        headers = [("Set-Cookie", f"{name}={value}{attributes}") for name, value in cookies.items()]
        return Answer(200, None, tuple(headers))

    def me(self, cookie: str) -> Answer:
        """GET /api/v1/users/me with the cookies of a login."""
        session = SimpleCookie(cookie).get("eas.sid")
        subject = self._sessions.get(session.value) if session else None
        if subject is None:
            self._refuse(401, "AUTH-1", "Unauthorized")  # Guess: the code
        return Answer(200, {"subject": subject, **self.users[subject]})

    def _signed(self, token: str | None) -> tuple[IdentityProvider, Json]:
        """Return what signed the token, and its claims.

        Guess: one code, without a detail, for whatever keeps the tenant from trusting the token.
        """
        try:
            if token is None:
                raise jwt.InvalidTokenError
            claimed = jwt.decode(token, options={"verify_signature": False})
            kid = jwt.get_unverified_header(token).get("kid")
            provider = self._providers.get((claimed.get("iss"), kid))  # type: ignore[arg-type]
            if provider is None or not provider.active:
                raise jwt.InvalidTokenError
            return provider, _signed_claims(token, provider.key, ["RS256"])
        except UNREADABLE:
            self._refuse(401, "LOGIN-2", "No authentication configured for this hostname")

    def _check(self, claims: Json, tolerance: float) -> None:
        for name in REQUIRED_CLAIMS:
            if name not in claims:
                self._refuse_token(f"Missing required claim: {name}")
        now = self.clock()
        iat, nbf, exp = (_number(claims[name]) for name in ("iat", "nbf", "exp"))
        texts = [claims[name] for name in ("sub", "subType", "name", "email")]
        # Guess: every wording but that of a missing claim.
        faults = {
            "Invalid claim type": not all(isinstance(text, str) and text for text in texts)
            or not isinstance(claims["email_verified"], bool)
            or not isinstance(claims["jti"], str | int)
            or None in (iat, nbf, exp),
            "Invalid claim: subType": claims["subType"] != "user",
            "Invalid claim: aud": claims["aud"] != "qlik.api/login/jwt-session",
            "Token is expired": exp is not None and now >= exp + tolerance,
            "Token is not active": nbf is not None and now < nbf - tolerance,
            "Token validity exceeds 3600 seconds": exp is not None
            and nbf is not None
            and exp - nbf > 3600,
        }
        for detail, wrong in faults.items():
            if wrong:
                self._refuse_token(detail)
        if claims["jti"] in self._seen:
            self._refuse_token("Token has already been used")

    def _refuse_token(self, detail: str) -> NoReturn:
        detail = f"JWT_LOGIN_VALIDATIONS {detail}"
        self._refuse(400, "INTERNAL-TOKEN-1", "Invalid token request", detail)

    def _refuse(self, status: int, code: str, title: str, detail: str | None = None) -> NoReturn:
        error = {"code": code, "title": title, "status": str(status)}
        if detail is not None:
            error["detail"] = detail
        raise Refusal(status, {"errors": [error], "traceId": secrets.token_hex(16)})


# --- Qlik Sense Enterprise on Windows --------------------------------------------------------

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
XRFKEY = re.compile(r"[0-9a-zA-Z]{16}")


@dataclass(frozen=True)
class User:
    directory: str
    id: str


@dataclass
class VirtualProxy:
    config: Json
    key: RSAPublicKey
    sessions: dict[str, User] = field(default_factory=dict)

    def user(self, token: str, now: float) -> User | None:
        """Return whom the token names, None if it is refused."""
        try:
            claims = _signed_claims(token, self.key, ["RS256", "RS384", "RS512"])
        except UNREADABLE:
            return None
        exp, nbf = _number(claims.get("exp", now + 1)), _number(claims.get("nbf", now))
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
    """

    clock: Callable[[], float] = time.time
    host_allow_list: set[str] | None = None
    linked: bool = True
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
        config = _of_type(body, PROXY_REQUIRED | PROXY_OPTIONAL, PROXY_REQUIRED)
        _texts(config, "websocketCrossOriginWhiteList")
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
            _of_type(attribute, attribute_types, attribute_types)
        pem = config["jwtPublicKeyCertificate"]
        # The PEM is documented with its BEGIN and END lines. Guess: on one line it is refused.
        if "-----BEGIN CERTIFICATE-----" not in pem.splitlines():
            raise ValueError("jwtPublicKeyCertificate is not a PEM certificate in lines")
        key = _rsa_public_key(pem.encode(), x509.load_pem_x509_certificate)
        return VirtualProxy(config, key)

    def get(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """GET a resource; query names and header names in lower case."""
        resource = RESOURCE.fullmatch(path)
        if resource is None or (resource["prefix"] or "") not in self._proxies:
            raise Refusal(404, "Not found")
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if self.host_allow_list is not None and host not in self.host_allow_list:
            raise Refusal(403, "Forbidden")
        if not self.linked:
            raise Refusal(400, "The virtual proxy is not linked to a proxy")
        proxy = self._proxies[resource["prefix"] or ""]
        return self._answer(proxy, resource["name"], query, headers)

    def _answer(
        self,
        proxy: VirtualProxy,
        resource: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
    ) -> Answer:
        user, cookie = self._authenticated(proxy, headers)
        if resource == "qps/user" and user is None:
            # What the hub's own pages read before they send the user to a login page.
            return Answer(200, {"session": "inactive", "loginUri": "https://localhost/login"})
        if user is None:
            raise Refusal(401, "Unauthorized")
        if resource == "qps/user":
            # userDirectory and userId are what clients of this call read; Guess: userName.
            body = {"userDirectory": user.directory, "userId": user.id, "userName": user.id}
            return Answer(200, body, cookie)
        if resource == "qps/csrftoken":
            return Answer(204, None, (*cookie, ("qlik-csrf-token", secrets.token_hex(16))))
        if resource == "qrs/about":
            check_xrfkey(query, headers)
            about = {"buildVersion": "52.8.0.0", "schemaPath": "About", "nodeType": 1}
            return Answer(200, about, cookie)
        raise Refusal(404, "Not found")

    def _authenticated(
        self, proxy: VirtualProxy, headers: Mapping[str, str]
    ) -> tuple[User | None, Headers]:
        """Return the user, None without a session and a token, and the cookie to set."""
        name = proxy.config["sessionCookieHeaderName"]
        cookies = SimpleCookie(headers.get("cookie", ""))
        if name in cookies and cookies[name].value in proxy.sessions:
            return proxy.sessions[cookies[name].value], ()
        if "authorization" not in headers:
            return None, ()
        token = _bearer(headers["authorization"])
        user = proxy.user(token, self.clock()) if token else None
        if user is None:
            raise Refusal(401, "Unauthorized")
        session = secrets.token_hex(16)
        proxy.sessions[session] = user
        return user, (("Set-Cookie", f"{name}={session}; Path=/; HttpOnly; Secure"),)


def check_xrfkey(query: Mapping[str, str], headers: Mapping[str, str]) -> None:
    """Refuse a call of the repository that lacks the pair of equal keys against forgery."""
    key = query.get("xrfkey", "")
    if not XRFKEY.fullmatch(key) or headers.get("x-qlik-xrfkey") != key:
        raise Refusal(403, "XSRF prevention check failed. Possible XSRF discovered.")
