"""What the token endpoint of Qlik Cloud asks of a client assertion."""

import re

from qs_jwt.options.oauth import ALGORITHMS
from qs_jwt.rules import (
    ERROR,
    WARNING,
    Broken,
    RuleBook,
    Subject,
    is_text,
    missing_times,
    shown,
    time_of,
)

RULES = RuleBook()

LONGEST_LIFETIME = 300  # seconds

_REFERENCE = "https://qlik.dev/authenticate/oauth/oauth-private-key-jwt-reference"
_TOKEN_ENDPOINT = re.compile(
    r"https://([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:[1-9][0-9]{0,4})?/oauth/token",
    re.ASCII,
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


@RULES.rule(
    "OauthAlgorithm",
    ERROR,
    asks="The algorithm is RS256, RS512 or ES384, as the registered key has it.",
    why="The token endpoint checks no other.",
    source=_REFERENCE,
    option="algorithm",
)
def _oauth_algorithm(token: Subject) -> Broken | None:
    if token.header.get("alg") in ALGORITHMS:
        return None
    return Broken(
        shown(token.header, "alg", "header"),
        "RS256, RS512 or ES384",
        "sign with {option:algorithm=RS256}, or leave it to the key",
    )


@RULES.rule(
    "OauthKeyId",
    ERROR,
    asks="The header kid is that of the registered public key.",
    why="The token endpoint finds the key by it.",
    source=_REFERENCE,
    option="keyid",
)
def _oauth_key_id(token: Subject) -> Broken | None:
    # one that is not text breaks the rule KeyIdText, another than the expected one KeyId
    if "kid" in token.header or token.expected_keyid is not None:
        return None
    return Broken(
        shown(token.header, "kid", "header"),
        "the kid of the registered public key",
        "{command:qscloud-oauth-key} and {command:create-qscloud-oauth} give both the same one",
    )


@RULES.rule(
    "OauthClient",
    ERROR,
    asks="iss and sub are both the OAuth client's id.",
    why="The client speaks for itself; the user to act as stands in the request, not here.",
    source=_REFERENCE,
    option="client_id",
)
def _oauth_client(token: Subject) -> Broken | None:
    issuer, subject = token.payload.get("iss"), token.payload.get("sub")
    if is_text(issuer) and issuer == subject:
        return None
    return Broken(
        f"{shown(token.payload, 'iss')}, {shown(token.payload, 'sub')}",
        "the id of the OAuth client in both",
        "make it with {option:client_id}; a user to act as is given by {option:impersonate}",
    )


@RULES.rule(
    "OauthAudience",
    ERROR,
    asks="aud is https://TENANT/oauth/token, without a slash at its end.",
    why="The token endpoint compares it with its own address.",
    source=_REFERENCE,
    option="url",
)
def _oauth_audience(token: Subject) -> Broken | None:
    if _is_token_endpoint(token.payload.get("aud")):
        return None
    return Broken(
        shown(token.payload, "aud"),
        "aud = https://TENANT/oauth/token",
        "make it with {option:url=https://TENANT}",
    )


def _is_token_endpoint(audience: object) -> bool:
    return isinstance(audience, str) and _TOKEN_ENDPOINT.fullmatch(audience) is not None


@RULES.rule(
    "OauthTokenId",
    ERROR,
    asks="jti is there and new for every request.",
    why="The token endpoint takes an assertion once.",
    source=_REFERENCE,
)
def _oauth_token_id(token: Subject) -> Broken | None:
    if is_text(token.payload.get("jti")):
        return None
    return Broken(shown(token.payload, "jti"), "a new UUID, as text", "add the claim")


@RULES.rule(
    "OauthTokenIdForm",
    WARNING,
    asks="jti is a UUID.",
    why="Qlik's reference says so; whether another text is refused is not known.",
    source=_REFERENCE,
)
def _oauth_token_id_form(token: Subject) -> Broken | None:
    value = token.payload.get("jti")
    if not isinstance(value, str) or not value or _UUID.fullmatch(value):
        return None
    return Broken(shown(token.payload, "jti"), "a UUID", "make a new UUID for each assertion")


@RULES.rule(
    "OauthTimes",
    ERROR,
    asks="iat and exp are there.",
    why="The token endpoint refuses an assertion without either.",
    source=_REFERENCE,
    option="expires",
)
def _oauth_times(token: Subject) -> Broken | None:
    return missing_times(token.payload, "iat", "exp")


@RULES.rule(
    "OauthLifetime",
    ERROR,
    asks=f"exp is at most {LONGEST_LIFETIME} seconds after iat.",
    why="The token endpoint refuses an assertion that lives longer.",
    source=_REFERENCE,
    option="expires",
)
def _oauth_lifetime(token: Subject) -> Broken | None:
    iat, exp = time_of(token.payload, "iat"), time_of(token.payload, "exp")
    if iat is None or exp is None or exp - iat <= LONGEST_LIFETIME:
        return None
    return Broken(
        f"{exp - iat} seconds from iat to exp",
        f"at most {LONGEST_LIFETIME}",
        "use {option:expires=5m} or less; the access token lives for an hour anyway",
    )
