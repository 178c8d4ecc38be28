"""create-cert: a key pair and its certificate, or a new certificate for a key."""

from typing import ClassVar

from qs_jwt import rules, times, writing
from qs_jwt.command import command
from qs_jwt.errors import ConflictingOptions, MissingOption
from qs_jwt.keys import certificates, sources
from qs_jwt.keys.facts import CertificateFacts, facts_of
from qs_jwt.options import catalogue as options
from qs_jwt.options import certificates as certificate_options
from qs_jwt.options import signing as signing_options
from qs_jwt.results import Result, WrittenFile
from qs_jwt.wording import Notice

WEAK_PFX = Notice(
    "WeakPfx",
    "the PFX file is encrypted with 3DES and SHA-1, which are weak",
    hint="it is for Windows Server 2016 and Windows 10 before 1709; others read aes256",
    parameter="pfx_encryption",
)


class CreatedCertificate(Result):
    """A certificate and the files that were written.

    Attributes:
        files: those written, their kinds of
            :data:`qs_jwt.keys.certificates.FILE_NAMES`.
        certificate: what the certificate says.
    """

    fields: ClassVar[tuple[str, ...]] = ("files", "certificate")

    def __init__(self, written: list[WrittenFile], facts: CertificateFacts, at: float):
        super().__init__()
        self.files = written
        self.certificate = facts
        self._at = at
        self.warnings += rules.certificate_warnings(facts, at)

    def text(self) -> str:
        wrote = [f"Wrote {file.kind.ljust(13)} {file.path}" for file in self.files]
        return "\n".join([*wrote, "", *self.certificate.lines(self._at)])


@command(
    alternatives=(
        ("cert_privatekey_file", "cert_privatekey", "key_size", "key_type", "sign_command"),
        signing_options.ALTERNATIVES,
    ),
    excludes={"sign_command": ("cert_passphrase", "pfx")},
    needs={**signing_options.NEEDS, "pfx_encryption": ("pfx",)},
    examples={
        "A new key pair and its certificate": "qs-jwt create-cert",
        "A new certificate for the key that is there, before the old one ends": (
            "qs-jwt create-cert --cert-privatekey-file privatekey.pem --cert-file-prefix renewed_"
        ),
    },
)
def create_cert(
    *,
    cert_privatekey_file: certificate_options.RenewedKeyFile = None,
    cert_privatekey: certificate_options.RenewedKey = None,
    cert_passphrase: certificate_options.NewPassphrase = None,
    key_size: options.KeySize = 4096,
    key_type: certificate_options.KeyType = None,
    sign_command: signing_options.SignCommand = None,
    sign_timeout: signing_options.SignTimeout = signing_options.DEFAULT_TIMEOUT,
    cert_publickey_file: signing_options.SignerPublicKeyFile = None,
    cert_publickey: signing_options.SignerPublicKey = None,
    cert_common_name: certificate_options.CommonName = certificates.DEFAULT_COMMON_NAME,
    cert_create_expires_days: options.CertExpiresDays = 365,
    cert_file_prefix: options.CertFilePrefix = "",
    pfx: certificate_options.Pfx = False,
    pfx_encryption: certificate_options.PfxEncryption = "aes256",
    profile: options.Profile = None,
    force: options.Force = False,
) -> CreatedCertificate:
    """Create a key pair and a certificate, or a new certificate for an existing key.

    Raises:
        UsageError: an option is wrong; nothing was done.
        QsJwtError: the key cannot be used, or a file not be written.
    """
    if pfx and cert_passphrase is None:
        raise MissingOption(
            "{option:pfx} needs {option:cert_passphrase}: the file holds the private key",
            hint="give {option:cert_passphrase=env:NAME}",
            parameter="cert_passphrase",
        )
    if pfx and not isinstance(cert_privatekey, str | bytes | None):
        raise ConflictingOptions(
            "{option}: a PFX file holds the private key, and that of an object stays where it is",
            hint="leave it out",
            parameter="pfx",
        )
    source = None
    given = (cert_privatekey_file, cert_privatekey, sign_command)
    if any(one is not None for one in given):
        source = sources.KeySource(
            cert_privatekey_file=cert_privatekey_file,
            cert_privatekey=cert_privatekey,
            cert_passphrase=cert_passphrase,
            sign_command=sign_command,
            sign_timeout=sign_timeout,
            cert_publickey_file=cert_publickey_file,
            cert_publickey=cert_publickey,
        )
    kinds = certificates.NEW_PAIR if source is None else certificates.RENEWAL
    if pfx:
        kinds = (*kinds, "pfx")
    with writing.Placement(
        force=force, read=[cert_privatekey_file, cert_publickey_file]
    ) as placement:
        certificates.refuse_existing(placement, cert_file_prefix, kinds)
        pair = certificates.create(
            private=source.loaded(p384=True, thorough=True).private if source else None,
            bits=key_size,
            p384=key_type is not None,
            days=cert_create_expires_days,
            common_name=cert_common_name,
        )
        legacy = pfx_encryption == "legacy"
        written = pair.stage(placement, cert_file_prefix, cert_passphrase, kinds, legacy_pfx=legacy)
        placement.commit()
    at = times.now()
    made = CreatedCertificate(written, facts_of(pair.certificate, at), at)
    if legacy:
        made.warnings.append(WEAK_PFX)
    return made
