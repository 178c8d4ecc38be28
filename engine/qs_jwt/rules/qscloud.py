"""What Qlik Cloud asks of a token."""

import re
from typing import Any

from qs_jwt import payloads
from qs_jwt.options.catalogue import ALGORITHMS, EC_ALGORITHM
from qs_jwt.rules import (
    ERROR,
    WARNING,
    Broken,
    RuleBook,
    Subject,
    controls,
    groups_in_one,
    invisible,
    is_number,
    is_text,
    missing_times,
    outer_blanks,
    outer_quotes,
    several_in_one,
    shown,
    time_of,
)

RULES = RuleBook()

LONGEST_LIFETIME = 3600  # seconds
_ADDRESS = re.compile(r".+@.+", re.DOTALL)  # what more is wrong with one, its server says

_CLAIMS = "https://qlik.dev/authenticate/jwt/create-signed-tokens-for-jwt-authorization"
_ALGORITHM = "https://qlik.dev/authenticate/jwt/implement-jwt-authorization"
_PROVIDER = "https://qlik.dev/manage/automate/identity-provider-create"


@RULES.rule(
    "CloudAlgorithm",
    ERROR,
    asks="The algorithm is RS256.",
    why="Qlik Cloud checks no other.",
    source=_ALGORITHM,
    option="algorithm",
)
def _cloud_algorithm(token: Subject) -> Broken | None:
    # others break the rule Algorithm
    if token.header.get("alg") not in (*ALGORITHMS[1:], EC_ALGORITHM):
        return None
    return Broken(
        shown(token.header, "alg", "header"), "RS256", "sign with {option:algorithm=RS256}"
    )


@RULES.rule(
    "CloudKeyId",
    ERROR,
    asks="The header kid is the identity provider's Key ID.",
    why="Qlik Cloud finds the certificate by it.",
    source=_PROVIDER,
    option="keyid",
)
def _cloud_key_id(token: Subject) -> Broken | None:
    # one that is not text breaks the rule KeyIdText, another than the expected one KeyId
    if "kid" in token.header or token.expected_keyid is not None:
        return None
    return Broken(
        shown(token.header, "kid", "header"), "the Key ID", "make the token with {option:keyid}"
    )


@RULES.rule(
    "CloudIssuer",
    ERROR,
    asks="iss is the identity provider's Issuer.",
    why="Qlik Cloud finds the identity provider by it.",
    source=_PROVIDER,
    option="issuer",
)
def _cloud_issuer(token: Subject) -> Broken | None:
    if token.expected_issuer is not None:  # the rule Issuer compares it
        return None
    return _cloud_text(token, "iss", "the Issuer", "make the token with {option:issuer}")


@RULES.rule(
    "CloudSubject",
    ERROR,
    asks="sub names the user.",
    why="It is the user's identity in the tenant; a new one makes a new user.",
    source=_CLAIMS,
    option="sub",
)
def _cloud_subject(token: Subject) -> Broken | None:
    return _cloud_text(
        token,
        "sub",
        "the user's identity",
        "make the token with {option:sub} or {option:useremail}",
    )


def _cloud_text(token: Subject, name: str, expected: str, hint: str) -> Broken | None:
    if is_text(token.payload.get(name)):
        return None
    return Broken(shown(token.payload, name), expected, hint)


@RULES.rule(
    "CloudSubjectType",
    ERROR,
    asks="subType is user.",
    why="Qlik Cloud logs in users by JWT, nothing else.",
    source=_CLAIMS,
)
def _cloud_subject_type(token: Subject) -> Broken | None:
    if token.payload.get("subType") == payloads.CLOUD_SUBJECT_TYPE:
        return None
    return Broken(shown(token.payload, "subType"), "user", "add the claim")


@RULES.rule(
    "CloudName",
    WARNING,
    asks="name is the user's name.",
    why="It is on Qlik's list of required claims. Without it the login may fail, or the"
    " tenant shows the user by sub.",
    source=_CLAIMS,
    option="username",
)
def _cloud_name(token: Subject) -> Broken | None:
    return _cloud_text(
        token,
        "name",
        "the user's name, which Qlik requires",
        "make the token with {option:username}; without it the login may fail",
    )


@RULES.rule(
    "CloudEmail",
    WARNING,
    asks="email is the user's e-mail address.",
    why="An e-mail address is on Qlik's list of required claims. Without one the login may"
    " fail, or the tenant has no address of the user's.",
    source=_CLAIMS,
    option="useremail",
)
def _cloud_email(token: Subject) -> Broken | None:
    address = token.payload.get("email")
    if isinstance(address, str) and address and not _ADDRESS.fullmatch(address):
        return Broken(
            shown(token.payload, "email"),
            "an address such as anna@example.com",
            "give the whole address: {option:useremail=anna@example.com}",
        )
    return _cloud_text(
        token,
        "email",
        "the user's e-mail address, which Qlik requires",
        "make the token with {option:useremail}; without it the login may fail",
    )


@RULES.rule(
    "CloudControlCharacter",
    ERROR,
    asks="iss and sub hold no control characters.",
    why="Qlik Cloud compares them exactly, and nobody sees what is in them.",
    source=_CLAIMS,
    option="sub",
)
def _cloud_control_character(token: Subject) -> Broken | None:
    return controls(token.payload, "iss", "sub")


@RULES.rule(
    "CloudInvisibleCharacter",
    WARNING,
    asks="sub and email hold no invisible and direction-changing characters.",
    why="Qlik Cloud compares them exactly: it may be another user than the one that is read.",
    source=_CLAIMS,
    option="sub",
)
def _cloud_invisible_character(token: Subject) -> Broken | None:
    return invisible(token.payload, "sub", "email")


@RULES.rule(
    "CloudOuterBlanks",
    WARNING,
    asks="iss, kid, sub and email neither begin nor end with a blank.",
    why="A blank makes another provider, or another identity and so another user in the tenant.",
    source=_CLAIMS,
    option="useremail",
)
def _cloud_outer_blanks(token: Subject) -> Broken | None:
    return outer_blanks(_with_key_id(token), "iss", "kid", "sub", "email")


@RULES.rule(
    "CloudOuterQuotes",
    WARNING,
    asks="iss, kid, sub, name, email and groups do not stand in quotation marks.",
    why="Another shell's or editor's quotes make another provider, identity or group, or are"
    " shown.",
    source=_CLAIMS,
    option="useremail",
)
def _cloud_outer_quotes(token: Subject) -> Broken | None:
    return outer_quotes(_with_key_id(token), "iss", "kid", "sub", "name", "email", "groups")


def _with_key_id(token: Subject) -> dict[str, Any]:
    """The claims and the key id, which Qlik Cloud compares as exactly as the issuer."""
    return {**token.payload, "kid": token.header.get("kid")}


@RULES.rule(
    "CloudEmailVerified",
    ERROR,
    asks="email_verified is true or false, not text, if there is an e-mail address.",
    why="Qlik Cloud reads a JSON boolean.",
    source=_CLAIMS,
    option="useremail_verified",
)
def _cloud_email_verified(token: Subject) -> Broken | None:
    value = token.payload.get("email_verified")
    if isinstance(value, bool) or (
        "email_verified" not in token.payload and "email" not in token.payload
    ):
        return None
    return Broken(
        shown(token.payload, "email_verified"),
        "true or false",
        "make the token with {option:useremail_verified}",
    )


@RULES.rule(
    "CloudTokenId",
    ERROR,
    asks="jti is there and new for every token.",
    why="Qlik Cloud takes a token once.",
    source=_CLAIMS,
)
def _cloud_token_id(token: Subject) -> Broken | None:
    value = token.payload.get("jti")
    if is_text(value) or is_number(value):
        return None
    return Broken(shown(token.payload, "jti"), "a value that no other token has", "add the claim")


@RULES.rule(
    "CloudTimes",
    ERROR,
    asks="iat, nbf and exp are there.",
    why="Qlik Cloud refuses a token without any of them.",
    source=_CLAIMS,
    option="expires",
)
def _cloud_times(token: Subject) -> Broken | None:
    return missing_times(token.payload, "iat", "nbf", "exp")


@RULES.rule(
    "CloudLifetime",
    ERROR,
    asks="exp is at most 3600 seconds after nbf.",
    why="Qlik Cloud has enforced it since 2022-07-19.",
    source=_CLAIMS,
    option="expires",
)
def _cloud_lifetime(token: Subject) -> Broken | None:
    nbf, exp = time_of(token.payload, "nbf"), time_of(token.payload, "exp")
    if nbf is None or exp is None or token.allow_long_lifetime:
        return None
    if exp - nbf <= LONGEST_LIFETIME:
        return None
    return Broken(
        f"{exp - nbf} seconds from nbf to exp",
        f"at most {LONGEST_LIFETIME}",
        "use {option:expires=1h} or less, or give {option:allow_long_lifetime}",
    )


@RULES.rule(
    "CloudAudience",
    ERROR,
    asks=f"aud is {payloads.CLOUD_AUDIENCE}.",
    why="It is the address of the login that takes the token.",
    source=_CLAIMS,
)
def _cloud_audience(token: Subject) -> Broken | None:
    if token.expected_audience == payloads.CLOUD_AUDIENCE:  # the rule Audience compares it
        return None
    audience = token.payload.get("aud")
    if audience == payloads.CLOUD_AUDIENCE or audience == [payloads.CLOUD_AUDIENCE]:
        return None
    return Broken(shown(token.payload, "aud"), payloads.CLOUD_AUDIENCE, "put the claim right")


@RULES.rule(
    "CloudGroups",
    ERROR,
    asks="groups, if present, is a list of texts.",
    why="Qlik Cloud reads group names from a JSON array.",
    source=_CLAIMS,
    option="groups",
)
def _cloud_groups(token: Subject) -> Broken | None:
    groups = token.payload.get("groups", [])
    if isinstance(groups, list) and all(isinstance(name, str) for name in groups):
        return None
    return Broken(
        shown(token.payload, "groups"), "a list of texts", "make the token with {option:groups}"
    )


@RULES.rule(
    "CloudGroupSingular",
    WARNING,
    asks="Groups stand in groups, not in group.",
    why="Qlik Cloud reads no other optional claim than groups.",
    source=_CLAIMS,
    option="claims",
)
def _cloud_group_singular(token: Subject) -> Broken | None:
    if "group" not in token.payload:
        return None
    return Broken("a claim group", "a claim groups", "name the claim groups")


@RULES.rule(
    "CloudSeveralInOne",
    WARNING,
    asks="sub and email are one value each, no list and no row of a table.",
    why="Qlik Cloud takes the whole as one user, commas and semicolons included.",
    source=_CLAIMS,
    option="sub",
)
def _cloud_several_in_one(token: Subject) -> Broken | None:
    return several_in_one(token.payload, "sub", "email")


@RULES.rule(
    "CloudGroupsInOne",
    WARNING,
    asks="No group begins or ends with a comma or semicolon, and a single one has none in its"
    " name, unless that is its distinguished name.",
    why="Qlik Cloud takes it as one group, though it was written like several.",
    source=_CLAIMS,
    option="groups",
)
def _cloud_groups_in_one(token: Subject) -> Broken | None:
    return groups_in_one(token.payload, "groups")
