"""What a Qlik Cloud tenant accepts, written from qlik.dev."""

import base64
import binascii
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import NoReturn

from cryptography import x509
from joserfc.jwk import Key

from qlik_oauth import TokenEndpoint
from qlik_platforms import (
    UNREADABLE,
    Answer,
    Json,
    Refusal,
    bearer,
    number,
    of_type,
    rsa_public_key,
    signed_claims,
    texts,
    unchecked,
)

ONE_LINE_PEM = re.compile(
    r"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/]+={0,2})-----END CERTIFICATE-----"
)

REQUIRED_CLAIMS = (
    *("sub", "subType", "name", "email", "email_verified"),
    *("jti", "iat", "nbf", "exp", "aud"),
)


@dataclass(frozen=True)
class IdentityProvider:
    key: Key
    active: bool
    clock_tolerance: float


@dataclass(frozen=True)
class Session:
    """Who calls; csrf is None where the call carries a token of its own."""

    subject: str
    csrf: str | None


@dataclass
class Tenant:
    """A Qlik Cloud tenant: identity providers of type JWT, logins with a token, OAuth.

    web_integrations holds the ids of those it has. users holds what the tenant knows of each
    sub that has logged in.
    """

    clock: Callable[[], float] = time.time
    barred: set[str] = field(default_factory=set)
    users: dict[str, Json] = field(default_factory=dict)
    web_integrations: set[str] = field(default_factory=set)
    _providers: dict[tuple[str, str], IdentityProvider] = field(default_factory=dict)
    _seen: set[object] = field(default_factory=set)
    sessions: dict[str, "Session"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.oauth = TokenEndpoint(self.clock)

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
        idp = of_type(body, types, ("provider", "protocol", "options"))
        texts(idp, "tenantIds")
        if (idp["provider"], idp["protocol"]) != ("external", "jwtAuth"):
            raise ValueError("not an external provider with protocol jwtAuth")
        if idp.get("interactive"):
            raise ValueError("a JWT identity provider is not interactive")
        option_types = {"issuer": str, "staticKeys": list, "jwtLoginEnabled": bool}
        options = of_type(idp["options"], option_types, ("issuer", "staticKeys"))
        if len(options["staticKeys"]) != 1:
            raise ValueError("staticKeys takes one key")
        static = of_type(options["staticKeys"][0], {"kid": str, "pem": str}, ("kid", "pem"))
        # "must be on a single line without any line breaks", qlik.dev, Create identity providers
        if not (found := ONE_LINE_PEM.fullmatch(static["pem"])):
            raise ValueError("pem is not a certificate on one line")
        if not options["issuer"] or not static["kid"]:
            raise ValueError("issuer and kid must not be empty")
        der = base64.b64decode(found[1], validate=True)
        self._providers[options["issuer"], static["kid"]] = IdentityProvider(
            rsa_public_key(der, x509.load_der_x509_certificate),
            idp.get("active", True) and options.get("jwtLoginEnabled", True),
            number(idp.get("clockToleranceSec")) or 0,
        )
        return {"id": secrets.token_hex(12), **idp}

    def login(self, authorization: str | None) -> Answer:
        """POST /login/jwt-session."""
        provider, claims = self._signed(bearer(authorization))
        self._check(claims, provider.clock_tolerance)
        if claims["sub"] in self.barred:
            self._refuse(403, "AUTH-5", "Forbidden", "User is not a member of tenant")
        self._seen.add(claims["jti"])
        known = ("name", "email", "email_verified", "groups")
        self.users[claims["sub"]] = {name: claims[name] for name in known if name in claims}
        attributes = "; Path=/; Secure; HttpOnly; SameSite=None"
        cookies = {name: secrets.token_hex(8) for name in ("eas.sid", "eas.sid.sig", "_csrfToken")}
        self.sessions[cookies["eas.sid"]] = Session(claims["sub"], secrets.token_urlsafe(24))
        headers = [("Set-Cookie", f"{name}={value}{attributes}") for name, value in cookies.items()]
        return Answer(200, None, tuple(headers))

    def call(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Answer:
        """Answer a call of the REST interface with a session's cookies or an access token."""
        self.check_integration(query, headers)
        session = self._session(headers)
        if path == "/api/v1/csrf-token":
            if session.csrf is None:
                self._refuse(400, "CSRF-TOKEN-1", "Token is not supported")  # Guess: the code
            return Answer(204, None, (("qlik-csrf-token", session.csrf),))
        if method != "GET" and session.csrf not in (None, headers.get("qlik-csrf-token")):
            self._refuse(403, "CSRF-TOKEN-2", "Forbidden")  # Guess: the code
        if (method, path) == ("GET", "/api/v1/users/me"):
            return Answer(200, {"subject": session.subject, **self.users.get(session.subject, {})})
        if (method, path) == ("POST", "/api/v1/spaces"):
            return Answer(201, {"id": secrets.token_hex(12), "ownerId": session.subject})
        raise Refusal(404, "Not found")

    def check_integration(self, query: Mapping[str, str], headers: Mapping[str, str]) -> None:
        """Refuse a web integration that the tenant does not have."""
        name = "qlik-web-integration-id"
        for given in (query.get(name), headers.get(name)):
            if given is not None and given not in self.web_integrations:
                # Guess: the title; the code is seen for an origin that is not listed.
                self._refuse(401, "LOGIN-10", "Origin not included in web integration whitelist")

    def _session(self, headers: Mapping[str, str]) -> "Session":
        token = bearer(headers.get("authorization"))
        if token is not None:
            subject = self.oauth.subject_of(token)
            session = None if subject is None else Session(subject, None)
        else:
            cookie = SimpleCookie(headers.get("cookie", "")).get("eas.sid")
            session = self.sessions.get(cookie.value) if cookie else None
        if session is None:
            self._refuse(401, "AUTH-1", "Unauthorized")  # Guess: the code
        return session

    def _signed(self, token: str | None) -> tuple[IdentityProvider, Json]:
        """Return what signed the token, and its claims.

        Guess: one code, without a detail, for whatever keeps the tenant from trusting the token.
        """
        try:
            header, claimed = unchecked(token or "")
            provider = self._providers.get((claimed.get("iss"), header.get("kid")))  # type: ignore[arg-type]
            if provider is None or not provider.active:
                raise ValueError
            return provider, signed_claims(token or "", provider.key, ["RS256"])
        except UNREADABLE:
            self._refuse(401, "LOGIN-2", "No authentication configured for this hostname")

    def _check(self, claims: Json, tolerance: float) -> None:
        for name in REQUIRED_CLAIMS:
            if name not in claims:
                self._refuse_token(f"Missing required claim: {name}")
        now = self.clock()
        iat, nbf, exp = (number(claims[name]) for name in ("iat", "nbf", "exp"))
        named = [claims[name] for name in ("sub", "subType", "name", "email")]
        # Guess: every wording but that of a missing claim.
        faults = {
            "Invalid claim type": not all(isinstance(text, str) and text for text in named)
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
