"""What is no RSA private key to sign with: told by name, with the command that mends it.

Only bad input comes here, so that what this imports costs nobody else anything.
"""

import re
from contextlib import suppress

from cryptography.exceptions import UnsupportedAlgorithm

from qs_jwt import reading
from qs_jwt.errors import (
    KeyCorrupt,
    KeyIsCertificate,
    KeyIsOpenSsh,
    KeyIsPublic,
    KeyNotFound,
    KeyNotRsa,
    KeyUnsupported,
    PassphraseMissing,
    PassphraseWrong,
    QsJwtError,
)
from qs_jwt.keys import pem

TYPE_CHECKING = False  # as in typing
if TYPE_CHECKING:
    from cryptography import x509

_BY_LABEL = {
    "CERTIFICATE": (KeyIsCertificate, "a certificate without a private key"),
    "X509 CERTIFICATE": (KeyIsCertificate, "a certificate without a private key"),
    "PUBLIC KEY": (KeyIsPublic, "a public key"),
    "RSA PUBLIC KEY": (KeyIsPublic, "a public key"),
    "PKCS7": (KeyIsCertificate, "certificates (PKCS#7) without a private key"),
}
_HINTS = {
    KeyNotRsa: "Qlik takes RSA keys only, and P-384 for OAuth; make one: {command:create-cert}",
    KeyIsCertificate: "name the private key that belongs to it",
    KeyIsPublic: "name the private key that belongs to it",
    KeyNotFound: "a key is PEM text that begins with -----BEGIN PRIVATE KEY-----, or a DER or "
    "PFX file",
}
CHANGED = "copy the file itself: a mail, an editor or a shell has changed this text, or cut it off"
_PEM_OF = "openssl pkcs12 -in store.p12 -nodes -nocerts -out key.pem"
# What begins a file of another make, what it is called, and what makes one of ours of it.
_MAKES = (
    (b"\xfe\xed\xfe\xed", "a Java keystore (JKS)", "JKS"),
    (b"\xce\xce\xce\xce", "a Java keystore (JCEKS)", "JKS"),
    (b"PuTTY-User-Key-File", "a PuTTY key (PPK)", "PPK"),
    (b"\x1e\xf1\xb5\xb0", "a Microsoft key (PVK)", "PVK"),
    (b"\x07\x02\0\0", "a Microsoft key (PRIVATEKEYBLOB)", "BLOB"),
)
_CONVERT = {
    "JKS": "keytool -importkeystore -srckeystore FILE -destkeystore store.p12 -deststoretype"
    f" PKCS12, then give store.p12 or {_PEM_OF}",
    "PPK": "puttygen FILE -O private-openssh -o key.pem, or in PuTTYgen: Conversions, Export"
    " OpenSSH key",
    "PVK": "openssl rsa -inform PVK -in FILE -out key.pem",
    "BLOB": "openssl rsa -inform MSBLOB -in FILE -out key.pem",
    "XML": "in PowerShell 7: $r = [Security.Cryptography.RSA]::Create();"
    " $r.FromXmlString((Get-Content -Raw FILE)); $r.ExportPkcs8PrivateKeyPem()",
}
_SSH_PUBLIC = (b"ssh-", b"ecdsa-sha2-", b"sk-", b"---- BEGIN SSH2 PUBLIC KEY")
_TOKEN = re.compile(rb"\s*eyJ[\w-]+(?:\.[\w-]*){2}(?P<encrypted>(?:\.[\w-]*){2})?\s*", re.ASCII)
_UNEXPANDED = re.compile(rb"\s*(\$\{?\w+\}?|\$env:\w+|%\w+%)\s*")


def no_private_key(data: bytes, found: list[pem.Block], parameter: str) -> QsJwtError:
    """The error for what holds no private key that could be read."""
    for label, (kind, what) in _BY_LABEL.items():
        if any(block.label == label for block in found):
            return refusal(kind, what, parameter)
    if found:
        return refusal(KeyNotFound, f"a PEM block '{found[0].label}'", parameter)
    if is_ssh_public(data):
        return refusal(KeyIsPublic, "an SSH public key", parameter)
    flaw = pem.flaw(data)
    if flaw:
        return changed(flaw, parameter)
    token = _TOKEN.fullmatch(data)
    if token:
        what = "something encrypted (JWE)" if token["encrypted"] else "a token (JWT)"
        return refusal(KeyNotFound, what, parameter)
    make = other_make(data)
    if make:
        return KeyUnsupported(
            "{option}: found {value:what}",
            hint="convert a copy of it: {value:convert}",
            parameter=parameter,
            what=make[0],
            convert=make[1],
        )
    unexpanded = _UNEXPANDED.fullmatch(data)
    if unexpanded:
        return KeyNotFound(
            "{option}: found {value:what} and no key: the shell did not put the variable's"
            " value there",
            hint="set and export the variable, or let {option:cert_privatekey=env:NAME} read it",
            parameter=parameter,
            what=unexpanded[1].decode(),
        )
    public = _public_kind(data)
    if public is not None:
        return refusal(*public, parameter)
    return refusal(KeyNotFound, "no private key in it", parameter)


def is_ssh_public(data: bytes) -> bool:
    """Whether ``data`` begins as a public key of SSH does."""
    return data.startswith(_SSH_PUBLIC)


def other_make(data: bytes) -> tuple[str, str] | None:
    """What ``data`` is if it is a key of another program, and what converts it."""
    for magic, what, name in _MAKES:
        if data.startswith(magic):
            return what, _CONVERT[name]
    if b"<RSAKeyValue>" in data[:4096]:
        return "an XML key of .NET", _CONVERT["XML"]
    return None


def _public_kind(data: bytes) -> tuple[type[QsJwtError], str] | None:
    """What ``data`` is if it is the public half of something, in DER."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key
    from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
    from cryptography.x509 import InvalidVersion, load_der_x509_certificate

    with suppress(ValueError, TypeError, UnsupportedAlgorithm, InvalidVersion):
        load_der_x509_certificate(data)
        return _BY_LABEL["CERTIFICATE"]
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):
        load_der_public_key(data)
        return _BY_LABEL["PUBLIC KEY"]
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):
        load_der_pkcs7_certificates(data)
        return _BY_LABEL["PKCS7"]
    if data.startswith(b"\x06\x02\0\0"):
        return KeyIsPublic, "a Microsoft public key (PUBLICKEYBLOB)"
    return None


def unparsed(content: bytes, parameter: str) -> QsJwtError:
    """The error for a block's content that is no private key."""
    public = _public_kind(content)
    return refusal(*public, parameter) if public else corrupt("it cannot be parsed", parameter)


def refusal(kind: type[QsJwtError], what: str, parameter: str) -> QsJwtError:
    """The error of ``kind`` for having found ``what``."""
    hint = _HINTS[kind]
    if kind is KeyNotFound:
        hint += reading.or_a_path(parameter)
    return kind("{option}: found {value:what}", hint=hint, parameter=parameter, what=what)


def pss(parameter: str) -> QsJwtError:
    """The error for a key that may make RSA-PSS signatures only (RFC 4055)."""
    return refusal(KeyNotRsa, "a key restricted to RSA-PSS, which signs no RS256 token", parameter)


def has_pss_key(certificate: "x509.Certificate") -> bool:
    """Whether the key of ``certificate`` is restricted to RSA-PSS."""
    from cryptography.x509 import PublicKeyAlgorithmOID

    return certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS


def certifies_pss(block: pem.Block) -> bool:
    """Whether ``block`` is the certificate of such a key."""
    if block.label not in _BY_LABEL or "CERTIFICATE" not in block.label:
        return False
    from cryptography.x509 import InvalidVersion, load_pem_x509_certificate

    with suppress(ValueError, InvalidVersion):
        return has_pss_key(load_pem_x509_certificate(block.pem))
    return False


def locked(parameter: str) -> PassphraseMissing:
    """The error for an encrypted key without a passphrase."""
    return PassphraseMissing(
        f"{{option:{parameter}}}: the private key is encrypted",
        hint="give {option:cert_passphrase=env:NAME}",
        parameter="cert_passphrase",
    )


def ssh_locked(parameter: str) -> KeyIsOpenSsh:
    """The error for an encrypted key in OpenSSH's format whose opening takes more than we have.

    Its cipher is one that cryptography does not have, or bcrypt is missing.
    """
    return KeyIsOpenSsh(
        "{option}: found an encrypted private key in OpenSSH's format",
        hint="convert a copy of it: ssh-keygen -p -m PEM -f COPY; or install qs-jwt[ssh]",
        parameter=parameter,
    )


def unsupported(parameter: str) -> KeyUnsupported:
    """The error for a key that uses an algorithm or curve that is not supported."""
    return KeyUnsupported(
        "{option}: the private key uses an algorithm that is not supported",
        hint="convert a copy of it: openssl pkcs8 -topk8 -in FILE -out NEW",
        parameter=parameter,
    )


def unopened(
    error: Exception, passphrase: bytes, parameter: str, what: str = "the private key"
) -> QsJwtError:
    """The error for an encrypted key, or whatever else it is, that a passphrase did not open."""
    # of a cipher that it does not have cryptography says so in words only
    if isinstance(error, UnsupportedAlgorithm) or "unknown" in str(error).lower():
        return unsupported(parameter)
    hint = "check the passphrase; a damaged key looks the same"
    if passphrase.strip() != passphrase:
        hint = "check the passphrase: it begins or ends with a blank"
    elif passphrase[:1] == passphrase[-1:] and passphrase[:1] in (b"'", b'"'):
        hint = "check the passphrase: it has quotes around it, which the shell has left there"
    return PassphraseWrong(
        f"{{option:{parameter}}}: the passphrase does not open {what}",
        hint=hint,
        parameter="cert_passphrase",
    )


def more_primes(parameter: str) -> KeyUnsupported:
    """The error for an RSA key of more than two primes."""
    return KeyUnsupported(
        "{option}: found an RSA key of more than two primes",
        hint="make a new one: {command:create-cert}",
        parameter=parameter,
    )


def corrupt(flaw: str, parameter: str) -> KeyCorrupt:
    """The error for a private key that is damaged or unsafe."""
    return KeyCorrupt(
        "{option}: the private key is damaged or unsafe: {value:flaw}",
        hint="take it from its backup, or make a new one: {command:create-cert}",
        parameter=parameter,
        flaw=flaw,
    )


def changed(flaw: str, parameter: str) -> KeyCorrupt:
    """The error for PEM text that is damaged; the key itself is likely whole elsewhere."""
    return KeyCorrupt(
        "{option}: the text of the private key is damaged: {value:flaw}",
        hint=CHANGED,
        parameter=parameter,
        flaw=flaw,
    )


def of_tpm(parameter: str) -> KeyUnsupported:
    """The error for a key that only one chip can use."""
    return KeyUnsupported(
        "{option}: found a key that only its TPM can use (TSS2)",
        hint="let a program sign with it, such as openssl with its TPM provider",
        parameter=parameter,
    )
