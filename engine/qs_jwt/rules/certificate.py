"""What is asked of the certificate that Qlik checks signatures with.

Whether Qlik looks at a certificate's dates is not documented, so they are only a warning.
"""

from qs_jwt.keys.sizes import MIN_BITS
from qs_jwt.rules import ERROR, WARNING, Broken, RuleBook, Subject
from qs_jwt.times import describe_duration, describe_time

RULES = RuleBook()

SOON = 30 * 86_400  # seconds before its end at which renewing is called for

_DATES = "RFC 5280, section 4.1.2.5"
_BROKEN_HASHES = ("md5", "sha1")
_NEW_PAIR = "make a new pair: {command:create-cert}"
_RENEWAL = (
    "make a new one for the same key: {command:create-cert} {option:cert_privatekey_file=FILE},"
    " and give it to Qlik"
)


@RULES.rule(
    "CertificateKeyNotRsa",
    ERROR,
    asks="The certificate has an RSA key, or a P-384 key for an ES384 signature.",
    why="Qlik checks RSA signatures only, and for OAuth those of P-384.",
    source="RFC 7518, section 3.3",
)
def _key_not_rsa(token: Subject) -> Broken | None:
    facts = token.certificate
    if facts is None or facts.key_type == "RSA" or token.header.get("alg") == "ES384":
        return None
    if (facts.key_type, facts.key_size) == ("EC", 384):
        return Broken(
            "the certificate has a P-384 key, which Qlik takes for OAuth only",
            "an RSA key",
            "{command:qscloud-oauth-key} makes what is registered with the OAuth client",
        )
    return Broken(
        f"the certificate has a key of type {facts.key_type}; Qlik takes RSA only",
        "an RSA key",
        _NEW_PAIR,
    )


@RULES.rule(
    "CertificateKeyTooSmall",
    ERROR,
    asks=f"The RSA key, in a certificate or alone, has at least {MIN_BITS} bits.",
    why="A signature made with a shorter key can be forged.",
    source="RFC 7518, section 3.3",
    option="key_size",
)
def _key_too_small(token: Subject) -> Broken | None:
    bits = token.key_bits
    if bits is None or bits >= MIN_BITS:
        return None
    whose = "the certificate's RSA key" if token.certificate else "the RSA key"
    return Broken(
        f"{whose} has {bits} bits; {MIN_BITS} is the least", f"at least {MIN_BITS} bits", _NEW_PAIR
    )


@RULES.rule(
    "CertificateWeakHash",
    WARNING,
    asks="The certificate is signed with SHA-256 or better.",
    why="MD5 and SHA-1 can be forged, and are refused by what checks for them.",
    source="NIST SP 800-131A, table 8",
)
def _weak_hash(token: Subject) -> Broken | None:
    algorithm = token.certificate.signature_algorithm if token.certificate else None
    if algorithm not in _BROKEN_HASHES:
        return None
    return Broken(
        f"the certificate is signed with {algorithm.upper()}, which can be forged",
        "SHA-256",
        _RENEWAL,
    )


@RULES.rule(
    "CertificateNotYetValid",
    WARNING,
    asks="The certificate's validity has begun.",
    why="What looks at its dates refuses it until then.",
    source=_DATES,
)
def _not_yet_valid(token: Subject) -> Broken | None:
    facts = token.certificate
    if facts is None or facts.not_before <= token.at:
        return None
    return Broken(
        f"the certificate is valid only from {describe_time(facts.not_before)} on",
        f"a certificate that is valid at {describe_time(token.at)}",
        "compare the clocks",
    )


@RULES.rule(
    "CertificateExpired",
    WARNING,
    asks="The certificate has not expired.",
    why="An expired certificate is the first thing to look at when a login is refused.",
    source=_DATES,
    option="cert_create_expires_days",
)
def _expired(token: Subject) -> Broken | None:
    facts = token.certificate
    if facts is None or token.at <= facts.not_after:
        return None
    return Broken(
        f"the certificate expired on {describe_time(facts.not_after)}",
        f"an end after {describe_time(token.at)}",
        _RENEWAL,
    )


@RULES.rule(
    "CertificateExpiresSoon",
    WARNING,
    asks=f"The certificate is valid for {describe_duration(SOON)} or more.",
    why="Its successor has to be in Qlik before it ends.",
    source=_DATES,
    option="cert_create_expires_days",
)
def _expires_soon(token: Subject) -> Broken | None:
    facts = token.certificate
    # after it expired, or before it begins, another rule says so
    if facts is None or not max(token.at, facts.not_before) <= facts.not_after < token.at + SOON:
        return None
    days = int(facts.not_after - token.at) // 86_400
    return Broken(
        f"the certificate expires on {describe_time(facts.not_after)} ({days} whole days left)",
        f"an end after {describe_time(token.at + SOON)}",
        _RENEWAL,
    )
