"""Certificates and public keys: read, to check signatures with and to set Qlik up."""

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    load_der_public_key,
    load_pem_public_key,
)

from qs_jwt import reading
from qs_jwt.errors import (
    CertificateInvalid,
    MissingOption,
    QsJwtError,
)
from qs_jwt.keys import pem
from qs_jwt.keys import private as private_keys

_CERTIFICATE_LABELS = ("CERTIFICATE", "X509 CERTIFICATE")
_PUBLIC_LABELS = ("PUBLIC KEY", "RSA PUBLIC KEY")
_UNLOADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


def read_public_key(
    file: str | None, text: str | None
) -> tuple[RSAPublicKey, x509.Certificate | None]:
    """The RSA public key in a file or text, and the certificate that holds it, if one does.

    Args:
        file: the path of a certificate or public key, PEM or DER; or None.
        text: PEM text, where ``file`` is None.

    Raises:
        CertificateInvalid, KeyNotRsa, and those of :func:`qs_jwt.reading.read`
    """
    key, certificate, parameter = _read(file, text)
    if not isinstance(key, RSAPublicKey):
        raise private_keys.not_rsa(key, parameter)
    return key, certificate


def read_key_if_given(
    file: str | None, text: str | None
) -> tuple[RSAPublicKey | None, x509.Certificate | None]:
    """As :func:`read_public_key`; two times None where neither is given."""
    if file is None and text is None:
        return None, None
    return read_public_key(file, text)


def read_certificate(file: str | None, text: str | None, command: str) -> x509.Certificate:
    """The certificate in a file or text, whatever the kind of its key.

    Args:
        file: the path of a certificate, PEM or DER; or None.
        text: PEM text, where ``file`` is None.
        command: the command that needs it, for errors.

    Raises:
        MissingOption: neither is given.
        CertificateInvalid, and those of :func:`qs_jwt.reading.read`
    """
    if file is None and text is None:
        raise MissingOption(
            f"{command} needs --cert-publickey-file or --cert-publickey",
            hint="--cert-publickey-file publickey.cer",
            parameter="cert_publickey_file",
        )
    _, certificate, parameter = _read(file, text)
    if certificate is None:
        raise CertificateInvalid(
            f"{parameter}: holds a public key, not a certificate",
            hint="give the certificate (publickey.cer); create-cert makes one for a private key",
            parameter=parameter,
        )
    return certificate


def read_rsa_certificate(file: str | None, text: str | None, command: str) -> x509.Certificate:
    """As :func:`read_certificate`, for Qlik, which takes RSA keys only.

    Raises:
        KeyNotRsa, and those of :func:`read_certificate`
    """
    certificate = read_certificate(file, text, command)
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        parameter = "cert_publickey_file" if file is not None else "cert_publickey"
        raise private_keys.not_rsa(key, parameter)
    return certificate


def _read(file: str | None, text: str | None) -> tuple[object, x509.Certificate | None, str]:
    """A public key, the certificate around it if there is one, and the option they came by."""
    if file is not None:
        parameter = "cert_publickey_file"
        data = reading.read(file, parameter)
    else:
        parameter = "cert_publickey"
        data = (text or "").encode()
    data = pem.unwrap(data)
    found = pem.blocks(data)
    if b"-----BEGIN" not in data:
        key, certificate = _load_binary(data)
    else:
        key, certificate = _load_block(found)
    if key is None:
        raise _no_public_key(data, found, parameter)
    return key, certificate, parameter


def _load_block(found: list[pem.Block]) -> tuple[object | None, x509.Certificate | None]:
    for block in found:
        try:
            if block.label in _CERTIFICATE_LABELS:
                return _of_certificate(x509.load_pem_x509_certificate(block.pem))
            if block.label in _PUBLIC_LABELS:
                return load_pem_public_key(block.pem), None
        except _UNLOADABLE:
            return None, None
    return None, None


def _load_binary(data: bytes) -> tuple[object | None, x509.Certificate | None]:
    try:
        return _of_certificate(x509.load_der_x509_certificate(data))
    except _UNLOADABLE:
        pass
    try:
        return load_der_public_key(data), None
    except _UNLOADABLE:
        return None, None


def _of_certificate(certificate: x509.Certificate) -> tuple[object, x509.Certificate]:
    return certificate.public_key(), certificate


def _no_public_key(data: bytes, found: list[pem.Block], parameter: str) -> QsJwtError:
    hint = "give the certificate (publickey.cer) or the public key (publickey.pem)"
    if parameter == "cert_publickey":
        hint += "; a path goes to --cert-publickey-file"
    if not data.strip():
        what = "is empty"
    elif private_keys.is_pfx(data):
        what = "is a PFX file, which holds a private key too"
    elif any("PRIVATE KEY" in block.label for block in found):
        what = "holds a private key, which does not belong here"
    elif pem.is_cut_off(data):
        what = "is cut off before the END line"
    elif found:
        what = f"holds a PEM block '{found[0].label}' that cannot be read as one"
    else:
        what = "holds no certificate and no public key"
    return CertificateInvalid(
        f"{parameter}: {what}",
        hint=hint,
        parameter=parameter,
    )
