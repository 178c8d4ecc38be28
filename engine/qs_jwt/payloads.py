"""What stands in a token: the names Qlik reads, and which of them are whose.

Source of the names: the pages in ``rules``; the payloads follow the Node tool's,
with its faults put right.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from qs_jwt import wording
from qs_jwt.errors import AmbiguousAddress, ConflictingOptions, EmptyValue, ReservedClaim
from qs_jwt.options import kinds

# RFC 7519, section 4.1
REGISTERED = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti")

USER_ID_CLAIM = "userId"
USER_DIRECTORY_CLAIM = "userDirectory"
QSEOW_GROUPS_CLAIM = "group"  # singular, as the session attribute is
QSEOW_GROUPS_ATTRIBUTE = "group"
CLOUD_AUDIENCE = "qlik.api/login/jwt-session"
CLOUD_SUBJECT_TYPE = "user"

# Which option decides each claim, on both platforms and on either, whether it is given or
# not; further claims may have no such name. A site chooses some names itself.
_OPTION_OF = {
    "exp": "expires",
    "iat": "backdate",
    "name": "username",
    "email": "useremail",
}
_QSEOW_OPTION_OF = {**_OPTION_OF, "aud": "audience"}
_QSCLOUD_OPTION_OF = {
    **_OPTION_OF,
    "iss": "issuer",
    "sub": "sub",
    "nbf": "backdate",
    "email_verified": "useremail_verified",
    "groups": "groups",
}
_SUBJECT_LABEL = b"qs-jwt sub 1\0"


def qseow(
    *,
    userid: str,
    userdir: str,
    username: str | None,
    useremail: str | None,
    groups: Iterable[str] | None,
    userid_claim: str,
    userdir_claim: str,
    groups_claim: str,
    claims: dict[str, Any] | None,
) -> dict[str, Any]:
    """The claims of a QSEoW token that say who the user is.

    Raises:
        ConflictingOptions, ReservedClaim, EmptyValue, ControlCharacter
    """
    check_claim_names(userid_claim, userdir_claim, groups_claim)
    payload: dict[str, Any] = {userid_claim: userid, userdir_claim: userdir}
    own = {userid_claim: "userid", userdir_claim: "userdir", groups_claim: "groups"}
    for name, option, value in (("name", "username", username), ("email", "useremail", useremail)):
        if not value:
            continue
        if payload.setdefault(name, value) != value:
            raise ConflictingOptions(
                f"{{option}}: it is {{value:given}}, but the claim {name} holds {{value:held}} of"
                f" {{option:{own[name]}}}",
                hint="give {option} the same value, or leave it out",
                parameter=option,
                given=wording.shown(value),
                held=wording.shown(payload[name]),
            )
    if groups:
        payload[groups_claim] = list(groups)
    return _with_further(payload, claims, {**_QSEOW_OPTION_OF, **own})


def qscloud(
    *,
    sub: str,
    username: str | None,
    useremail: str | None,
    useremail_verified: bool | None,
    groups: Iterable[str] | None,
    claims: dict[str, Any] | None,
) -> dict[str, Any]:
    """The claims of a Qlik Cloud token that say who the user is.

    Raises:
        ReservedClaim, EmptyValue, ControlCharacter
    """
    payload: dict[str, Any] = {"sub": sub, "subType": CLOUD_SUBJECT_TYPE}
    if username:
        payload["name"] = username
    if useremail:
        payload["email"] = useremail
    if useremail_verified is not None:
        payload["email_verified"] = useremail_verified
    if groups:
        payload["groups"] = list(groups)
    return _with_further(payload, claims, _QSCLOUD_OPTION_OF)


def subject_of(useremail: str) -> str:
    """The ``sub`` of a user known by e-mail only: the same address, the same identity.

    The value is a contract: a user's apps and rights in the tenant hang on it.

    Raises:
        AmbiguousAddress: another address may become the same, or this one be written in
            two ways, so that two users were one or one user two.
    """
    if not useremail.isascii() and not _is_plain(useremail):
        raise AmbiguousAddress(
            "{option}: the address can be written in several ways, or reads as another one in"
            " lower case, so no sub can be derived from it",
            hint="give {option:sub}, the user's identity in the tenant",
            parameter="useremail",
        )
    digest = hashlib.sha256(_SUBJECT_LABEL + useremail.lower().encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _is_plain(address: str) -> bool:
    """Whether no other address has the lower case of this one, now and in future Unicode."""
    import unicodedata

    lower = address.lower()
    return (
        unicodedata.is_normalized("NFC", address)
        and unicodedata.is_normalized("NFC", lower)
        and len(address) == len(lower)
        and not any(unicodedata.category(character) in ("Cn", "Co") for character in address)
        and all(
            x == y or (y.upper() == x and unicodedata.ucd_3_2_0.category(x) == "Lu")
            for x, y in zip(address, lower, strict=True)
        )
    )


@lru_cache(maxsize=64)  # of a batch or a server, every token asks the same
def check_claim_names(
    userid_claim: str, userdir_claim: str, groups_claim: str | None = None
) -> None:
    """Refuse names for the claims of a QSEoW token that do not go together.

    User id and user directory may stand in ``name`` or ``email``, where some sites and
    Qlik NPrinting read them.

    Raises:
        ConflictingOptions: two are the same, or one has another meaning in the token.
    """
    elsewhere = "the token uses it for something else"
    whose = dict.fromkeys(REGISTERED, elsewhere)
    names = {"userid_claim": userid_claim, "userdir_claim": userdir_claim}
    for option, name in names.items():
        _check_claim_name(option, name, whose)
    if groups_claim is not None:
        whose = dict.fromkeys(_QSEOW_OPTION_OF, elsewhere) | whose
        _check_claim_name("groups_claim", groups_claim, whose)


def _check_claim_name(option: str, name: str, whose: dict[str, str]) -> None:
    """Refuse ``name`` if it is in ``whose``, which says who has it, and put it in."""
    if name in whose:
        raise ConflictingOptions(
            f"{{option}}: the claim name {{value:name}} is taken: {whose[name]}",
            hint="give each claim a name of its own",
            parameter=option,
            name=wording.shown(name),
        )
    whose[name] = f"{{option:{option}}} has it too"


def _with_further(
    payload: dict[str, Any],
    claims: dict[str, Any] | None,
    option_of: dict[str, str],
) -> dict[str, Any]:
    """``payload`` and the further claims, none of which the command or Qlik has a use for."""
    for name, value in (claims or {}).items():
        if not name.strip():
            raise EmptyValue(
                "{option}: a claim has an empty name",
                hint="name it",
                parameter="claims",
            )
        kinds.check_name(name, "claims")
        if name in payload or name in option_of or name in REGISTERED:
            option = option_of.get(name)
            raise ReservedClaim(
                "{option}: {value:name} is reserved: the token or Qlik has a use for it",
                hint=f"use {{option:{option}}}" if option else "leave it out",
                parameter="claims",
                name=wording.shown(name),
            )
        payload[name] = value
    return payload
