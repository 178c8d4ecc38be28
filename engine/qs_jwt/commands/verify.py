"""verify: check a token against everything that Qlik requires, at once."""

from typing import Any, ClassVar

from qs_jwt import payloads, platforms, rules, times, verification, wording
from qs_jwt.command import command
from qs_jwt.errors import MissingOption, TokenMalformed
from qs_jwt.keys import public as public_keys
from qs_jwt.options import catalogue as options
from qs_jwt.options.kinds import TOKEN
from qs_jwt.results import Result
from qs_jwt.rules import Finding, Subject
from qs_jwt.rules.any_token import FORM, PLATFORM

NO_PLATFORM = "none"


class Verification(Result):
    """What is wrong with a token. It is true if the token is valid.

    Attributes:
        valid: whether no finding is an error.
        platform: whose rules it was held to: ``qseow``, ``qscloud``, ``qscloud-oauth`` or ``none``.
        signature_checked: whether it was checked with a key.
        findings: the broken rules, each as ``{rule, severity, found, expected, hint}``.
        header, payload: what it says; None if it is not a token.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "valid",
        "platform",
        "signature_checked",
        "findings",
        "header",
        "payload",
    )

    def __init__(
        self,
        platform: str,
        found: list[Finding],
        token: verification.ParsedToken | None,
        *,
        signature_checked: bool,
    ):
        super().__init__()
        self.valid = not any(finding.severity == rules.ERROR for finding in found)
        self.platform = platform
        self.signature_checked = signature_checked
        self.findings = found
        self.header: dict[str, Any] | None = token.header if token else None
        self.payload: dict[str, Any] | None = token.payload if token else None
        self.succeeded = self.valid
        if token and not signature_checked:
            self.warnings.append(verification.SIGNATURE_NOT_CHECKED)

    def __bool__(self) -> bool:
        return self.valid

    def text(self) -> str:
        checked = "" if self.signature_checked else ", its signature NOT checked"
        whose = f" for {self.platform}"
        if self.platform == NO_PLATFORM:
            whose = " by the general rules; no platform's rules were checked"
        headline = verification.headline(self.findings, whose + checked)
        return "\n".join([headline, *verification.report(self.findings)])


@command(
    one_of=(
        (TOKEN,),
        ("cert_publickey_file", "cert_publickey", "skip_signature"),
    ),
    examples={
        "Against the certificate that Qlik has": (
            "qs-jwt verify --jwt-file token.jwt --cert-publickey-file publickey.cer"
        ),
        "The claims alone, for a program to read": (
            "qs-jwt verify --jwt-file token.jwt --skip-signature --platform qseow --output json"
        ),
    },
)
def verify(
    *,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    cert_publickey_file: options.PublicKeyFile = None,
    cert_publickey: options.PublicKey = None,
    skip_signature: options.SkipSignature = False,
    platform: options.Platform = None,
    expected_audience: options.ExpectedAudience = None,
    expected_issuer: options.ExpectedIssuer = None,
    expected_keyid: options.ExpectedKeyId = None,
    userid_claim: options.UserIdClaim = payloads.USER_ID_CLAIM,
    userdir_claim: options.UserDirClaim = payloads.USER_DIRECTORY_CLAIM,
    leeway: options.Leeway = 0,
    at: options.At = None,
    profile: options.Profile = None,
) -> Verification:
    """Check a token against everything Qlik requires.

    Raises:
        MissingOption: no token, or neither a key nor skip_signature.
        ConflictingOptions: the claim names do not go together.
        QsJwtError: a file cannot be read, or holds no certificate or public key.
    """
    payloads.check_claim_names(userid_claim, userdir_claim)
    moment = times.now() if at is None else times.parse_time(at, "at")
    allowed = times.parse_duration(leeway, "leeway")
    if cert_publickey_file is None and cert_publickey is None and not skip_signature:
        raise MissingOption(
            "{command:verify} needs the certificate or public key to check the signature with",
            hint="give {option:cert_publickey_file=FILE}, or {option:skip_signature} to check the"
            " claims only",
            parameter="cert_publickey_file",
        )
    token, malformed = None, None
    try:
        token = verification.given_token(jwt, jwt_file, "verify")
    except TokenMalformed as error:
        malformed = _not_a_token(error)
    keyid = token.header.get("kid") if token else None
    key, certificate = public_keys.read_key_if_given(
        cert_publickey_file, cert_publickey, keyid=keyid
    )
    if token is None:
        found = [malformed] if malformed else []
        return Verification(platform or NO_PLATFORM, found, None, signature_checked=False)
    subject = verification.subject(
        token,
        key,
        certificate,
        moment,
        userid_claim=userid_claim,
        userdir_claim=userdir_claim,
        leeway=allowed,
        expected_audience=expected_audience,
        expected_issuer=expected_issuer,
        expected_keyid=expected_keyid,
    )
    whose = platform or platform_of(subject)
    own = () if whose == NO_PLATFORM else (whose,)
    books = (rules.ANY_TOKEN, *own, rules.CERTIFICATE)
    found = verification.check(token, key, subject, books)
    if platform is None and whose == NO_PLATFORM:
        found.insert(0, _unknown_platform(subject))
    return Verification(whose, found, token, signature_checked=key is not None)


def _not_a_token(error: TokenMalformed) -> Finding:
    broken = rules.Broken(
        f"the token {error.values['what']}" if "what" in error.values else "no token",
        FORM.asks,
        error.hint_template or "",
        error.values,
    )
    return Finding(FORM.id, FORM.severity, broken)


def platform_of(token: Subject) -> str:
    """The platform that a token seems to be for, told from its claims, or ``none``."""
    payload = token.payload
    if rules.is_client_assertion(token):
        return platforms.QSCLOUD_OAUTH
    if payload.get("aud") == payloads.CLOUD_AUDIENCE or "subType" in payload:
        return platforms.QSCLOUD
    if token.userid_claim in payload or token.userdir_claim in payload:
        return platforms.QSEOW
    return platforms.QSCLOUD if "kid" in token.header and "iss" in payload else NO_PLATFORM


def _unknown_platform(token: Subject) -> Finding:
    """That nothing of Qlik's was checked, with the slip that is likely the cause."""
    names = [wording.shown(name) for name in token.payload]
    own = (token.userid_claim, token.userdir_claim)
    meant = {name.lower(): name for name in own}
    slips = [
        f"{wording.shown(name)} should be {meant[name.lower()]}"
        for name in token.payload
        if name.lower() in meant
    ]
    hint = "say for which platform it is: {option:platform=qseow}, or none for the general rules"
    broken = rules.Broken(
        f"the claims {', '.join(names)}" if names else "no claims",
        "claims of Qlik Sense on Windows or of Qlik Cloud",
        f"{{value:slips}} (case counts); or {hint}" if slips else hint,
        {"slips": ", ".join(slips)},
    )
    return Finding(PLATFORM.id, PLATFORM.severity, broken)
