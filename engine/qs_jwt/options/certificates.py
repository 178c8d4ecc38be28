"""The options of what only create-cert makes."""

from typing import Annotated

from qs_jwt.options.kinds import Option

PFX_ENCRYPTIONS = ("aes256", "legacy")

PfxEncryption = Annotated[
    str,
    Option(
        "choice",
        "How the PFX file is encrypted. Windows Server 2016 and Windows 10 before 1709 say of"
        " aes256 that the password is not correct; legacy (3DES, SHA-1) is weak, and for them.",
        metavar="FORM",
        choices=PFX_ENCRYPTIONS,
    ),
]
KeyType = Annotated[
    str | None,
    Option(
        "choice",
        "Kind of the new key, if it is not RSA; ec-p384 is for OAuth in Qlik Cloud only.",
        metavar="TYPE",
        choices=("ec-p384",),
    ),
]
