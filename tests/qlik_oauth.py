"""The token endpoint of a Qlik Cloud tenant, written from qlik.dev and the OAuth standards.

The assertion is checked as Qlik's reference for "Private key JWT" says it, with another
library than the engine's.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import parse_qsl

from joserfc.jwk import ECKey, Key, RSAKey

from qlik_platforms import UNREADABLE, Answer, Json, Refusal, number, signed_claims, unchecked

CLIENT_CREDENTIALS = "client_credentials"
IMPERSONATION = "urn:qlik:oauth:user-impersonation"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# The members of a registered key, and those of its kind.
JWK = {"kid", "kty", "alg", "use"}
KINDS = {"RSA": {"n", "e"}, "EC": {"crv", "x", "y"}}
ALGORITHMS = {"RSA": ("RS256", "RS512"), "EC": ("ES384",)}
LONGEST_LIFETIME = 300
ACCESS_LIFETIME = 3600


@dataclass(frozen=True)
class OAuthClient:
    """A web client with a public key."""

    key: Key
    kid: str
    algorithm: str
    grants: tuple[str, ...]


@dataclass
class TokenEndpoint:
    """Gives access tokens for client assertions.

    users: the users that may be impersonated, each by its fields. tokens: whom each access
    token is for. requests_left: how many more it answers in this minute.
    """

    clock: Callable[[], float]
    users: list[dict[str, str]] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    requests_left: int = 100
    clients: dict[str, OAuthClient] = field(default_factory=dict)
    _seen: set[object] = field(default_factory=set)

    def register(self, client_id: str, jwk: Json, *grants: str) -> None:
        """Create a client with a public key, or ValueError for what is not one alone."""
        kind = jwk.get("kty", "")
        if set(jwk) != JWK | KINDS.get(kind, set()) or jwk["use"] != "sig":
            raise ValueError("not exactly the members of a public key")
        if jwk["alg"] not in ALGORITHMS[kind] or not jwk["kid"]:
            raise ValueError("alg does not fit the key, or kid is empty")
        if kind == "EC" and jwk["crv"] != "P-384":
            raise ValueError("not P-384")
        key = RSAKey.import_key(jwk) if kind == "RSA" else ECKey.import_key(jwk)
        allowed = grants or (CLIENT_CREDENTIALS, IMPERSONATION)
        self.clients[client_id] = OAuthClient(key, jwk["kid"], jwk["alg"], allowed)

    def subject_of(self, access_token: str) -> str | None:
        """Whom an access token is for."""
        return self.tokens.get(access_token)

    def token(self, kind: str, body: bytes, host: str) -> Answer:
        """POST /oauth/token.

        kind: its Content-Type. host: its Host, which the audience must name.
        """
        if self.requests_left <= 0:
            raise Refusal(429, {"errors": [{"code": "TOO-MANY", "title": "Too many requests"}]})
        self.requests_left -= 1
        request = self._read(kind, body)
        grant = request.get("grant_type")
        if grant not in (CLIENT_CREDENTIALS, IMPERSONATION):
            self._refuse(400, "unsupported_grant_type", "grant type is not supported")
        if request.get("client_assertion_type") != JWT_BEARER:
            self._refuse(400, "invalid_request", "unsupported_client_assertion_type")
        client, client_id = self._client(request, host)
        if grant not in client.grants:
            self._refuse(400, "unauthorized_client", "grant type is not allowed for the client")
        subject = client_id if grant == CLIENT_CREDENTIALS else self._user(request)
        access_token = secrets.token_urlsafe(48)
        self.tokens[access_token] = subject
        return Answer(
            200,
            {
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": ACCESS_LIFETIME,
                "scope": request.get("scope", ""),
            },
        )

    def _read(self, kind: str, body: bytes) -> Json:
        if kind == "application/json":
            try:
                request = json.loads(body)
            except ValueError:
                self._refuse(400, "invalid_request", "the body is not JSON")
            if isinstance(request, dict):
                return request
        if kind == "application/x-www-form-urlencoded":
            return dict(parse_qsl(body.decode(), strict_parsing=True))
        return self._refuse(400, "invalid_request", "the body has no known form")

    def _client(self, request: Json, host: str) -> tuple[OAuthClient, str]:
        """Return the client that the assertion was made and signed by."""
        assertion = request.get("client_assertion", "")
        try:
            header, claims = unchecked(assertion)
        except UNREADABLE:
            self._refuse(401, "invalid_client", "client_assertion is not a JWT")
        client_id = claims.get("iss")
        client = self.clients.get(str(client_id))
        if client is None or claims.get("sub") != client_id:
            self._refuse(401, "invalid_client", "invalid client")
        if request.get("client_id", client_id) != client_id:
            self._refuse(401, "invalid_client", "client_id is another than the assertion's")
        fits = header.get("kid") == client.kid and header.get("alg") == client.algorithm
        try:
            if not fits:
                raise ValueError
            signed_claims(assertion, client.key, [client.algorithm])
        except UNREADABLE:
            self._refuse(401, "invalid_client", "signature validation failed")
        self._check(claims, host)
        return client, str(client_id)

    def _check(self, claims: Json, host: str) -> None:
        if claims.get("aud") != f"https://{host}/oauth/token":
            self._refuse(401, "invalid_client", "invalid audience")
        iat, exp, now = number(claims.get("iat")), number(claims.get("exp")), self.clock()
        if iat is None or exp is None:
            self._refuse(401, "invalid_client", "iat and exp are required")
        if now >= exp or now < iat:
            self._refuse(401, "invalid_client", "the assertion is not valid now")
        if exp - iat > LONGEST_LIFETIME:
            self._refuse(401, "invalid_client", "exp is more than 5 minutes after iat")
        jti = claims.get("jti")
        if not isinstance(jti, str) or not jti or jti in self._seen:
            self._refuse(401, "invalid_client", "jti is missing or was used before")
        self._seen.add(jti)

    def _user(self, request: Json) -> str:
        lookup = request.get("user_lookup")
        if not isinstance(lookup, dict) or set(lookup) != {"field", "value"}:
            self._refuse(400, "invalid_request", "user_lookup is missing")
        if lookup["field"] not in ("subject", "userId", "email"):
            self._refuse(400, "invalid_request", "user_lookup.field is not supported")
        for user in self.users:
            if user.get(lookup["field"]) == lookup["value"]:
                return user["subject"]
        return self._refuse(400, "invalid_request", "user not found")

    def _refuse(self, status: int, error: str, description: str) -> NoReturn:
        raise Refusal(status, {"error": error, "error_description": description})
