"""The options of keys that stay where they are, and of the signatures made there."""

from typing import Annotated

from qs_jwt.options.kinds import KEY, Option

DETACHED = "detached"
# What must not stand beside a key that is elsewhere: what opens a key or makes one.
KEY_IS_ELSEWHERE = (
    "cert_passphrase",
    "cert_file_prefix",
    "cert_create_expires_days",
    "key_size",
)

Signing = Annotated[
    str | None,
    Option(
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
    Option(
        "secret",
        "The certificate or public key of the key that signs elsewhere, as PEM text.",
        metavar="PEM",
        remote_only=True,
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
