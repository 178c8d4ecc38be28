"""Certificates and public keys: read, to check signatures with and to set Qlik up."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
from cryptography.utils import CryptographyDeprecationWarning

from qs_jwt import reading
from qs_jwt.errors import CertificateInvalid, MissingOption, QsJwtError, SeveralCertificates
from qs_jwt.keys import der, foreign, kinds, pem, sizes
from qs_jwt.keys import private as private_keys
from qs_jwt.keys.facts import facts_of
from qs_jwt.times import describe_time
from qs_jwt.wording import Notice, quoted

_CERTIFICATE_LABELS = ("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE")
_PUBLIC_LABELS = ("PUBLIC KEY", "RSA PUBLIC KEY")
_PKCS7_LABELS = ("PKCS7", "CMS", "PKCS #7 SIGNED DATA")
# what cryptography raises for a certificate or key that it cannot read
_UNLOADABLE = (ValueError, TypeError, OverflowError, UnsupportedAlgorithm, x509.InvalidVersion)


class Found(NamedTuple):
    """What a file or text holds.

    Attributes:
        certificates: the certificates, in their order, identical ones once.
        key: a public key that stands by itself, or None.
        parameter: the option that they came by.
        keyid: the ``kid`` of that key, if it is a JWK that has one.
    """

    certificates: list[x509.Certificate]
    key: object | None
    parameter: str
    keyid: str | None = None


def read_public_key(
    file: str | None, text: str | None, *, keyid: object = None
) -> tuple[kinds.PublicKey, x509.Certificate | None]:
    """The RSA or P-384 public key in a file or text, and its certificate if it stands in one.

    Args:
        file: the path of a certificate or public key, PEM, DER, PKCS#7, JWK or JWK set, or of a PFX
            without a passphrase; or None.
        text: PEM text, if ``file`` is None.
        keyid: the ``kid`` of the token to be checked: of several JWKs its one is taken.

    Raises:
        CertificateInvalid, SeveralCertificates, KeyNotRsa, KeyTooLarge, and those of
        :func:`qs_jwt.reading.read`
    """
    return _key_in(_read(file, text, keyid))


def read_named_key(file: str | None, text: str | None) -> tuple[kinds.PublicKey, str | None]:
    """The public key in a file or text, and the ``kid`` that it has there, or None.

    Args and Raises: as :func:`read_public_key`.
    """
    found = _read(file, text)
    return _key_in(found)[0], found.keyid


def _key_in(found: Found) -> tuple[kinds.PublicKey, x509.Certificate | None]:
    certificate = _chosen(found, None) if found.certificates else None
    return usable_key(certificate or found.key, found.parameter), certificate


def read_signing_key(
    file: str | None, text: str | None, *, p384: bool
) -> tuple[kinds.PublicKey, str | None]:
    """As :func:`read_named_key`, for a private key that is elsewhere and is to sign.

    Args:
        file, text: as for :func:`read_public_key`.
        p384: whether a P-384 key will do as well as an RSA key.

    Raises:
        KeyNotRsa, KeyTooSmall, and those of :func:`read_public_key`
    """
    key, keyid = read_named_key(file, text)
    parameter = "cert_publickey" if file is None else "cert_publickey_file"
    if isinstance(key, RSAPublicKey):
        sizes.check(key.key_size, parameter)
    elif not p384:
        raise private_keys.not_rsa(key, parameter)
    return key, keyid


def read_key_if_given(
    file: str | None, text: str | None, *, keyid: object = None
) -> tuple[kinds.PublicKey | None, x509.Certificate | None]:
    """As :func:`read_public_key`; two times None if neither is given."""
    if file is None and text is None:
        return None, None
    return read_public_key(file, text, keyid=keyid)


def read_certificate(
    file: str | None,
    text: str | None,
    command: str,
    *,
    key: object | None = None,
    passphrase: bytes | None = None,
) -> x509.Certificate:
    """The certificate in a file or text, whatever the kind of its key.

    Args:
        file: the path of a certificate, PEM, DER, PKCS#7 or PFX; or None.
        text: PEM text, if ``file`` is None.
        command: the command that needs it, for errors.
        key: a public key: of several certificates the one that belongs to it is taken.
        passphrase: what may open a PFX, besides no passphrase at all.

    Raises:
        MissingOption: neither is given.
        PassphraseWrong: the passphrase does not open the PFX.
        CertificateInvalid, SeveralCertificates, and those of :func:`qs_jwt.reading.read`
    """
    if file is None and text is None:
        raise MissingOption(
            f"{{command:{command}}} needs {{option:cert_publickey_file}}"
            " or {option:cert_publickey}",
            hint="{option:cert_publickey_file=publickey.cer}",
            parameter="cert_publickey_file",
        )
    found = _read(file, text, passphrase=passphrase)
    if not found.certificates:
        raise CertificateInvalid(
            "{option}: holds a public key, not a certificate",
            hint="give the certificate (publickey.cer);"
            " {command:create-cert} makes one for a private key",
            parameter=found.parameter,
        )
    return _chosen(found, key)


def read_rsa_certificate(file: str | None, text: str | None, command: str) -> x509.Certificate:
    """As :func:`read_certificate`, for Qlik, which takes RSA keys only.

    Raises:
        KeyNotRsa, KeyTooLarge, and those of :func:`read_certificate`
    """
    certificate = read_certificate(file, text, command)
    parameter = "cert_publickey_file" if file is not None else "cert_publickey"
    key = usable_key(certificate, parameter)
    if not isinstance(key, RSAPublicKey):
        raise private_keys.not_rsa(key, parameter)
    return certificate


def usable_key(holder: object, parameter: str) -> kinds.PublicKey:
    """The RSA or P-384 key that ``holder``, a certificate or the key itself, holds.

    Raises:
        KeyNotRsa, KeyTooLarge
    """
    key = holder
    if isinstance(holder, x509.Certificate):
        if foreign.has_pss_key(holder):
            raise foreign.pss(parameter)
        key = holder.public_key()
    if isinstance(key, EllipticCurvePublicKey) and kinds.is_p384(key):
        return key
    if not isinstance(key, RSAPublicKey):
        raise private_keys.not_rsa(key, parameter)
    if key.key_size > sizes.MAX_BITS:
        raise sizes.too_large(key.key_size, parameter)
    return key


def _chosen(found: Found, key: object | None) -> x509.Certificate:
    """The certificate that is meant: the key's, or the one that has issued none of the others.

    Raises:
        SeveralCertificates: that is none or several.
    """
    certificates = found.certificates
    if len(certificates) == 1:
        return certificates[0]
    meant = [one for one in certificates if key is not None and one.public_key() == key]
    facts = [facts_of(one, 0) for one in certificates]
    meant = meant or [
        one
        for one, own in zip(certificates, facts, strict=True)
        if own.subject not in [other.issuer for other in facts if other is not own]
    ]
    if len(meant) != 1:
        raise SeveralCertificates(
            "{option}: holds {value:count} certificates, and which one is meant cannot be told:"
            " {value:certificates}",
            hint="give that one in a file of its own",
            parameter=found.parameter,
            count=len(certificates),
            certificates="; ".join(map(_named, certificates)),
        )
    scope = reading.Scope.current()
    if scope:
        rest = [one for one in certificates if one is not meant[0]]
        scope.warnings.append(
            Notice(
                "OtherCertificates",
                "{option}: took the certificate {value:taken}; not used: {value:rest}",
                hint="Qlik takes one certificate, not its chain",
                parameter=found.parameter,
                taken=_named(meant[0]),
                rest="; ".join(map(_named, rest)),
            )
        )
    return meant[0]


def _named(certificate: x509.Certificate) -> str:
    facts = facts_of(certificate, 0)
    return (
        f"{quoted(facts.subject)} (serial number {facts.serial_number},"
        f" until {describe_time(facts.not_after)})"
    )


def _read(
    file: str | None, text: str | None, keyid: object = None, *, passphrase: bytes | None = None
) -> Found:
    if file is not None:
        parameter = "cert_publickey_file"
        data = reading.read(file, parameter)
    else:
        parameter = "cert_publickey"
        data = reading.bounded((text or "").encode(), parameter)
    data = pem.unwrap(data)
    inner = pem.from_base64(data)
    data = data if inner is None or foreign.is_ssh_public(data) else pem.unwrap(inner)
    if pem.is_json(data):
        from qs_jwt.keys import jwk_reading

        jwk = jwk_reading.verifying_jwk(data, parameter, keyid)
        return Found([], jwk.public(), parameter, jwk.keyid)
    blocks = pem.blocks(data)
    with _quiet():
        if private_keys.is_pfx(data):
            found = _of_pfx(data, passphrase, parameter)
        elif b"-----BEGIN" in data:
            found = _of_blocks(blocks, parameter)
        else:
            found = Found(*_of_binary(data), parameter)
        if not found.certificates and found.key is None:
            raise _no_public_key(data, blocks, parameter)
        _touch(found)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's warnings to developers, such as of a serial number below zero."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        yield


def _touch(found: Found) -> None:
    """Let the library parse everything now that it would parse when it is asked for."""
    for certificate in found.certificates:
        try:
            facts_of(certificate, 0)
        except _UNLOADABLE as error:
            raise CertificateInvalid(
                "{option}: the certificate cannot be read: {value:reason}",
                hint="make a new one: {command:create-cert}",
                parameter=found.parameter,
                reason=str(error).partition("\n")[0][:200],
            ) from None


def _of_blocks(blocks: list[pem.Block], parameter: str) -> Found:
    """The certificates of all blocks, and the first public key; unreadable ones are left out."""
    certificates: dict[bytes, x509.Certificate] = {}
    key = None
    for block in blocks:
        content = block.content
        if content is None or block.label not in (
            *_CERTIFICATE_LABELS, *_PKCS7_LABELS, *_PUBLIC_LABELS,
        ):  # fmt: skip
            continue
        read, other = _of_binary(content)
        for certificate in read:
            certificates.setdefault(certificate.public_bytes(Encoding.DER), certificate)
        if block.label in _PUBLIC_LABELS and other is not None and key is None:
            if der.is_pss(content):
                raise foreign.pss(parameter)
            key = other
    return Found(list(certificates.values()), key, parameter)


def _of_binary(data: bytes) -> tuple[list[x509.Certificate], object | None]:
    """The certificates in DER (X.509 or PKCS#7), or the public key."""
    try:
        certificate = x509.load_der_x509_certificate(data)
        certificate.public_key()
        return [certificate], None
    except _UNLOADABLE:
        pass
    try:
        return [], load_der_public_key(data)
    except _UNLOADABLE:
        pass
    try:
        return load_der_pkcs7_certificates(data), None
    except _UNLOADABLE:
        return [], None


def _of_pfx(data: bytes, passphrase: bytes | None, parameter: str) -> Found:
    """The certificate of a PFX file's private key, which is not used, or all that it holds."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    private_keys.bound(data, parameter)
    faults: list[Exception] = []
    for tried in dict.fromkeys((None, passphrase)):
        try:
            with private_keys.taking_ber():
                pfx = load_pkcs12(data, tried)
            own = [pfx.cert] if pfx.cert else pfx.additional_certs
            for one in own:
                one.certificate.public_key()
            return Found([one.certificate for one in own], None, parameter)
        except _UNLOADABLE as error:
            faults.append(error)
    if passphrase is not None:
        fault = foreign.unopened(faults[-1], passphrase, parameter, "the PFX file")
        fault.parameter = parameter  # of several files, the next one may open
        raise fault
    raise CertificateInvalid(
        "{option}: is a PFX file that a passphrase opens, or a damaged one",
        hint="take the certificate out: openssl pkcs12 -in FILE -nokeys -out publickey.cer; in"
        " PowerShell, Get-PfxCertificate FILE gives it",
        parameter=parameter,
    )


def _no_public_key(data: bytes, found: list[pem.Block], parameter: str) -> QsJwtError:
    hint = "give the certificate (publickey.cer) or the public key (publickey.pem)"
    hint += reading.or_a_path(parameter)
    if not data.strip():
        what = "is empty"
    elif any("PRIVATE KEY" in block.label for block in found):
        what = "holds a private key, which does not belong here"
    elif foreign.is_ssh_public(data):
        what = "is a public key in SSH's format"
        hint = "convert it: ssh-keygen -e -m PKCS8 -f FILE > publickey.pem"
    elif make := foreign.other_make(data):
        what = f"is {make[0]}"
    elif flaw := pem.flaw(data) or next((b.flaw for b in found if b.content is None), None):
        what, hint = f"holds damaged text: {flaw}", foreign.CHANGED
    elif found:
        known = (*_CERTIFICATE_LABELS, *_PUBLIC_LABELS, *_PKCS7_LABELS)
        what = f"holds a PEM block '{found[0].label}'"
        what += " that cannot be read" if found[0].label in known else ", which is neither"
    else:
        what = "holds no certificate and no public key"
    return CertificateInvalid(f"{{option}}: {what}", hint=hint, parameter=parameter)
