"""The options of keys that stay where they are, and of the signatures made there."""

from typing import Annotated

from qs_jwt.options import groups
from qs_jwt.options.catalogue import CERTIFICATE_SUFFIXES
from qs_jwt.options.kinds import KEY, Option

DETACHED = "detached"
DEFAULT_TIMEOUT = "30s"
_OTHER_KEYS = ("cert_passphrase", "cert_file_prefix", "cert_create_expires_days", "key_size")
# What must not stand beside a key that is elsewhere: what opens a key or makes one.
EXCLUDES = {
    "sign_command": _OTHER_KEYS,
    "signing": (*_OTHER_KEYS, "cert_publickey_file", "output_file", "force"),
}
NEEDS = {
    "cert_publickey_file": ("sign_command",),
    "cert_publickey": ("sign_command", "signing"),
    "sign_timeout": ("sign_command",),
}
ALTERNATIVES = ("cert_publickey_file", "cert_publickey")

SignCommand = Annotated[
    str | list[str] | None,
    groups.key(
        "command",
        "Program that signs with a key of its own, and its arguments; {input_file}, {digest_file},"
        " {digest_base64}, {digest_hex}, {input_base64}, {algorithm} and {hash} are replaced. It"
        " writes the signature on standard output. Needs --cert-publickey-file.",
        metavar="COMMAND",
        remote=False,
        role=KEY,
    ),
]
SignTimeout = Annotated[
    str | int,
    groups.key(
        "duration",
        "How long the program of --sign-command may take for one signature.",
        metavar="TIME",
        remote=False,
    ),
]
SignerPublicKeyFile = Annotated[
    str | None,
    groups.key(
        "path",
        "File with the certificate or public key of the key that --sign-command signs with.",
        metavar="FILE",
        suffixes=CERTIFICATE_SUFFIXES,
        remote=False,
    ),
]
Signing = Annotated[
    str | None,
    groups.key(
        "choice",
        "Who signs: detached is the caller, who gets the text to sign and calls finish.",
        metavar="detached",
        choices=(DETACHED,),
        remote_only=True,
        profiled=False,
        role=KEY,
    ),
]
SignerPublicKey = Annotated[
    str | None,
    groups.key(
        "secret",
        "The certificate or public key of the key that signs elsewhere, as PEM text.",
        metavar="PEM|env:NAME|stdin",
        words=("env:", "stdin"),
    ),
]

# A signature made elsewhere

SigningInput = Annotated[
    str, Option("text", "The text that was signed, as create gave it.", metavar="TEXT", named=True)
]
SignatureText = Annotated[
    str,
    Option(
        "text",
        "The signature in base64url, in the form that a JWT holds.",
        metavar="SIGNATURE",
        named=True,
    ),
]
SignerCertificate = Annotated[
    str,
    Option(
        "secret",
        "The certificate or public key of the key that signed, as PEM text.",
        metavar="PEM",
    ),
]
