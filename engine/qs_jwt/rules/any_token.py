"""What is asked of every token: that it is signed as Qlik checks it, and valid now."""

import re

from qs_jwt import times
from qs_jwt.options.catalogue import ALGORITHMS, EC_ALGORITHM
from qs_jwt.rules import (
    ERROR,
    LONGEST_IN_HEADER,
    WARNING,
    Broken,
    Rule,
    RuleBook,
    Subject,
    is_for_token_endpoint,
    is_number,
    is_text,
    shown,
    time_of,
)
from qs_jwt.times import describe_duration, describe_time

RULES = RuleBook()

_JWT = "RFC 7519, section 4.1"
_JWS = "RFC 7515, section 4.1"
_SOON = 300  # seconds
_HALF = re.compile("[\ud800-\udfff]")
_XML_SIGNATURE = "http://www.w3.org/"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# not every slash: thumbprints in base64 hold some
_PATH = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^/[a-z]+/|^\\\\|^[A-Za-z]:[/\\]")

FORM = Rule(
    "TokenForm",
    ERROR,
    "It is a JSON Web Token: three parts in base64url, the first two JSON objects.",
    "Anything else is refused before it is looked at.",
    "RFC 7519, section 7.2",
    "",
    None,
)
SIGNATURE = Rule(
    "Signature",
    ERROR,
    "The signature was made with the private key that belongs to the certificate.",
    "Qlik checks it with the certificate that it was given.",
    "RFC 7515, section 5.2",
    "cert_privatekey_file",
    None,
)
PLATFORM = Rule(
    "PlatformUnknown",
    ERROR,
    "Its claims are those of a platform, unless it is said which rules apply.",
    "Nothing that a platform asks for has been checked otherwise.",
    "qs-jwt",
    "",
    None,
)
RULES += [FORM, SIGNATURE, PLATFORM]


@RULES.rule(
    "UnusableText",
    ERROR,
    asks="No text in it holds NUL or half a surrogate pair.",
    why="Databases and other programs cut such a text off, or cannot read it.",
    source="RFC 8259, section 8.2",
    option="claims",
)
def _unusable_text(token: Subject) -> Broken | None:
    wrong = [
        name for name, value in token.payload.items() if _is_unusable(name) or _is_unusable(value)
    ]
    if not wrong:
        return None
    return Broken(
        ", ".join(shown(token.payload, name) for name in wrong),
        "text without NUL and half surrogate pairs",
        "make the token without those characters",
    )


def _is_unusable(value: object) -> bool:
    if isinstance(value, str):
        return (not value.isascii() and _HALF.search(value) is not None) or "\0" in value
    if isinstance(value, dict):
        return any(_is_unusable(item) for pair in value.items() for item in pair)
    return isinstance(value, list) and any(map(_is_unusable, value))


@RULES.rule(
    "Algorithm",
    ERROR,
    asks="alg is RS256, RS384, RS512 or, for OAuth, ES384.",
    why="Qlik checks no other signatures, whatever else the header says.",
    source="RFC 7518, section 3.1",
    option="algorithm",
)
def _algorithm(token: Subject) -> Broken | None:
    algorithm = token.header.get("alg")
    if algorithm in (*ALGORITHMS, EC_ALGORITHM):
        return None
    if isinstance(algorithm, str) and algorithm.startswith(_XML_SIGNATURE):
        return Broken(
            shown(token.header, "alg", "header"),
            "RS256, RS384 or RS512",
            "that is the name of an XML signature: write RS256"
            " (in C#: SecurityAlgorithms.RsaSha256, not RsaSha256Signature)",
        )
    hint = "sign with an RSA key"
    if isinstance(algorithm, str) and algorithm.upper() in ALGORITHMS:
        hint = "write it in capitals"
    elif isinstance(algorithm, str) and algorithm.startswith("HS"):
        hint = "that signs with a shared secret, which Qlik has not: sign with the private key"
    return Broken(shown(token.header, "alg", "header"), "RS256, RS384 or RS512", hint)


@RULES.rule(
    "CriticalHeader",
    ERROR,
    asks="The header must not contain crit or b64.",
    why="They change what a signature means, in ways that must be understood or refused.",
    source="RFC 7515, section 4.1.11; RFC 7797",
)
def _critical_header(token: Subject) -> Broken | None:
    found = [name for name in ("crit", "b64") if name in token.header]
    if not found:
        return None
    return Broken(
        ", ".join(shown(token.header, name) for name in found),
        "neither crit nor b64",
        "sign without header extensions",
    )


@RULES.rule(
    "KeyIdText",
    ERROR,
    asks="kid, if present, is a name: text, no control characters, no path.",
    why="It is compared with the Key ID character for character; a path in it is an attack.",
    source=_JWS,
    option="keyid",
)
def _key_id_text(token: Subject) -> Broken | None:
    kid = token.header.get("kid", "none")
    if is_text(kid) and not _CONTROL.search(kid) and not _PATH.search(kid):
        return None
    return Broken(shown(token.header, "kid"), "a name, as text", "give the key id as plain text")


@RULES.rule(
    "TimeFormat",
    ERROR,
    asks="exp, nbf and iat, if present, are numbers of seconds since 1970.",
    why="A time in another form is refused, or worse, not read.",
    source="RFC 7519, section 2 (NumericDate)",
)
def _time_format(token: Subject) -> Broken | None:
    wrong = [
        name
        for name in ("exp", "nbf", "iat")
        if name in token.payload and time_of(token.payload, name) is None
    ]
    if not wrong:
        return None
    milliseconds = any(
        is_number(value := token.payload[name]) and times.LATEST < value < times.LATEST * 1000
        for name in wrong
    )
    return Broken(
        ", ".join(shown(token.payload, name) for name in wrong),
        "seconds since 1970, as a number",
        "those are milliseconds: divide by 1000"
        if milliseconds
        else "write times as whole seconds",
    )


@RULES.rule(
    "Expired",
    ERROR,
    asks="exp lies ahead.",
    why="An expired token is refused.",
    source=_JWT,
    option="expires",
)
def _expired(token: Subject) -> Broken | None:
    exp = time_of(token.payload, "exp")
    if exp is None or token.at < exp + token.leeway:
        return None
    return Broken(
        f"expired {times.describe_age(int(token.at - exp))} ago ({describe_time(exp)})",
        f"exp after {describe_time(token.at)}",
        "make a new token; if it is new, compare the clocks",
    )


@RULES.rule(
    "NotYetValid",
    ERROR,
    asks="nbf has passed.",
    why="A token is refused before it begins to be valid.",
    source=_JWT,
    option="backdate",
)
def _not_yet_valid(token: Subject) -> Broken | None:
    nbf = time_of(token.payload, "nbf")
    if nbf is None or nbf - token.leeway <= token.at:
        return None
    return Broken(
        f"valid only in {times.describe_age(int(nbf - token.at))}, from {describe_time(nbf)}",
        f"nbf not after {describe_time(token.at)}",
        "compare the clocks, or make the token with {option:backdate}",
    )


@RULES.rule(
    "IssuedInFuture",
    WARNING,
    asks="iat has passed.",
    why="Some servers refuse a token issued in the future; usually a clock is wrong.",
    source=_JWT,
    option="backdate",
)
def _issued_in_future(token: Subject) -> Broken | None:
    iat = time_of(token.payload, "iat")
    if iat is None or iat - token.leeway <= token.at or _not_yet_valid(token):
        return None
    return Broken(
        f"issued in {times.describe_age(int(iat - token.at))}, at {describe_time(iat)}",
        f"iat not after {describe_time(token.at)}",
        "compare the clocks, or make the token with {option:backdate}",
    )


@RULES.rule(
    "ExpiresSoon",
    WARNING,
    asks="exp is more than five minutes ahead, but for a client assertion.",
    why="A token that ends in minutes may end before it is used, or if clocks differ.",
    source=_JWT,
    option="expires",
)
def _expires_soon(token: Subject) -> Broken | None:
    exp = time_of(token.payload, "exp")
    if exp is None or not token.at < exp + token.leeway <= token.at + _SOON:
        return None
    if is_for_token_endpoint(token):  # no assertion lives longer
        return None
    return Broken(
        f"expires in {describe_duration(max(0, int(exp - token.at)))}, at {describe_time(exp)}",
        f"exp after {describe_time(token.at + _SOON)}",
        "make the token just before it is used, or with a longer {option:expires}",
    )


@RULES.rule(
    "Audience",
    ERROR,
    asks="aud is, or holds, the expected audience.",
    why="A token is for its audience only; the comparison is exact.",
    source=_JWT,
    option="audience",
)
def _audience(token: Subject) -> Broken | None:
    expected, audience = token.expected_audience, token.payload.get("aud")
    if expected is None or expected == audience:
        return None
    if isinstance(audience, list) and expected in audience:
        return None
    return Broken(
        shown(token.payload, "aud"), f"aud = {expected!r}", "make the token with {option:audience}"
    )


@RULES.rule(
    "Issuer",
    ERROR,
    asks="iss is the expected issuer.",
    why="Qlik finds the identity provider by it; the comparison is exact.",
    source=_JWT,
    option="issuer",
)
def _issuer(token: Subject) -> Broken | None:
    expected = token.expected_issuer
    if expected is None or token.payload.get("iss") == expected:
        return None
    return Broken(
        shown(token.payload, "iss"), f"iss = {expected!r}", "make the token with {option:issuer}"
    )


@RULES.rule(
    "KeyId",
    ERROR,
    asks="kid is the expected key id.",
    why="Qlik finds the certificate by it; the comparison is exact.",
    source=_JWS,
    option="keyid",
)
def _key_id(token: Subject) -> Broken | None:
    expected = token.expected_keyid
    if expected is None or token.header.get("kid") == expected or _key_id_text(token):
        return None
    return Broken(
        shown(token.header, "kid", "header"),
        f"kid = {expected!r}",
        "make the token with {option:keyid}",
    )


@RULES.rule(
    "TokenLength",
    WARNING,
    asks=f"The token has at most {LONGEST_IN_HEADER} characters.",
    why="Web servers and proxies refuse a header line over 8 KiB (nginx's default).",
    source="nginx.org: large_client_header_buffers",
    option="groups",
)
def _token_length(token: Subject) -> Broken | None:
    if token.length <= LONGEST_IN_HEADER:
        return None
    return Broken(
        f"{token.length} characters", f"at most {LONGEST_IN_HEADER}", "give fewer groups or claims"
    )
