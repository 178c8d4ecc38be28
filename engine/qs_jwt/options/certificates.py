"""The options that only the commands for certificates take."""

from typing import Annotated

from qs_jwt.keys.kinds import PrivateKey as Key
from qs_jwt.options import groups
from qs_jwt.options.catalogue import KEY_SUFFIXES
from qs_jwt.options.kinds import ENCRYPTED, KEY, PASSPHRASE

PFX_ENCRYPTIONS = ("aes256", "legacy")

RenewedKeyFile = Annotated[
    str | None,
    groups.key(
        "path",
        "Make the certificate for the private key in this file, which stays as it is.",
        metavar="FILE",
        suffixes=KEY_SUFFIXES,
        role=KEY,
    ),
]
RenewedKey = Annotated[
    str | bytes | Key | None,
    groups.key(
        "secret",
        "Make the certificate for this private key, as PEM text.",
        metavar="PEM|env:NAME|stdin",
        words=("env:", "stdin"),
        role=KEY,
    ),
]
NewPassphrase = Annotated[
    str | bytes | None,
    groups.key(
        "secret",
        "Where to read the passphrase that opens the existing private key or encrypts the new one,"
        " and that encrypts the PFX file.",
        metavar="env:NAME|file:PATH|stdin",
        words=("env:", "file:", "stdin"),
        role=PASSPHRASE,
    ),
]
CommonName = Annotated[
    str,
    groups.key("text", "Common name (CN) of the certificate.", metavar="NAME", named=True),
]
Pfx = Annotated[
    bool,
    groups.key(
        "flag",
        "Write private key and certificate into a PFX file (PKCS#12) too, certificate.pfx;"
        " needs --cert-passphrase.",
        role=ENCRYPTED,
    ),
]
PfxEncryption = Annotated[
    str,
    groups.key(
        "choice",
        "How the PFX file is encrypted. Windows Server 2016 and Windows 10 before 1709 say of"
        " aes256 that the password is not correct; legacy (3DES, SHA-1) is weak, and for them.",
        metavar="FORM",
        choices=PFX_ENCRYPTIONS,
    ),
]
KeyType = Annotated[
    str | None,
    groups.key(
        "choice",
        "Kind of the new key, if it is not RSA; ec-p384 is for OAuth in Qlik Cloud only.",
        metavar="TYPE",
        choices=("ec-p384",),
    ),
]
MatchesPrivateKeyFile = Annotated[
    str | None,
    groups.key(
        "path",
        "File with a private key: say whether it belongs to the certificate.",
        metavar="FILE",
        suffixes=KEY_SUFFIXES,
        role=KEY,
    ),
]
