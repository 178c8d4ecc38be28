"""inspect-cert: what a certificate says, and whether a private key belongs to it."""

from typing import Any

from cryptography.x509 import Certificate

from qs_jwt import reading, results, rules, times
from qs_jwt.command import command
from qs_jwt.keys import jwk
from qs_jwt.keys import private as private_keys
from qs_jwt.keys import public as public_keys
from qs_jwt.keys.facts import CertificateFacts, facts_of
from qs_jwt.options import catalogue as options
from qs_jwt.options import certificates as certificate_options
from qs_jwt.results import Result
from qs_jwt.wording import PYTHON, Door


class InspectedCertificate(Result):
    """What a certificate says.

    Attributes:
        certificate: the facts, which are the result's own fields in JSON.
        privatekey_matches: whether the private key belongs to it, or None if none
            was given; absent from JSON then.
    """

    def __init__(
        self, facts: CertificateFacts, certificate: Certificate, *, matches: bool | None, at: float
    ):
        super().__init__()
        self._read = certificate
        self._at = at
        self.certificate = facts
        self.privatekey_matches = matches
        self.succeeded = matches is not False
        self.warnings += rules.certificate_warnings(facts, at)

    def to_dict(self, door: Door = PYTHON) -> dict[str, Any]:
        fields: dict[str, Any] = self.certificate._asdict()
        if self.privatekey_matches is not None:
            fields["privatekey_matches"] = self.privatekey_matches
        return fields | super().to_dict(door)

    def render(self, output: str) -> str:
        if output == "jwk":
            key = public_keys.usable_key(self._read, "cert_publickey_file")
            return results.as_json(jwk.bare_jwk(key), indent=2) + "\n"
        return super().render(output)

    def text(self) -> str:
        lines = self.certificate.lines(self._at)
        if self.privatekey_matches is not None:
            belongs = "belongs to it" if self.privatekey_matches else "DOES NOT BELONG to it"
            lines.append(f"Private key         {belongs}")
        lines += ["", "On one line, for Qlik Cloud:", self.certificate.one_line_pem]
        return "\n".join(lines)


@command(
    outputs=("text", "json", "jwk"),
    one_of=(("cert_publickey_file", "cert_publickey"),),
    examples={
        "What it says, and its PEM in one line": (
            "qs-jwt inspect-cert --cert-publickey-file publickey.cer"
        ),
        "Whether a private key belongs to it, for a program to read": (
            "qs-jwt inspect-cert --cert-publickey-file publickey.cer "
            "--matches-privatekey-file privatekey.pem --output json"
        ),
    },
)
def inspect_cert(
    *,
    cert_publickey_file: options.CertificateFile = None,
    cert_publickey: options.Certificate = None,
    matches_privatekey_file: certificate_options.MatchesPrivateKeyFile = None,
    cert_passphrase: options.Passphrase = None,
    profile: options.Profile = None,
) -> InspectedCertificate:
    """Show what a certificate says, how long it is valid, and which key belongs to it.

    Raises:
        CertificateInvalid: it is no certificate.
        QsJwtError: a file cannot be read, or the private key not be used.
    """
    matches, own = None, None
    secret = private_keys.secret_of(cert_passphrase)
    if matches_privatekey_file is not None:
        parameter = "matches_privatekey_file"
        data = reading.read(matches_privatekey_file, parameter, private=True)
        private = private_keys.parse_any(data, secret, parameter, thorough=True)
        own = private.public_key()
    certificate = public_keys.read_certificate(
        cert_publickey_file, cert_publickey, "inspect-cert", key=own, passphrase=secret
    )
    if own is not None:
        matches = own == certificate.public_key()
    at = times.now()
    facts = facts_of(certificate, at)
    return InspectedCertificate(facts, certificate, matches=matches, at=at)
