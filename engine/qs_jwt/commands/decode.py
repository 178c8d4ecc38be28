"""decode: what a token says, and whether that can be believed."""

import json
from typing import Any, ClassVar

from qs_jwt import results, rules, times, verification
from qs_jwt.command import command
from qs_jwt.keys import public as public_keys
from qs_jwt.options import catalogue as options
from qs_jwt.options.kinds import TOKEN
from qs_jwt.results import ABSENT, Result
from qs_jwt.rules import Finding

_TIMES = {"iat": "issued_at", "nbf": "not_before", "exp": "expires_at"}


class Decoded(Result):
    """What a token says. As a condition it is always true: nothing may have been checked.

    Attributes:
        header, payload: as they stand in the token.
        issued_at, not_before, expires_at: epoch seconds, or None.
        signature_checked: whether it was checked with a key.
        valid: whether nothing is wrong with it; absent if no key was given.
        findings: what is wrong with it; absent if nothing was checked.
    """

    fields: ClassVar[tuple[str, ...]] = (
        "header",
        "payload",
        "issued_at",
        "not_before",
        "expires_at",
        "signature_checked",
        "valid",
        "findings",
    )

    def __init__(
        self,
        token: verification.ParsedToken,
        found: list[Finding] | None,
        *,
        with_key: bool,
        with_audience: bool,
    ):
        super().__init__()
        self._with_audience = with_audience
        self.header = token.header
        self.payload = token.payload
        self.issued_at, self.not_before, self.expires_at = (
            _seconds(token.payload.get(claim)) for claim in _TIMES
        )
        self.signature_checked = with_key
        errors = [finding for finding in found or [] if finding.severity == rules.ERROR]
        self.valid: bool = not errors if with_key else ABSENT
        self.findings: list[Finding] = ABSENT if found is None else found
        self.succeeded = not errors
        if not with_key:
            self.warnings.append(verification.SIGNATURE_NOT_CHECKED)

    def text(self) -> str:
        lines = ["Header", *_lines(self.header), "", "Payload", *_lines(self.payload), ""]
        if not self.signature_checked:
            lines.append("Signature: not checked")
        else:
            lines.append(verification.headline(self.findings))
        return "\n".join([*lines, *verification.report(self.findings or [])])

    def render(self, output: str) -> str:
        if output == "minimal":
            return results.as_json(self._minimal(), indent=2) + "\n"
        return super().render(output)

    def _minimal(self) -> dict[str, Any]:
        """The fields that the Node tool prints with ``--minimal-output``."""
        shown: dict[str, Any] = {"header": self.header, "payload": self.payload}
        if self.signature_checked:
            shown["verification"] = self._verification()
        return shown

    def _verification(self) -> dict[str, Any]:
        broken = {finding.rule for finding in self.findings}
        fields: dict[str, Any] = {
            "status": "valid" if self.valid else "invalid",
            "algorithm": self.header.get("alg"),
            "integrity": not broken & {"Signature", "Algorithm", "CriticalHeader"},
            "issuedAt": _iso(self.issued_at),
            "expiresAt": _iso(self.expires_at),
            "notBefore": _iso(self.not_before),
            "currentlyValid": not broken & {"Expired", "NotYetValid", "TimeFormat"},
        }
        for name, part, field in (
            ("keyId", self.header, "kid"),
            ("audience", self.payload, "aud"),
            ("issuer", self.payload, "iss"),
        ):
            if field in part:
                fields[name] = part[field]
        if self._with_audience:
            fields["audienceMatch"] = "Audience" not in broken
        if not self.valid:
            fields["reason"] = "; ".join(finding.found for finding in self.findings)
        return fields


@command(
    one_of=((TOKEN,),),
    alternatives=(("cert_publickey_file", "cert_publickey"),),
    examples={
        "What it says": "qs-jwt decode --jwt-file token.jwt",
        "And whether its signature is right": (
            "qs-jwt decode --jwt-file token.jwt --cert-publickey-file publickey.cer"
        ),
    },
    minimal="minimal",
)
def decode(
    *,
    jwt: options.Jwt = None,
    jwt_file: options.JwtFile = None,
    cert_publickey_file: options.PublicKeyFile = None,
    cert_publickey: options.PublicKey = None,
    expected_audience: options.ExpectedAudience = None,
    profile: options.Profile = None,
) -> Decoded:
    """Show what a token says; with a certificate or public key, check it too.

    Raises:
        TokenMalformed: it is not a token.
        QsJwtError: a file cannot be read, or holds no certificate or public key.
    """
    token = verification.given_token(jwt, jwt_file, "decode")
    key, certificate = public_keys.read_key_if_given(
        cert_publickey_file, cert_publickey, keyid=token.header.get("kid")
    )
    with_key = key is not None
    found = None
    if with_key or expected_audience is not None:
        subject = verification.subject(
            token, key, certificate, times.now(), expected_audience=expected_audience
        )
        found = verification.check(token, key, subject, (rules.ANY_TOKEN, rules.CERTIFICATE))
    return Decoded(token, found, with_key=with_key, with_audience=expected_audience is not None)


def _seconds(value: Any) -> int | None:
    return int(value) if rules.is_number(value) else None


def _iso(seconds: int | None) -> str | None:
    try:
        moment = times.moment(seconds) if seconds is not None else None
    except OverflowError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z") if moment else None


def _lines(part: dict[str, Any]) -> list[str]:
    names = [_printable(name) for name in part]
    width = max(map(len, names), default=0)
    return [
        f"  {shown.ljust(width)}  {_value(name, value)}"
        for shown, (name, value) in zip(names, part.items(), strict=True)
    ]


def _value(name: str, value: Any) -> str:
    text = _printable(value)
    moment = _iso(_seconds(value)) if name in _TIMES else None
    return f"{text}  ({moment[:10]} {moment[11:19]} UTC)" if moment else text


def _printable(value: Any) -> str:
    """``value`` with nothing in it that a terminal would act on."""
    text = value if isinstance(value, str) else results.as_json(value)
    return text if text.isprintable() else json.dumps(value)
