"""What a certificate says, and what in it will keep a login from working."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from qs_jwt import wording
from qs_jwt.keys import kinds
from qs_jwt.keys.pem import Block
from qs_jwt.times import describe_age, describe_time

_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CertificateFacts(NamedTuple):
    """What a certificate says.

    Attributes:
        subject, issuer: distinguished names as RFC 4514 writes them.
        not_before, not_after: its validity in epoch seconds.
        days_left: whole days until it ends; once it has, whole days since then, negative,
            and -1 on the first of them too.
        key_type: ``RSA``, ``EC``, ``Ed25519``.
        key_size: in bits, or None if its kind has one size only.
        signature_algorithm: the hash that its signature is made with, or None if the
            signature has none of its own.
        serial_number: hexadecimal.
        thumbprint: SHA-1 of its DER form in hexadecimal, as Windows shows it.
        thumbprint_sha256: the same with SHA-256.
        one_line_pem: itself without line breaks, as Qlik Cloud takes it.
    """

    subject: str
    issuer: str
    not_before: int
    not_after: int
    days_left: int
    key_type: str
    key_size: int | None
    signature_algorithm: str | None
    serial_number: str
    thumbprint: str
    thumbprint_sha256: str
    one_line_pem: str

    def lines(self, at: float) -> list[str]:
        """The facts for people as of ``at`` (epoch seconds), without the PEM."""
        since = int(at - self.not_after)
        left = str(self.days_left) if since <= 0 else f"none: it ended {describe_age(since)} ago"
        size = f", {self.key_size} bits" if self.key_size else ""
        own = " (self-signed)" if self.issuer == self.subject else ""
        return [
            f"Subject             {wording.escaped(self.subject)}",
            f"Issuer              {wording.escaped(self.issuer)}{own}",
            f"Valid from          {describe_time(self.not_before)}",
            f"Valid until         {describe_time(self.not_after)}",
            f"Days left           {left}",
            f"Key                 {self.key_type}{size}",
            f"Signature hash      {self.signature_algorithm or 'none of its own'}",
            f"Serial number       {self.serial_number}",
            f"SHA-1 thumbprint    {self.thumbprint}",
            f"SHA-256 thumbprint  {self.thumbprint_sha256}",
        ]


def facts_of(certificate: x509.Certificate, at: float) -> CertificateFacts:
    """What ``certificate`` says, its days left counted from ``at`` (epoch seconds)."""
    key = certificate.public_key()
    not_after = _seconds(certificate.not_valid_after_utc)
    serial = f"{certificate.serial_number:X}"
    return CertificateFacts(
        subject=_name(certificate, "subject"),
        issuer=_name(certificate, "issuer"),
        not_before=_seconds(certificate.not_valid_before_utc),
        not_after=not_after,
        days_left=_days_left(not_after - at),
        key_type=_key_type(certificate),
        key_size=getattr(key, "key_size", None),
        signature_algorithm=_signature_hash(certificate),
        serial_number=serial.zfill(len(serial) + len(serial) % 2),
        thumbprint=certificate.fingerprint(hashes.SHA1()).hex().upper(),  # noqa: S303 - Windows' name for it
        thumbprint_sha256=certificate.fingerprint(hashes.SHA256()).hex().upper(),
        one_line_pem=Block("CERTIFICATE", certificate.public_bytes(Encoding.PEM)).one_line,
    )


def _days_left(seconds: float) -> int:
    """The days in ``seconds`` until an end; negative whenever it has passed."""
    return int(seconds // _DAY) if seconds >= 0 else min(-1, -int(-seconds // _DAY))


def _name(certificate: x509.Certificate, which: str) -> str:
    """A distinguished name; what stands for it if it holds what no library can show."""
    try:
        name: x509.Name = getattr(certificate, which)
        return name.rfc4514_string()
    except (ValueError, TypeError):  # such as bad UTF-8, or a number in the place of text
        return "(not readable)"


def _key_type(certificate: x509.Certificate) -> str:
    # such a key is an RSA key for cryptography, but makes no RS256 signatures
    if certificate.public_key_algorithm_oid == x509.PublicKeyAlgorithmOID.RSASSA_PSS:
        return "RSA-PSS"
    return kinds.key_type(certificate.public_key())


def _signature_hash(certificate: x509.Certificate) -> str | None:
    try:
        algorithm = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return certificate.signature_algorithm_oid.dotted_string
    return algorithm.name if algorithm else None


def _seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)
